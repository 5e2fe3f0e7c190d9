package dyp.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/** Layers applied to numbers, in training under a seed and a step, or in prediction. */
final class Drawn {
    private Drawn() {}

    static Scope training(int seed, int step) {
        return new Trace(new Variables(0), true, Tensor.constant(NDArray.of(new int[] {seed, 0, step}))).root();
    }

    static Scope prediction() {
        return new Trace(new Variables(0), false, null).root();
    }

    static NDArray training(Layer layer, NDArray x, int seed, int step) {
        return layer.apply(Tensor.constant(x), training(seed, step)).value();
    }

    static NDArray training(Layer layer, NDArray x) {
        return training(layer, x, 1, 1);
    }

    static NDArray prediction(Layer layer, NDArray x) {
        return layer.apply(Tensor.constant(x), prediction()).value();
    }

    /** Each number another, from 1 to 250. */
    static NDArray pictures(int... dims) {
        return NDArray.generate(Shape.of(dims), i -> 1 + (i * 37 + i / 7 * 11) % 250);
    }

    static void close(NDArray actual, double... expected) {
        assertEquals(expected.length, actual.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.at(i), 1e-5 * (1 + Math.abs(expected[i])), "at flat index " + i + " of " + actual);
        }
    }
}
