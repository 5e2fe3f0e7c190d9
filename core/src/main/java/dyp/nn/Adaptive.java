package dyp.nn;

import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Resize;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.NDArray;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Adaptive pooling in terms of windows of one size side by side: axes whose windows differ are brought to that first. */
final class Adaptive {
    private Adaptive() {}

    /** What a layer asks of its size when it is made. */
    static void check(int rank, List<Integer> outputSize) {
        Checks.positive("outputSize", outputSize);
        Windows.perAxis("outputSize", rank, outputSize);
    }

    /** Each axis whose windows differ is averaged by a matrix: the mean of means over a box is its mean. */
    static Tensor average(AdaptivePooling<?> layer, Tensor x) {
        return pool(layer, x, Pool::average, (y, axis, out) -> Resize.mix(y, axis, means(y.shape().dim(axis), out)));
    }

    /** The elements of each window are laid side by side; the last of a short one counts twice, which changes no maximum. */
    static Tensor max(AdaptivePooling<?> layer, Tensor x) {
        return pool(layer, x, Pool::max, (y, axis, out) -> y.gather(axis, Tensor.constant(places(y.shape().dim(axis), out))));
    }

    /** Brings an axis to as many windows of equal size as {@code out} says. */
    private interface Evening {
        Tensor of(Tensor y, int axis, int out);
    }

    private static Tensor pool(AdaptivePooling<?> layer, Tensor x, BiFunction<Tensor, Window, Tensor> fold, Evening even) {
        List<Integer> out = layer.outputSize();
        int rank = out.size();
        layer.dataFormat().check(x, rank);
        Tensor y = layer.dataFormat().toLast(x);
        for (int i = 0; i < rank; i++) {
            y = y.shape().dim(i + 1) % out.get(i) == 0 ? y : even.of(y, i + 1, out.get(i));
        }
        int[] dims = y.shape().dims();
        List<Integer> size = IntStream.range(0, rank).mapToObj(i -> dims[i + 1] / out.get(i)).toList();
        Window window = Window.over(y.shape(), size, size, Windows.all(rank, 1), Padding.VALID);
        return layer.dataFormat().fromLast(fold.apply(y, window));
    }

    private static int from(int i, int n, int out) {
        return (int) ((long) i * n / out);
    }

    private static int to(int i, int n, int out) {
        return (int) Math.ceilDiv((i + 1L) * n, (long) out);
    }

    private static NDArray means(int n, int out) {
        float[] weights = new float[n * out];
        for (int i = 0; i < out; i++) {
            for (int j = from(i, n, out); j < to(i, n, out); j++) {
                weights[j * out + i] = 1f / (to(i, n, out) - from(i, n, out));
            }
        }
        return NDArray.of(weights, n, out);
    }

    private static NDArray places(int n, int out) {
        int longest = IntStream.range(0, out).map(i -> to(i, n, out) - from(i, n, out)).max().orElseThrow();
        int[] places = new int[out * longest];
        for (int p = 0; p < places.length; p++) {
            int i = p / longest;
            places[p] = Math.min(from(i, n, out) + p % longest, to(i, n, out) - 1);
        }
        return NDArray.of(places);
    }
}
