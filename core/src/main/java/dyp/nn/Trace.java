package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Random;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One trace of a model: collects what its layers ask for besides their result. */
public final class Trace {
    private final Variables variables;
    private final boolean training;
    private final Tensor key;
    private final Map<String, Tensor> penalties = new LinkedHashMap<>();
    private final Map<Tensor, Tensor> updates = new LinkedHashMap<>();
    private final Set<Tensor> weights = new LinkedHashSet<>();
    private int streams;

    /** @param key int32 (3,), the key of random numbers; null where nothing random is wanted */
    public Trace(Variables variables, boolean training, Tensor key) {
        this.variables = variables;
        this.training = training;
        this.key = key;
    }

    /** The outermost scope. */
    public Scope root() {
        return new At("");
    }

    /** The trainable weights that the trace used, in the order in which they were asked for. */
    public List<Tensor> weights() {
        return List.copyOf(weights);
    }

    /** Prices of the weights used, each weight once. */
    public List<Tensor> penalties() {
        return List.copyOf(penalties.values());
    }

    /** The updates that layers asked for: {@link dyp.op.Elementwise.Update} tensors. */
    public List<Tensor> updates() {
        List<Tensor> all = new ArrayList<>();
        updates.forEach((state, value) -> all.add(state.update(value)));
        return all;
    }

    private final class At implements Scope {
        private final String path;

        At(String path) {
            this.path = path;
        }

        private String below(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }

        @Override
        public Tensor weight(String name, Initializer initializer, Regularizer penalty, int... shape) {
            Tensor weight = variables.get(below(name), initializer, true, Shape.of(shape));
            Tensor price = penalties.containsKey(below(name)) ? null : penalty.of(weight);
            if (price != null) {
                penalties.put(below(name), price);
            }
            weights.add(weight);
            return weight;
        }

        @Override
        public Tensor state(String name, Initializer initializer, int... shape) {
            return variables.get(below(name), initializer, false, Shape.of(shape));
        }

        @Override
        public void update(Tensor state, Tensor value) {
            if (training) {
                updates.put(state, value);
            }
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public Tensor uniform(Shape shape) {
            if (key == null) {
                throw new DypException("[" + path + "] asks for random numbers outside training. Ask scope.training() first.");
            }
            return Tensor.make(new Random(Random.Kind.UNIFORM, shape, streams++), key);
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public Scope child(String name) {
            return new At(below(name));
        }
    }
}
