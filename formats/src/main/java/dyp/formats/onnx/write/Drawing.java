package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A traced graph on its way into a file: what each tensor is made from there, and where it stands. */
final class Drawing {
    /**
     * How a tensor is written.
     *
     * @param uses what has to stand there before
     * @param write puts its nodes on the sheet
     */
    record Plan(List<Tensor> uses, Supplier<Held> write) {}

    final Twins twins;
    final Sheet sheet;
    private final Drawing outer;
    /** Tensors of a loop's body that stand for ones around it. */
    private final Map<Tensor, Tensor> around;
    private final Map<Tensor, List<Tensor>> users = new HashMap<>();
    private final Map<Tensor, Held> held = new HashMap<>();
    private final Map<Tensor, List<Supplier<Held>>> parts = new HashMap<>();
    private final Map<List<Object>, String> turned = new HashMap<>();
    private final Map<Tensor, Boolean> known = new HashMap<>();
    private final Map<Tensor, NDArray> values = new HashMap<>();

    Drawing(Twins twins, Sheet sheet) {
        this(twins, sheet, null, Map.of());
    }

    private Drawing(Twins twins, Sheet sheet, Drawing outer, Map<Tensor, Tensor> around) {
        this.twins = twins;
        this.sheet = sheet;
        this.outer = outer;
        this.around = around;
        twins.order().forEach(t -> t.inputs().forEach(in -> users.computeIfAbsent(in, _ -> new ArrayList<>()).add(t)));
        // From the leaves on, so that no question goes deep.
        twins.order().forEach(this::known);
    }

    /** A loop's body. */
    Drawing inner(Twins body, Map<Tensor, Tensor> captured) {
        return new Drawing(body, sheet.inner(), this, captured);
    }

    /** Writes all that these hang on. Inputs are put in before. */
    void draw(List<Tensor> outputs) {
        Set<Tensor> needed = new HashSet<>(outputs);
        Map<Tensor, Plan> plans = new HashMap<>();
        for (Tensor t : twins.order().reversed()) {
            if (needed.contains(t) && !known(t) && !held.containsKey(t) && !around.containsKey(t)) {
                Plan plan = Plans.of(t, this);
                plans.put(t, plan);
                needed.addAll(plan.uses());
            }
        }
        for (Tensor t : twins.order()) {
            Plan plan = plans.get(t);
            if (plan != null) {
                Held written = plan.write().get();
                if (written != null) {
                    held.put(t, written);
                }
            }
        }
    }

    void put(Tensor t, Held value) {
        held.put(t, value);
    }

    void putParts(Tensor scan, List<Supplier<Held>> all) {
        parts.put(scan, new ArrayList<>(all));
    }

    Held part(Tensor scan, int i) {
        Held part = parts.get(scan).get(i).get();
        parts.get(scan).set(i, () -> part);
        return part;
    }

    /** Whether nobody else looks at a tensor. */
    boolean onlyUsedBy(Tensor t, Tensor user) {
        return users.get(t).stream().allMatch(u -> u == user);
    }

    // ---- what is known

    /** Whether a tensor's numbers are known and the same for any batch: it hangs on weights and constants alone. */
    boolean known(Tensor t) {
        Boolean yes = known.get(t);
        if (yes == null) {
            yes = around.containsKey(t) ? outer.known(around.get(t)) : switch (t.op()) {
                case Leaf.Constant c -> c.value().equals(((Leaf.Constant) twins.other(t).op()).value());
                case Leaf.Variable _ -> true;
                case Leaf.Input _ -> false;
                default -> t.shape().equals(twins.other(t).shape()) && t.op().equals(twins.other(t).op()) && t.inputs().stream().allMatch(this::known);
            };
            known.put(t, yes);
        }
        return yes;
    }

    NDArray value(Tensor t) {
        return values.computeIfAbsent(t, k -> around.containsKey(k) ? outer.value(around.get(k)) : valueOf(k));
    }

