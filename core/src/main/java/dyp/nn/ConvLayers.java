package dyp.nn;

/** Convolutions: part of {@link Layers}, from which users take them. */
abstract class ConvLayers {
    public static Conv2D conv2d(int filters, int kernelSize) {
        return new Conv2D(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv2D conv2d(int filters, int kernelSize, Activation activation) {
        return new Conv2D(filters, kernelSize, activation);
    }
}
