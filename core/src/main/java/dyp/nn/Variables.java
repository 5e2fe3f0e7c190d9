package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The variables of a model by path ({@code dense_1/kernel}), in the order in which they were first asked for. */
public final class Variables {
    /** Numbers that may still be made, where a bound is set. */
    private static final ScopedValue<long[]> LEFT = ScopedValue.newInstance();

    private final Map<String, Tensor> byPath = new LinkedHashMap<>();
    private final Map<NDArray, Tensor> byValue = new IdentityHashMap<>();
    private final Set<Variables> nested = new LinkedHashSet<>();
    private final List<Rule> rules = new ArrayList<>();
    private final long seed;
    private int changes;

    /** What is frozen or not: a path, and all below it; or all that begins with it. */
    private record Rule(String path, boolean trainable) {
        boolean matches(String other) {
            return path.endsWith("*") ? other.startsWith(path.substring(0, path.length() - 1)) : (other + "/").startsWith(path + "/");
        }
    }

    public Variables(long seed) {
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }

    /**
     * Does something within which all models together make at most so many numbers of weights: the layers of a file that is not trusted ask for
     * no more than the file holds.
     *
     * @throws DypException from within, before there is memory for more
     */
    public static <T> T atMost(long numbers, Supplier<T> making) {
        return ScopedValue.where(LEFT, new long[] {numbers}).call(making::get);
    }

    private static void requireLeft(String path, Shape shape) {
        if (LEFT.isBound() && (LEFT.get()[0] -= shape.size()) < 0) {
            throw new DypException("[" + path + "] has the shape " + shape + ", more than all weights that are to be loaded.");
        }
    }

    /** The variable at a path; made at the first call. */
    public Tensor get(String path, Initializer initializer, boolean trainable, Shape shape) {
        Tensor known = byPath.get(path);
        if (known == null) {
            requireLeft(path, shape);
            // The path's own hash, not a count: a layer put in front does not change everyone else's first values.
            known = Tensor.make(new Variable(path, initializer.create(shape, seed, stream(path)), trainable));
            keep(path, known);
        } else if (!known.shape().equals(shape)) {
            throw new DypException("[" + path + "] was made with shape " + known.shape() + " but this input asks for " + shape
                    + ". A model keeps the shape of the input it was first given; build a new one for another.");
        }
        return known;
    }

    private void keep(String path, Tensor variable) {
        byPath.put(path, variable);
        byValue.put(variable(variable).value(), variable);
    }

    /** Another model's variable under a path in this one: the same value, by another name. However often and wherever it is used, it is one. */
    Tensor adopt(String path, Tensor other) {
        Variable v = variable(other);
        Tensor known = byValue.get(v.value());
        if (known == null) {
            known = Tensor.make(new Variable(path, v.value(), v.trainable()));
            keep(path, known);
        }
        return known;
    }

    /** Remembers that a trace took another model's variables as well. */
    void nest(Variables other) {
        nested.add(other);
    }

    /**
     * From now on the weights at a path, and all below it, learn or stay as they are. A later word on the same path wins.
     *
     * @param path a layer or weight, as {@code conv1} or {@code block/dense/kernel}; or how its path begins, as {@code block2*}
     * @throws DypException where there is nothing at the path
     */
    public void trainable(String path, boolean learns) {
        Rule rule = new Rule(path, learns);
        if (byPath.keySet().stream().noneMatch(rule::matches)) {
            throw new DypException("There are no weights at '" + path + "'. There are " + String.join(", ", byPath.keySet()) + ".");
        }
        rules.removeIf(r -> r.path.equals(path));
        rules.add(rule);
        changes++;
    }

    /** The same for all weights. */
    public void trainable(boolean learns) {
        rules.clear();
        rules.add(new Rule("*", learns));
        changes++;
    }

    /** Whether what is at this path stays as it is. */
    public boolean frozen(String path) {
        boolean frozen = false;
        for (Rule r : rules) {
            frozen = r.matches(path) ? !r.trainable : frozen;
        }
        return frozen;
    }

    /** Grows whenever something is frozen or freed, here or in a model that is used in this one. Allocates nothing while there is none. */
    public int changes() {
        int all = changes;
        if (!nested.isEmpty()) {
            for (Variables v : nested) {
                all += v.changes();
            }
        }
        return all;
    }

    /** FNV-1a over the name: unlike String.hashCode, short names that differ a little do not meet. */
    private static int stream(String path) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    /** All variables as tensors. */
    public Collection<Tensor> tensors() {
        return byPath.values();
    }

    public List<Variable> all() {
        List<Variable> all = new ArrayList<>();
        byPath.values().forEach(t -> all.add(variable(t)));
        return all;
    }

    /** The variable behind a tensor that is one. */
    public static Variable variable(Tensor t) {
        return (Variable) t.op();
    }
}
