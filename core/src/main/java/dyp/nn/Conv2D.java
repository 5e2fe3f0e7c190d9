package dyp.nn;

import dyp.op.Conv;
import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.DypException;
import java.util.List;

/**
 * Small filters slid over pictures: (batch, height, width, in) -> (batch, height', width', filters). The kernel is
 * (kernel height, kernel width, in / groups, filters). LeCun et al. 1989, "Backpropagation applied to handwritten zip code
 * recognition".
 *
 * @param groups the input's channels and the filters fall into this many independent groups
 */
public record Conv2D(int filters, List<Integer> kernelSize, List<Integer> strides, Padding padding, List<Integer> dilation, int groups,
        Activation activation, boolean useBias, Parameter kernel, Parameter bias) implements Layer, Kernel<Conv2D>, Bias<Conv2D> {
    public Conv2D {
        Checks.positive("filters", filters);
        Checks.positive("kernelSize", kernelSize);
        Checks.positive("strides", strides);
        Checks.positive("dilation", dilation);
        Checks.positive("groups", groups);
    }

    public Conv2D(int filters, int kernelSize, Activation activation) {
        this(filters, Checks.pair(kernelSize), Checks.pair(1), Padding.VALID, Checks.pair(1), 1, activation, true,
                Parameter.KERNEL, Parameter.BIAS);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rank(4, x, "(batch, height, width, channels)");
        int channels = x.shape().last();
        if (channels % groups != 0 || filters % groups != 0) {
            throw new DypException("groups = " + groups + " must divide the " + channels + " input channels and the " + filters + " filters. Use a number that divides both.");
        }
        Window window = Window.over(x.shape(), kernelSize, strides, dilation, padding);
        Tensor filter = scope.weight("kernel", kernel,
                kernelSize.get(0), kernelSize.get(1), channels / groups, filters);
        Tensor y = Tensor.make(new Conv.Forward(window, groups), x, filter);
        return activation.of(useBias ? y.add(scope.weight("bias", bias, filters)) : y);
    }

    /** A kernel that is not square. */
    public Conv2D kernelSize(int height, int width) {
        return new Conv2D(filters, List.of(height, width), strides, padding, dilation, groups, activation, useBias, kernel, bias);
    }

    public Conv2D strides(int both) {
        return strides(both, both);
    }

    public Conv2D strides(int height, int width) {
        return new Conv2D(filters, kernelSize, List.of(height, width), padding, dilation, groups, activation, useBias, kernel, bias);
    }

    public Conv2D padding(Padding p) {
        return new Conv2D(filters, kernelSize, strides, p, dilation, groups, activation, useBias, kernel, bias);
    }

    public Conv2D dilation(int both) {
        return dilation(both, both);
    }

    public Conv2D dilation(int height, int width) {
        return new Conv2D(filters, kernelSize, strides, padding, List.of(height, width), groups, activation, useBias, kernel, bias);
    }

    public Conv2D groups(int n) {
        return new Conv2D(filters, kernelSize, strides, padding, dilation, n, activation, useBias, kernel, bias);
    }

    public Conv2D activation(Activation a) {
        return new Conv2D(filters, kernelSize, strides, padding, dilation, groups, a, useBias, kernel, bias);
    }

    public Conv2D useBias(boolean use) {
        return new Conv2D(filters, kernelSize, strides, padding, dilation, groups, activation, use, kernel, bias);
    }

    @Override
    public Conv2D kernel(Parameter p) {
        return new Conv2D(filters, kernelSize, strides, padding, dilation, groups, activation, useBias, p, bias);
    }

    @Override
    public Conv2D bias(Parameter p) {
        return new Conv2D(filters, kernelSize, strides, padding, dilation, groups, activation, useBias, kernel, p);
    }
}
