package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of a model by path ({@code dense_1/kernel}), in the order in which they were first asked for. */
public final class Variables {
    private final Map<String, Tensor> byPath = new LinkedHashMap<>();
    private final long seed;

    public Variables(long seed) {
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }

    /** The variable at a path; made at the first call. */
    public Tensor get(String path, Initializer initializer, boolean trainable, Shape shape) {
        Tensor known = byPath.get(path);
        if (known == null) {
            // The path's own hash, not a count: a layer put in front does not change everyone else's first values.
            known = Tensor.make(new Variable(path, initializer.create(shape, seed, stream(path)), trainable));
            byPath.put(path, known);
        } else if (!known.shape().equals(shape)) {
            throw new DypException("[" + path + "] was made with shape " + known.shape() + " but this input asks for " + shape
                    + ". A model keeps the shape of the input it was first given; build a new one for another.");
        }
        return known;
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

    public List<Tensor> trainable() {
        return byPath.values().stream().filter(t -> variable(t).trainable()).toList();
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
