package dyp.nn;

/** Convolutions: part of {@link Layers}, from which users take them. */
abstract class ConvLayers {
    public static Conv1D conv1d(int filters, int kernelSize) {
        return new Conv1D(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv1D conv1d(int filters, int kernelSize, Activation activation) {
        return new Conv1D(filters, kernelSize, activation);
    }

    public static Conv2D conv2d(int filters, int kernelSize) {
        return new Conv2D(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv2D conv2d(int filters, int kernelSize, Activation activation) {
        return new Conv2D(filters, kernelSize, activation);
    }

    public static Conv3D conv3d(int filters, int kernelSize) {
        return new Conv3D(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv3D conv3d(int filters, int kernelSize, Activation activation) {
        return new Conv3D(filters, kernelSize, activation);
    }

    public static Conv1DTranspose conv1dTranspose(int filters, int kernelSize) {
        return new Conv1DTranspose(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv1DTranspose conv1dTranspose(int filters, int kernelSize, Activation activation) {
        return new Conv1DTranspose(filters, kernelSize, activation);
    }

    public static Conv2DTranspose conv2dTranspose(int filters, int kernelSize) {
        return new Conv2DTranspose(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv2DTranspose conv2dTranspose(int filters, int kernelSize, Activation activation) {
        return new Conv2DTranspose(filters, kernelSize, activation);
    }

    public static Conv3DTranspose conv3dTranspose(int filters, int kernelSize) {
        return new Conv3DTranspose(filters, kernelSize, Activation.LINEAR);
    }

    public static Conv3DTranspose conv3dTranspose(int filters, int kernelSize, Activation activation) {
        return new Conv3DTranspose(filters, kernelSize, activation);
    }

    public static DepthwiseConv1D depthwiseConv1d(int kernelSize) {
        return new DepthwiseConv1D(kernelSize);
    }

    public static DepthwiseConv2D depthwiseConv2d(int kernelSize) {
        return new DepthwiseConv2D(kernelSize);
    }

    public static SeparableConv1D separableConv1d(int filters, int kernelSize) {
        return new SeparableConv1D(filters, kernelSize, Activation.LINEAR);
    }

    public static SeparableConv1D separableConv1d(int filters, int kernelSize, Activation activation) {
        return new SeparableConv1D(filters, kernelSize, activation);
    }

    public static SeparableConv2D separableConv2d(int filters, int kernelSize) {
        return new SeparableConv2D(filters, kernelSize, Activation.LINEAR);
    }

    public static SeparableConv2D separableConv2d(int filters, int kernelSize, Activation activation) {
        return new SeparableConv2D(filters, kernelSize, activation);
    }
}
