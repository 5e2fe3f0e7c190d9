package dyp.nn;

import java.util.Arrays;
import java.util.List;

/** A factory per layer, for a static import: {@code Sequential.of(dense(100, RELU), dropout(0.2), dense(10))}. */
public final class Layers {
    private Layers() {}

    /** The shape of one sample, without the batch. */
    public static Input input(int... sample) {
        return new Input(list(sample));
    }

    public static Dense dense(int units) {
        return new Dense(units, Activation.LINEAR);
    }

    public static Dense dense(int units, Activation activation) {
        return new Dense(units, activation);
    }

    public static Conv2D conv2d(int filters, int kernelSize) {
        return new Conv2D(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv2D conv2d(int filters, int kernelSize, Activation activation) {
        return new Conv2D(filters, kernelSize, activation);
    }

    public static MaxPooling2D maxPooling2d(int poolSize) {
        return new MaxPooling2D(poolSize);
    }

    public static AveragePooling2D averagePooling2d(int poolSize) {
        return new AveragePooling2D(poolSize);
    }

    public static GlobalAveragePooling2D globalAveragePooling2d() {
        return new GlobalAveragePooling2D();
    }

    public static Flatten flatten() {
        return new Flatten();
    }

    /** Each sample under another shape; one axis may be -1. */
    public static Reshape reshape(int... sample) {
        return new Reshape(list(sample));
    }

    public static Activate activation(Activation activation) {
        return new Activate(activation);
    }

    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    public static BatchNormalization batchNormalization() {
        return new BatchNormalization(0.99, 1e-3, true, true);
    }

    public static Regularizer l1(double strength) {
        return Regularizer.l1(strength);
    }

    public static Regularizer l2(double strength) {
        return Regularizer.l2(strength);
    }

    public static Regularizer l1l2(double l1, double l2) {
        return Regularizer.l1l2(l1, l2);
    }

    private static List<Integer> list(int... values) {
        return Arrays.stream(values).boxed().toList();
    }
}
