package dyp.testkit;

import dyp.init.Initializer;
import dyp.nn.Parameter;
import dyp.nn.Scope;
import dyp.nn.Variables;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A scope whose weights are inputs of the graph, with random values: so that a gradient check can move them in double. The
 * initializers are not asked.
 */
final class LayerScope implements Scope {
    private final boolean training;
    private final long seed;
    private final Random random;
    private final String prefix;
    private final Map<String, NDArray> values;
    private final Map<String, Tensor> inputs;
    private final List<Tensor> weights;
    private final List<Tensor> losses;
    private final Map<Tensor, Tensor> masks;
    private final int[] streams;

    LayerScope(boolean training, long seed) {
        this.training = training;
        this.seed = seed;
        this.random = new Random(seed);
        this.prefix = "";
        this.values = new HashMap<>();
        this.inputs = new HashMap<>();
        this.weights = new ArrayList<>();
        this.losses = new ArrayList<>();
        this.masks = new HashMap<>();
        this.streams = new int[1];
    }

    /** The scope of a part: what is kept is shared, the names are its own. */
    private LayerScope(LayerScope whole, String prefix) {
        this.training = whole.training;
        this.seed = whole.seed;
        this.random = whole.random;
        this.prefix = prefix;
        this.values = whole.values;
        this.inputs = whole.inputs;
        this.weights = whole.weights;
        this.losses = whole.losses;
        this.masks = whole.masks;
        this.streams = whole.streams;
    }

    Map<String, NDArray> values() {
        return values;
    }

    List<Tensor> weights() {
        return weights;
    }

    /** The sum of all weights' prices and of what layers asked to be added to the loss. */
    Tensor penalty() {
        return losses.stream().reduce(Tensor.scalar(0), Tensor::add);
    }

    @Override
    public Tensor weight(String name, Parameter parameter, int... shape) {
        boolean known = inputs.containsKey(prefix + name);
        Tensor weight = input(prefix + name, Arg.any(shape));
        if (!known) {
            weights.add(weight);
            Tensor cost = parameter.regularizer().of(weight);
            if (cost != null) {
                loss(cost);
            }
        }
        return weight;
    }

    @Override
    public Tensor state(String name, Initializer initializer, int... shape) {
        // A variance must be positive.
        return input(prefix + name, Arg.positive(shape));
    }

    private Tensor input(String name, Arg arg) {
        return inputs.computeIfAbsent(name, n -> {
            values.put(n, arg.draw().of(arg.shape(), 0, random));
            return Tensor.input(n, DType.FLOAT32, arg.shape());
        });
    }

    @Override
    public void update(Tensor state, Tensor value) {}

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
        return draw(dyp.op.Random.Kind.UNIFORM, shape);
    }

    @Override
    public Tensor normal(Shape shape) {
        return draw(dyp.op.Random.Kind.NORMAL, shape);
    }

    private Tensor draw(dyp.op.Random.Kind kind, Shape shape) {
        Tensor key = Tensor.constant(NDArray.of(new int[] {(int) seed, 0, 1}));
        return Tensor.make(new dyp.op.Random(kind, shape, streams[0]++), key);
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
        return prefix;
    }

    @Override
    public boolean trainable() {
        return true;
    }

    @Override
    public Scope enter(Variables others) {
        return this;
    }

    @Override
    public Scope child(String name) {
        return new LayerScope(this, prefix + name + "/");
    }
}
