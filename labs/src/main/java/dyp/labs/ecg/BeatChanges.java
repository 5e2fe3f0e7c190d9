package dyp.labs.ecg;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.FillMode;
import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.function.IntToDoubleFunction;

/**
 * Beats as they might have been measured: a little earlier or later, faster here and slower there, larger, and with noise. While training alone; the
 * second channel, the rhythm, moves along and keeps its values. Um et al. 2017, "Data augmentation of wearable sensor data".
 *
 * @param shift by up to this share of the length, either way
 * @param warp how far a place in the middle moves on average, as a share of the length: a slow sine of random size
 * @param scale by how much the size differs on average
 * @param noise deviation of the noise
 */
record BeatChanges(double shift, double warp, double scale, double noise) implements Layer {
    BeatChanges {
        if (shift < 0 || warp < 0 || scale < 0 || noise < 0 || shift > 0.5 || warp > 0.2) {
            throw new DypException("Beats are changed by a shift up to 0.5, a warp up to 0.2, a scale and noise of 0 or more, but " + shift + ", " + warp + ", " + scale
                    + " and " + noise + " came.");
        }
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!scope.training()) {
            return x;
        }
        int n = x.shape().dim(0), length = x.shape().dim(1), channels = x.shape().dim(2);
        Tensor moved = x;
        if (shift > 0 || warp > 0) {
            Tensor shifted = scope.uniform(Shape.of(n, 1, 1)).mul(2).sub(1).mul(shift * length);
            Tensor bent = scope.normal(Shape.of(n, 1, 1)).mul(warp * length).mul(line(length, i -> Math.sin(Math.PI * i / (length - 1))))
                    .add(scope.normal(Shape.of(n, 1, 1)).mul(warp * length / 2).mul(line(length, i -> Math.sin(2 * Math.PI * i / (length - 1)))));
            Tensor places = line(length, i -> i).add(shifted).add(bent);
            Tensor picture = Tensor.make(new Sample.At(true, FillMode.NEAREST), x.reshape(n, 1, length, channels), Tensor.constant(NDArray.zeros(Shape.of(n, 1, length))), places);
            moved = picture.reshape(x.shape());
        }
        Tensor first = Tensor.constant(NDArray.generate(Shape.of(1, 1, channels), c -> c == 0 ? 1 : 0));
        Tensor size = scope.normal(Shape.of(n, 1, 1)).mul(scale).mul(first).add(1);
        Tensor jitter = scope.normal(x.shape()).mul(noise).mul(first);
        return moved.mul(size).add(jitter);
    }

    private static Tensor line(int length, IntToDoubleFunction value) {
        return Tensor.constant(NDArray.generate(Shape.of(1, 1, length), value));
    }
}
