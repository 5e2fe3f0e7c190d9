package dyp.testkit;

import dyp.init.Initializer;
import dyp.nn.Regularizer;
import dyp.nn.Scope;
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
    private final Map<String, NDArray> values = new HashMap<>();
    private final List<Tensor> weights = new ArrayList<>();
    private Tensor penalty = Tensor.scalar(0);
    private int streams;

    LayerScope(boolean training, long seed) {
        this.training = training;
        this.seed = seed;
        this.random = new Random(seed);
    }

    Map<String, NDArray> values() {
        return values;
    }

    List<Tensor> weights() {
        return weights;
    }

    /** The sum of all weights' prices. */
    Tensor penalty() {
        return penalty;
    }

    @Override
    public Tensor weight(String name, Initializer initializer, Regularizer price, int... shape) {
        Tensor weight = input(name, Arg.any(shape));
        weights.add(weight);
        Tensor cost = price.of(weight);
        penalty = cost == null ? penalty : penalty.add(cost);
        return weight;
    }

    @Override
    public Tensor state(String name, Initializer initializer, int... shape) {
        // A variance must be positive.
        return input(name, Arg.positive(shape));
    }

    private Tensor input(String name, Arg arg) {
        values.put(name, arg.draw().of(arg.shape(), 0, random));
        return Tensor.input(name, DType.FLOAT32, arg.shape());
    }

    @Override
    public void update(Tensor state, Tensor value) {}

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public Tensor uniform(Shape shape) {
        Tensor key = Tensor.constant(NDArray.of(new int[] {(int) seed, 0, 1}));
        return Tensor.make(new dyp.op.Random(dyp.op.Random.Kind.UNIFORM, shape, streams++), key);
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public Scope child(String name) {
        throw new UnsupportedOperationException("A layer made of layers needs names by path here.");
    }
}
