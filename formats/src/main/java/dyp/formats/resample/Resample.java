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
        Resize.Taps taps = Resize.taps(n, length, method, antialias);
        float[] from = a.floats(), to = out.floats();
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < length; i++) {
                int at = (o * length + i) * inner;
                for (int tap = 0; tap < taps.weights()[i].length; tap++) {
                    float weight = taps.weights()[i][tap];
                    int source = (o * n + taps.first()[i] + tap) * inner;
                    for (int j = 0; j < inner; j++) {
                        to[at + j] += weight * from[source + j];
                    }
                }
            }
        }
        return out;
    }
}
