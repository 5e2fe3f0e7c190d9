package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Random;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final List<Tensor> losses = new ArrayList<>();
    private final Map<Tensor, Constraint> constraints = new LinkedHashMap<>();
    private final Map<Tensor, Tensor> masks = new HashMap<>();
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

    /** What is added to the loss: prices of the weights used, each weight once, and what layers asked for. */
    public List<Tensor> penalties() {
        List<Tensor> all = new ArrayList<>(penalties.values());
        all.addAll(losses);
        return all;
    }

    /** What a weight is to be brought back to after each step. */
    public Constraint constraint(Tensor weight) {
        return constraints.getOrDefault(weight, Constraint.NONE);
    }

    /** Which steps of a layer's output count; null where all do. */
    public Tensor mask(Tensor output) {
        return masks.get(output);
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
        public Tensor weight(String name, Parameter parameter, int... shape) {
            Tensor weight = variables.get(below(name), parameter.initializer(), true, Shape.of(shape));
            Tensor price = penalties.containsKey(below(name)) ? null : parameter.regularizer().of(weight);
            if (price != null) {
                penalties.put(below(name), price);
            }
            constraints.put(weight, parameter.constraint());
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
        public void loss(Tensor scalar) {
            losses.add(scalar);
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public Tensor uniform(Shape shape) {
            return random(Random.Kind.UNIFORM, shape);
        }

        @Override
        public Tensor normal(Shape shape) {
            return random(Random.Kind.NORMAL, shape);
        }

        private Tensor random(Random.Kind kind, Shape shape) {
            if (key == null) {
                throw new DypException("[" + path + "] asks for random numbers outside training. Ask scope.training() first.");
            }
            return Tensor.make(new Random(kind, shape, streams++), key);
        }

        @Override
        public Tensor mask(Tensor x) {
            return masks.get(x);
        }

        @Override
        public void mask(Tensor output, Tensor mask) {
            masks.put(output, mask);
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
