package dyp.testkit;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Random;

/**
 * One input of an {@link OpCase}: its shape and how its numbers are drawn.
 *
 * @param differentiable whether central differences are defined at the numbers drawn, and the op passes a gradient on
 */
public record Arg(Shape shape, DType dtype, boolean differentiable, Draw draw) {
    /** How far apart the numbers of {@link #distinct} lie: far more than the step of a central difference. */
    private static final double GAP = 1.0 / 64;

    /** Draws the numbers; {@code position} tells apart the inputs of one case. */
    public interface Draw {
        NDArray of(Shape shape, int position, Random random);
    }

    public Tensor input(int position) {
        return Tensor.input(name(position), dtype, shape);
    }

    public static String name(int position) {
        return "x" + position;
    }

    /** Between -1.5 and 1.5. */
    public static Arg any(int... dims) {
        return floats(true, (s, p, r) -> NDArray.generate(s, i -> 3 * r.nextDouble() - 1.5), dims);
    }

    /** Between 0.5 and 2: for logarithms, roots and powers. */
    public static Arg positive(int... dims) {
        return floats(true, (s, p, r) -> NDArray.generate(s, i -> 0.5 + 1.5 * r.nextDouble()), dims);
    }

    /** At least 0.3 from 0, on either side: for kinks and poles at 0. */
    public static Arg apart(int... dims) {
        return floats(true, (s, p, r) -> NDArray.generate(s, i -> (0.3 + 1.2 * r.nextDouble()) * (r.nextBoolean() ? 1 : -1)), dims);
    }

    /** No two numbers alike, nor alike to those of another position: for maxima. */
    public static Arg distinct(int... dims) {
        return floats(true, (s, p, r) -> {
            int[] order = shuffled(s.size(), r);
            return NDArray.generate(s, i -> (order[i] - s.size() / 2 + 0.31 * p) * GAP);
        }, dims);
    }

    /** -1, 0 and 1, so with many ties; nothing to differentiate. */
    public static Arg levels(int... dims) {
        return floats(false, (s, p, r) -> NDArray.generate(s, i -> r.nextInt(3) - 1), dims);
    }

    /** Rows along the last axis that are positive and sum to 1. */
    public static Arg probabilities(int... dims) {
        return floats(true, (s, p, r) -> {
            NDArray a = NDArray.generate(s, i -> 0.1 + r.nextDouble());
            for (int row = 0; row < a.size() / s.last(); row++) {
                float sum = 0;
                for (int j = 0; j < s.last(); j++) {
                    sum += a.floats()[row * s.last() + j];
                }
                for (int j = 0; j < s.last(); j++) {
                    a.floats()[row * s.last() + j] /= sum;
                }
            }
            return a;
        }, dims);
    }

    /** The same kind of numbers, that no gradient is asked for. */
    public Arg fixed() {
        return new Arg(shape, dtype, false, draw);
    }

    /** int32 from {@code low} (inclusive) to {@code high} (exclusive). */
    public static Arg ints(int low, int high, int... dims) {
        return new Arg(Shape.of(dims), DType.INT32, false, (s, p, r) -> {
            NDArray a = NDArray.zeros(DType.INT32, s);
            for (int i = 0; i < a.size(); i++) {
                a.ints()[i] = r.nextInt(low, high);
            }
            return a;
        });
    }

    private static Arg floats(boolean differentiable, Draw draw, int... dims) {
        return new Arg(Shape.of(dims), DType.FLOAT32, differentiable, draw);
    }

    private static int[] shuffled(int n, Random random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
