package dyp.op;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.stream.IntStream;

/**
 * Stretches or shrinks one axis by interpolation; a picture is resized one axis after the other. Centres lie at half steps: the
 * output's element i sits at (i + 0.5) * in / out - 0.5 of the input, as everywhere in Keras 3.
 */
public final class Resize {
    private Resize() {}

    /** How values between the input's elements are found. */
    public enum Method {
        /** The element whose stretch holds the place: floor((i + 0.5) * in / out). */
        NEAREST(0),
        /** A straight line between the two neighbours. */
        BILINEAR(1),
        /** Keys's cubic with a = -0.5 over four neighbours. Keys 1981, "Cubic convolution interpolation for digital image processing". */
        BICUBIC(2),
        /** A sinc windowed by a sinc of three times its length, over six neighbours. */
        LANCZOS3(3),
        /** A sinc windowed by a sinc of five times its length, over ten neighbours. */
        LANCZOS5(5);

        private final int radius;

        Method(int radius) {
            this.radius = radius;
        }

        /** The weight of an element at distance d from the place. */
        private double weight(double d) {
            double x = Math.abs(d);
            if (x >= radius) {
                return 0;
            }
            return switch (this) {
                case NEAREST -> 0;
                case BILINEAR -> 1 - x;
                case BICUBIC -> x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
                case LANCZOS3, LANCZOS5 -> sinc(x) * sinc(x / radius);
            };
        }

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        }
    }

    /**
     * x with {@code length} elements along the axis.
     *
     * @param axis any axis; negative ones count from the end
     * @param length elements afterwards, at least 1
     * @param antialias where the axis shrinks, widens the filter by the scale, so that every element counts; nothing to NEAREST
     */
    public static Tensor resize(Tensor x, int axis, int length, Method method, boolean antialias) {
        int a = x.shape().axis(axis);
        int n = x.shape().dim(a);
        if (n == length) {
            return x;
        }
        if (method != Method.NEAREST) {
            return mix(x, a, matrix(n, length, method, antialias));
        }
        if (length % n == 0) {
            return repeat(x, a, length / n);
        }
        return x.gather(a, Tensor.constant(NDArray.of(taps(n, length, method, antialias).first)));
    }

    /** Each element along an axis {@code times} times, side by side. */
    public static Tensor repeat(Tensor x, int axis, int times) {
        int a = x.shape().axis(axis);
        int n = x.shape().dim(a);
        int outer = x.shape().slice(0, a).size();
        int inner = x.shape().slice(a + 1, x.shape().rank()).size();
        return x.reshape(outer * n, 1, inner).broadcastTo(Shape.of(outer * n, times, inner)).reshape(x.shape().with(a, n * times));
    }

    /** Weighted sums along an axis: the matrix has a row for each element before and a column for each one after. */
    public static Tensor mix(Tensor x, int axis, NDArray matrix) {
        int last = x.shape().rank() - 1;
        int a = x.shape().axis(axis);
        int[] swap = IntStream.range(0, last + 1).toArray();
        swap[a] = last;
        swap[last] = a;
        Tensor weights = Tensor.constant(matrix);
        return a == last ? x.matmul(weights) : x.transpose(swap).matmul(weights).transpose(swap);
    }

    /** (in, out): column i holds the weights of the output's element i. Elements beyond the border are left out, and the rest add up to 1. */
    private static NDArray matrix(int in, int out, Method method, boolean antialias) {
        float[] weights = new float[in * out];
        Taps taps = taps(in, out, method, antialias);
        for (int i = 0; i < out; i++) {
            for (int tap = 0; tap < taps.weights[i].length; tap++) {
                weights[(taps.first[i] + tap) * out + i] = taps.weights[i][tap];
            }
        }
        return NDArray.of(weights, in, out);
    }

    /**
     * What an axis's elements are made of: output i is the sum of {@code weights[i][k]} times the input's element {@code first[i] + k}.
     *
     * @param weights those of an output add up to 1
     */
    public record Taps(int[] first, float[][] weights) {}

    /** The weights with which an axis of {@code in} elements becomes one of {@code out}; as {@link #resize} has them. */
    public static Taps taps(int in, int out, Method method, boolean antialias) {
        double step = (double) in / out;
        double scale = antialias ? Math.max(step, 1) : 1;
        int[] first = new int[out];
        float[][] weights = new float[out][];
        for (int i = 0; i < out; i++) {
            if (method == Method.NEAREST) {
                first[i] = (int) ((2L * i + 1) * in / (2L * out));
                weights[i] = new float[] {1};
                continue;
            }
            double place = (i + 0.5) * step - 0.5;
            // One more on either side than can count, for the sake of rounding.
            int from = (int) Math.max(0, Math.floor(place - method.radius * scale));
            int to = (int) Math.min(in, Math.ceil(place + method.radius * scale) + 1);
            double sum = 0;
            for (int j = from; j < to; j++) {
                sum += method.weight((place - j) / scale);
            }
            first[i] = from;
            weights[i] = new float[to - from];
            for (int j = from; j < to; j++) {
                weights[i][j - from] = (float) (method.weight((place - j) / scale) / sum);
            }
        }
        return new Taps(first, weights);
    }
}
