package dyp.nn;

import dyp.op.Argsort;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;

/**
 * Keras's activation functions that have settings, with Keras's values and its derivatives at the kinks. {@link Activation} holds each
 * under its defaults; a layer of one's own can call them with others.
 */
public final class Activations {
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;

    private Activations() {}

    /**
     * x above {@code threshold}, at most {@code maxValue}; below, {@code negativeSlope} * (x - threshold).
     *
     * @param maxValue {@link Double#POSITIVE_INFINITY} for none
     */
    public static Tensor relu(Tensor x, double negativeSlope, double maxValue, double threshold) {
        Tensor above = threshold == 0 ? x.relu() : threshold(x, threshold, 0);
        Tensor capped = maxValue == Double.POSITIVE_INFINITY ? above : maxValue == 6 && threshold == 0 ? relu6(x) : atMost(above, maxValue);
        if (negativeSlope == 0) {
            return capped;
        }
        boolean leaky = maxValue == Double.POSITIVE_INFINITY && threshold == 0;
        return leaky ? leakyRelu(x, negativeSlope) : capped.sub(Tensor.scalar(threshold).sub(x).relu().mul(negativeSlope));
    }

    /** max(x, 0), at most 6; its derivative is 0 at both ends. */
    static Tensor relu6(Tensor x) {
        return Tensor.scalar(6).minimum(x.relu());
    }

    /** x, or {@code negativeSlope} * x where x is negative. Maas, Hannun and Ng 2013. */
    public static Tensor leakyRelu(Tensor x, double negativeSlope) {
        return Tensor.where(x.less(Tensor.scalar(0)), x.mul(negativeSlope), x);
    }

    /** x, or {@code alpha} * (e^x - 1) where x is negative. Clevert, Unterthiner and Hochreiter 2016. */
    public static Tensor elu(Tensor x, double alpha) {
        return x.relu().add(x.minimum(Tensor.scalar(0)).expm1().mul(alpha));
    }

    /** x, or {@code alpha} * (e^(x / alpha) - 1) where x is negative. Barron 2017. */
    public static Tensor celu(Tensor x, double alpha) {
        return x.relu().add(x.minimum(Tensor.scalar(0)).mul(1 / alpha).expm1().mul(alpha));
    }

    /** 1.0507 * elu(x, 1.6733), which keeps mean 0 and variance 1 through layers. Klambauer et al. 2017. */
    static Tensor selu(Tensor x) {
        return elu(x, SELU_ALPHA).mul(SELU_SCALE);
    }

    /** (x + sqrt(x² + b)) / 2. Barron 2021. */
    public static Tensor squareplus(Tensor x, double b) {
        return x.add(x.square().add(b).sqrt()).mul(0.5);
    }

    /** x brought nearer to 0 by {@code threshold}, and 0 where it is nearer than that. */
    public static Tensor softShrink(Tensor x, double threshold) {
        return x.sub(threshold).relu().sub(x.add(threshold).neg().relu());
    }

    /** x, or 0 where it is not further from 0 than {@code threshold}. */
    public static Tensor hardShrink(Tensor x, double threshold) {
        return Tensor.where(Tensor.scalar(threshold).less(x.abs()), x, Tensor.scalar(0));
    }

    /** x where it is above {@code threshold}, else {@code otherwise}. Keras gives it no defaults, so it is no {@link Activation}. */
    public static Tensor threshold(Tensor x, double threshold, double otherwise) {
        return Tensor.where(Tensor.scalar(threshold).less(x), x, Tensor.scalar(otherwise));
    }

    /** GELU nearly, by tanh: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x³))). Hendrycks and Gimpel 2016. */
    static Tensor geluApproximate(Tensor x) {
        Tensor inner = x.square().mul(0.044715).add(1).mul(x).mul(Math.sqrt(2 / Math.PI));
        return x.mul(0.5).mul(inner.tanh().add(1));
    }

    /** relu6(x + 3) / 6. Howard et al. 2019. */
    static Tensor hardSigmoid(Tensor x) {
        return relu6(x.add(3)).mul(1.0 / 6);
    }

    /** 0 up to -1, x from 1 on, (x + 1)² / 4 between. */
    static Tensor sparsePlus(Tensor x) {
        return x.clip(-1, 1).add(1).square().mul(0.25).add(x.sub(1).relu());
    }

    /** 0 up to -1, 1 from 1 on, (x + 1) / 2 between. */
    static Tensor sparseSigmoid(Tensor x) {
        return atMost(atMost(x.neg(), 1).neg(), 1).add(1).mul(0.5);
    }

    /** The smaller of x and a bound; where both are equal, half of the gradient flows. */
    private static Tensor atMost(Tensor x, double bound) {
        Tensor b = Tensor.scalar(bound);
        return x.minimum(b).add(b.minimum(x)).mul(0.5);
    }

    /** e^x / sum e^x over the axes; the last one where none is given. */
    public static Tensor softmax(Tensor x, int... axes) {
        return Axes.asLast(x, orLast(x, axes), Tensor::softmax);
    }

    /** x - log sum e^x over the axes; the last one where none is given. */
    public static Tensor logSoftmax(Tensor x, int... axes) {
        return Axes.asLast(x, orLast(x, axes), Tensor::logSoftmax);
    }

    private static int[] orLast(Tensor x, int... axes) {
        return Axes.of(axes.length == 0 ? List.of(-1) : Checks.list(axes), x.shape());
    }

    /**
     * max(x - tau, 0) over an axis, as Keras 3.15.1 computes it. With the numbers sorted, z1 ≥ z2 ≥ ..., and their sums s1, s2, ..., the
     * support is where j zj > sj - 1, k places. Keras takes (s1 + ... + sk - 1) / k for tau; Martins and Astudillo (2016, "From softmax to
     * sparsemax"), who make the result sum to 1, take (sk - 1) / k. Both agree where k is 1.
     */
    public static Tensor sparsemax(Tensor x, int axis) {
        return Axes.asLast(x, orLast(x, axis), Activations::sparsemaxOfRows);
    }

    private static Tensor sparsemaxOfRows(Tensor x) {
        int n = x.shape().last();
        int rows = x.shape().size() / n;
        Tensor flat = x.reshape(rows, n);
        Tensor order = Tensor.make(new Argsort(), flat).add(Tensor.constant(rowStarts(rows, n)));
        Tensor sorted = flat.reshape(rows * n).gather(0, order);
        Tensor sums = sorted.matmul(Tensor.constant(NDArray.generate(Shape.of(n, n), i -> i / n <= i % n ? 1 : 0)));
        Tensor places = Tensor.constant(NDArray.generate(Shape.of(n), i -> i + 1));
        Tensor support = sums.sub(1).less(sorted.mul(places));
        Tensor tau = sums.mul(support).sum(-1).sub(1).div(support.sum(-1));
        return flat.sub(tau).relu().reshape(x.shape());
    }

    /** int32 (rows, 1): where each row begins. */
    private static NDArray rowStarts(int rows, int n) {
        int[] starts = new int[rows];
        for (int i = 0; i < rows; i++) {
            starts[i] = i * n;
        }
        return NDArray.of(starts, rows, 1);
    }

    /** The first half along an axis, times the sigmoid of the second. Dauphin et al. 2017. The axis halves. */
    public static Tensor glu(Tensor x, int axis) {
        int n = x.shape().dim(axis);
        if (n % 2 != 0) {
            throw new DypException("glu splits axis " + axis + " into two equal halves, but its length is " + n + ". Use an even number of units.");
        }
        return x.slice(axis, 0, n / 2).mul(x.slice(axis, n / 2, n).sigmoid());
    }
}
