package dyp.formats.resample;

import dyp.op.Resize;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/** Arrays stretched or shrunk along an axis, by the weights of {@link Resize}: what the layer {@code Resizing} gives, for one array. */
public final class Resample {
    private Resample() {}

    /**
     * An array with {@code length} elements along an axis.
     *
     * @param a float32
     * @param antialias where it shrinks, whether every element counts
     */
    public static NDArray axis(NDArray a, int axis, int length, Resize.Method method, boolean antialias) {
        int n = a.shape().dim(axis);
        if (n == length) {
            return a;
        }
        int outer = a.shape().slice(0, axis).size();
        int inner = a.shape().slice(axis + 1, a.shape().rank()).size();
        NDArray out = NDArray.zeros(a.shape().with(axis, length));
        Taps taps = method == Resize.Method.NEAREST ? Taps.nearest(n, length) : Taps.of(Resize.matrix(n, length, method, antialias));
        float[] from = a.floats(), to = out.floats();
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < length; i++) {
                int at = (o * length + i) * inner;
                for (int tap = 0; tap < taps.weights[i].length; tap++) {
                    float weight = taps.weights[i][tap];
                    int source = (o * n + taps.first[i] + tap) * inner;
                    for (int j = 0; j < inner; j++) {
                        to[at + j] += weight * from[source + j];
                    }
                }
            }
        }
        return out;
    }

    /** For each element of the output, the first of the input that counts, and the weights from it on. */
    private record Taps(int[] first, float[][] weights) {
        static Taps nearest(int in, int out) {
            int[] first = new int[out];
            float[][] weights = new float[out][];
            for (int i = 0; i < out; i++) {
                first[i] = (int) ((2L * i + 1) * in / (2L * out));
                weights[i] = new float[] {1};
            }
            return new Taps(first, weights);
        }

        static Taps of(NDArray matrix) {
            int in = matrix.shape().dim(0), out = matrix.shape().dim(1);
            int[] first = new int[out];
            float[][] weights = new float[out][];
            for (int i = 0; i < out; i++) {
                int from = 0, to = in;
                while (matrix.get(from, i) == 0) {
                    from++;
                }
                while (matrix.get(to - 1, i) == 0) {
                    to--;
                }
                first[i] = from;
                weights[i] = new float[to - from];
                for (int j = from; j < to; j++) {
                    weights[i][j - from] = (float) matrix.get(j, i);
                }
            }
            return new Taps(first, weights);
        }
    }
}
