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
    private final Map<Tensor, Tensor> penalties = new LinkedHashMap<>();
    private final List<Tensor> losses = new ArrayList<>();
    private final Map<Tensor, Constraint> constraints = new LinkedHashMap<>();
    private final Map<Tensor, Tensor> masks = new HashMap<>();
    private final Map<Tensor, Tensor> updates = new LinkedHashMap<>();
    private final Set<Tensor> weights = new LinkedHashSet<>();
    private final List<Call> calls = new ArrayList<>();
    private int streams;

    /**
     * One call of a layer, at any depth.
     *
     * @param path the layer's place, as {@code base/conv1}; the same for each call of a layer that is called several times
     */
    public record Call(String path, Layer layer, List<Tensor> inputs, List<Tensor> outputs) {
        /** What it gave first. */
        public Tensor output() {
            return outputs.getFirst();
        }
    }

    /** @param key int32 (3,), the key of random numbers; null where nothing random is wanted */
    public Trace(Variables variables, boolean training, Tensor key) {
        this.variables = variables;
        this.training = training;
        this.key = key;
    }

    /** The outermost scope. */
    public Scope root() {
        return new At(new Owner(variables, "", null), "");
    }

    /** The weights that the trace used and that learn, in the order in which they were asked for. */
    public List<Tensor> weights() {
        return List.copyOf(weights);
    }

    /** The calls of all layers, those of models in models as well: a model's own call stands after those of its layers. */
    public List<Call> calls() {
        return List.copyOf(calls);
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

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /** Whose variables: a model's, and the models' around it that use it as a layer. The place in each. */
    private record Owner(Variables variables, String path, Owner around) {
        Owner child(String name) {
            return new Owner(variables, below(path, name), around == null ? null : around.child(name));
        }

        boolean frozen() {
            return variables.frozen(path) || around != null && around.frozen();
        }
    }

    private final class At implements Scope {
        private final Owner owner;
        private final String path;

        At(Owner owner, String path) {
            this.owner = owner;
            this.path = path;
        }

        private Tensor variable(String name, Initializer initializer, boolean trainable, int... shape) {
            Tensor found = owner.variables.get(below(owner.path, name), initializer, trainable, Shape.of(shape));
            return owner.variables == variables ? found : variables.adopt(below(path, name), found);
        }

        @Override
        public Tensor weight(String name, Parameter parameter, int... shape) {
            Tensor weight = variable(name, parameter.initializer(), true, shape);
            if (owner.child(name).frozen()) {
                return weight;
            }
            Tensor price = penalties.containsKey(weight) ? null : parameter.regularizer().of(weight);
            if (price != null) {
                penalties.put(weight, price);
            }
            constraints.put(weight, parameter.constraint());
            weights.add(weight);
            return weight;
        }

        @Override
        public Tensor state(String name, Initializer initializer, int... shape) {
            return variable(name, initializer, false, shape);
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
        public boolean trainable() {
            return !owner.frozen();
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
        public void called(Layer layer, List<Tensor> inputs, List<Tensor> outputs) {
            calls.add(new Call(path, layer, List.copyOf(inputs), List.copyOf(outputs)));
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public Scope child(String name) {
            return new At(owner.child(name), below(path, name));
        }

        @Override
        public Scope enter(Variables others) {
            variables.nest(others);
            return new At(new Owner(others, "", owner), path);
        }
    }
}
