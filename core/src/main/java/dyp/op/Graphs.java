package dyp.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Walks over graphs. Without recursion: a deep network must not overflow the stack. */
public final class Graphs {
    private Graphs() {}

    /** All tensors that the roots depend on, each after its inputs, in a fixed order. */
    public static List<Tensor> sorted(List<Tensor> roots) {
        return sorted(roots, Tensor::inputs);
    }

    /** The same, only through the given tensors. */
    public static List<Tensor> sorted(List<Tensor> roots, Set<Tensor> within) {
        return sorted(roots, t -> t.inputs().stream().filter(within::contains).toList());
    }

    /**
     * The same, where {@code before} says what has to come before a tensor.
     *
     * @throws IllegalStateException where two tensors wait for each other
     */
    public static List<Tensor> sorted(List<Tensor> roots, Function<Tensor, List<Tensor>> before) {
        List<Tensor> order = new ArrayList<>();
        Set<Tensor> done = new HashSet<>();
        Set<Tensor> open = new HashSet<>();
        Deque<Tensor> stack = new ArrayDeque<>(roots);
        while (!stack.isEmpty()) {
            Tensor t = stack.peek();
            // Seen for the second time, all that it waits for is done.
            if (done.contains(t) || !open.add(t)) {
                stack.pop();
                if (done.add(t)) {
                    order.add(t);
                }
                continue;
            }
            for (Tensor in : before.apply(t).reversed()) {
                if (open.contains(in) && !done.contains(in)) {
                    throw new IllegalStateException(t + " and " + in + " wait for each other");
                }
                if (!done.contains(in)) {
                    stack.push(in);
                }
            }
        }
        return order;
    }

    /** Who uses each tensor; one entry per use. Roots without users have an empty list. */
    public static Map<Tensor, List<Tensor>> consumers(List<Tensor> sorted) {
        Map<Tensor, List<Tensor>> users = new HashMap<>();
        for (Tensor t : sorted) {
            users.put(t, new ArrayList<>());
            for (Tensor in : t.inputs()) {
                users.get(in).add(t);
            }
        }
        return users;
    }

    /** The tensors that depend on any of {@code xs}, these themselves included. */
    static Set<Tensor> dependents(List<Tensor> sorted, Collection<Tensor> xs) {
        Set<Tensor> found = new HashSet<>(xs);
        for (Tensor t : sorted) {
            if (t.inputs().stream().anyMatch(found::contains)) {
                found.add(t);
            }
        }
        return found;
    }

    /** The graph behind the roots, rebuilt where it depends on a tensor that another shall stand for. */
    static List<Tensor> replace(List<Tensor> roots, Map<Tensor, Tensor> instead) {
        Map<Tensor, Tensor> now = new HashMap<>(instead);
        for (Tensor t : sorted(roots, t -> instead.containsKey(t) ? List.of() : t.inputs())) {
            List<Tensor> inputs = t.inputs().stream().map(in -> now.getOrDefault(in, in)).toList();
            now.putIfAbsent(t, inputs.equals(t.inputs()) ? t : t.with(t.op(), inputs));
        }
        return roots.stream().map(now::get).toList();
    }

    static String explain(Tensor root) {
        Map<Tensor, String> names = new IdentityHashMap<>();
        StringBuilder out = new StringBuilder();
        for (Tensor t : sorted(List.of(root))) {
            String name = "t" + names.size();
            names.put(t, name);
            String inputs = String.join(", ", t.inputs().stream().map(names::get).toList());
            String value = t.op() instanceof Leaf.Constant c && c.value().size() <= 12 ? " = " + c.value() : "";
            out.append(String.format(Locale.ROOT, "%-4s %-18s %-12s %-10s%s%s%n", name, t.op().label() + value, t.shape(), inputs,
                    t.dtype() == dyp.tensor.DType.INT32 ? " int32" : "", t.path().isEmpty() ? "" : "  " + t.path()).stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
