package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.grad.Gradients;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Gradients against central differences, all in double: (f(x + h) - f(x - h)) / 2h, whose error is of order h². Some single
 * elements say where a gradient is wrong; random directions, in which all elements move at once, leave none out.
 */
public final class GradientCheck {
    private static final double STEP = 1e-5;
    private static final int ELEMENTS = 8;
    /** Inputs of more elements are checked at fewer places. */
    private static final int LARGE = 5000;
    private static final int DIRECTIONS = 2;

    private final Interpreter interpreter = new Interpreter(Interpreter.Precision.DOUBLE);
    private final Map<String, Slice> values = new HashMap<>();
    private final Random random;
    private final double tolerance;

    /**
     * @param values the inputs by name
     * @param tolerance largest difference allowed, as |a - b| / (1 + |b|)
     */
    public GradientCheck(Map<String, NDArray> values, double tolerance, long seed) {
        values.forEach((name, a) -> this.values.put(name, doubles(a)));
        this.tolerance = tolerance;
        this.random = new Random(seed);
    }

    /** Checks the gradients of a weighted sum of all elements of {@code y} with respect to inputs. */
    public void check(String what, Tensor y, List<Tensor> xs) {
        check(what, List.of(y), xs);
    }

    /** Checks the gradients of the gradients as well. */
    public void checkTwice(String what, Tensor y, List<Tensor> xs) {
        List<Tensor> gradients = check(what, List.of(y), xs);
        check(what + ", second derivative", gradients, xs);
    }

    private List<Tensor> check(String what, List<Tensor> ys, List<Tensor> xs) {
        List<NDArray> weights = ys.stream().map(y -> NDArray.generate(y.shape(), i -> 0.5 + random.nextDouble())).toList();
        Tensor loss = Tensor.scalar(0);
        for (int i = 0; i < ys.size(); i++) {
            loss = loss.add(ys.get(i).cast(DType.FLOAT32).mul(Tensor.constant(weights.get(i))).sum());
        }
        List<Tensor> gradients = Gradients.of(loss, xs);
        Map<Tensor, Slice> results = interpreter.run(gradients, values);
        for (int i = 0; i < xs.size(); i++) {
            Leaf.Input input = (Leaf.Input) xs.get(i).op();
            assertEquals(input.shape(), gradients.get(i).shape(), what + ": the gradient's shape");
            check(what + ", input " + input.name(), ys, weights, values.get(input.name()), results.get(gradients.get(i)));
        }
        return gradients;
    }

    private void check(String what, List<Tensor> ys, List<NDArray> weights, Slice x, Slice gradient) {
        int n = x.length();
        int elements = n > LARGE ? 1 : Math.min(n, ELEMENTS);
        for (int k = 0; k < elements; k++) {
            double[] direction = new double[n];
            int at = n <= ELEMENTS ? k : random.nextInt(n);
            direction[at] = 1;
            compare(what + " at flat index " + at, ys, weights, x, gradient, direction);
        }
        for (int k = 0; k < (n > LARGE ? 1 : DIRECTIONS); k++) {
            compare(what + " in a random direction", ys, weights, x, gradient, random.doubles(n, -1, 1).toArray());
        }
    }

    private void compare(String what, List<Tensor> ys, List<NDArray> weights, Slice x, Slice gradient, double[] direction) {
        double analytic = 0;
        for (int i = 0; i < direction.length; i++) {
            analytic += direction[i] * gradient.get(i);
        }
        Map<Tensor, Slice> right = moved(ys, x, direction, STEP);
        Map<Tensor, Slice> left = moved(ys, x, direction, -STEP);
        // Element by element: the difference of two large sums would have lost the digits that matter.
        double difference = 0;
        for (int k = 0; k < ys.size(); k++) {
            for (int i = 0; i < weights.get(k).size(); i++) {
                difference += weights.get(k).at(i) * (right.get(ys.get(k)).get(i) - left.get(ys.get(k)).get(i));
            }
        }
        double numeric = difference / (2 * STEP);
        assertEquals(numeric, analytic, tolerance * (1 + Math.abs(numeric)), what);
    }

    private Map<Tensor, Slice> moved(List<Tensor> ys, Slice x, double[] direction, double step) {
        double[] before = new double[x.length()];
        for (int i = 0; i < before.length; i++) {
            before[i] = x.get(i);
            x.set(i, before[i] + step * direction[i]);
        }
        Map<Tensor, Slice> moved = interpreter.run(ys, values);
        for (int i = 0; i < before.length; i++) {
            x.set(i, before[i]);
        }
        // A reshape of the input is the input's own memory, which has just been put back.
        ys.stream().filter(y -> moved.get(y) == x).forEach(y -> moved.put(y, plus(x, direction, step)));
        return moved;
    }

    private static Slice plus(Slice x, double[] direction, double step) {
        double[] sum = new double[x.length()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = x.get(i) + step * direction[i];
        }
        return Slice.of(sum);
    }

    private static Slice doubles(NDArray a) {
        return switch (a.dtype()) {
            case INT32 -> Slice.of(a);
            case FLOAT32 -> {
                double[] d = new double[a.size()];
                for (int i = 0; i < d.length; i++) {
                    d[i] = a.at(i);
                }
                yield Slice.of(d);
            }
        };
    }
}