    private NDArray valueOf(Tensor t) {
        return switch (t.op()) {
            case Leaf.Constant c -> c.value();
            case Leaf.Variable v -> v.value();
            // Constants of a body are known outside it.
            default -> around.isEmpty() ? t.value() : t.with(t.op(), t.inputs().stream().map(in -> Tensor.constant(value(in))).toList()).value();
        };
    }

    /** The one number of a tensor whose number is known. */
    boolean isNumber(Tensor t, double value) {
        return known(t) && t.shape().size() == 1 && value(t).at(0) == (double) (float) value;
    }

    /** The variable that a known tensor shows in another shape; null where there is none or more. */
    private Leaf.Variable weight(Tensor t) {
        if (around.containsKey(t)) {
            return outer.weight(around.get(t));
        }
        return switch (t.op()) {
            case Leaf.Variable v -> v;
            case View v when t.inputs().size() == 1 && v.dtype(t.inputs()) == t.dtype() -> weight(t.input(0));
            default -> null;
        };
    }

    private boolean trained(Tensor t) {
        if (around.containsKey(t)) {
            return outer.trained(around.get(t));
        }
        return t.op() instanceof Leaf.Variable v ? v.trainable() : t.inputs().stream().anyMatch(this::trained);
    }

    /**
     * Numbers on the sheet: weights under their variables' names, others as constants.
     *
     * @param how tells apart what is made of one tensor's numbers
     */
    String numbers(Tensor t, NDArray value, Object how, String path) {
        return stored(List.of(t, how), () -> {
            Leaf.Variable v = weight(t);
            return trained(t) || v != null && v.value().size() > 1 ? sheet.outermost().weight(v != null ? v.name() : path + "/weight", value)
                    : sheet.constant(path, value);
        });
    }

    private String stored(List<Object> key, Supplier<String> make) {
        String name = turned.get(key);
        if (name == null) {
            name = make.get();
            turned.put(key, name);
        }
        return name;
    }

    // ---- where tensors stand

    Held held(Tensor t) {
        if (around.containsKey(t)) {
            return outer.held(around.get(t));
        }
        Held h = held.get(t);
        if (h == null && known(t)) {
            return Held.of(numbers(t, value(t), Held.straight(t.shape().rank()), t.path()), twins.shape(t));
        }
        if (h == null) {
            throw new DypException("ONNX: " + t + (t.path().isEmpty() ? "" : " of " + t.path()) + " was not written before it is used.");
        }
        return h;
    }

    /** The name of a tensor's numbers in the order of its axes. */
    String straight(Tensor t) {
        return lying(t, Held.straight(t.shape().rank()));
    }

    /** The name of a tensor's numbers where they lie so: its axis i is the value's axis {@code order.get(i)}. */
    String lying(Tensor t, List<Integer> order) {
        if (known(t)) {
            NDArray v = order.equals(Held.straight(order.size())) ? value(t)
                    : Tensor.constant(value(t)).transpose(Held.inverse(order).stream().mapToInt(i -> i).toArray()).value();
            return numbers(t, v, order, t.path());
        }
        return lying(held(t), order, t.path());
    }

    String lying(Held h, List<Integer> order, String path) {
        List<Integer> moves = Held.lie(h.order(), order);
        if (moves.equals(Held.straight(moves.size()))) {
            return h.name();
        }
        return stored(List.of(h.name(), moves), () -> {
            List<Integer> long_ = moves.stream().filter(a -> !h.dims().get(a).is(1)).toList();
            boolean sameOrder = IntStream.range(1, long_.size()).allMatch(i -> long_.get(i - 1) < long_.get(i));
            return sameOrder ? reshape(h.name(), moves.stream().map(h.dims()::get).toList(), path)
                    : sheet.node("Transpose", path, List.of(h.name()), Attributes.of("perm", moves));
        });
    }

    /** Numbers under another shape, of which one axis at most may hang on the batch. */
    String reshape(String name, List<Dim> to, String path) {
        long open = to.stream().filter(Dim::open).count();
        String shape = open > 1 ? sheet.dims(to) : sheet.longs(to.stream().map(d -> d.open() ? -1L : d.plus()).toList());
        return sheet.node("Reshape", path, List.of(name, shape));
    }
}
