package dyp.nn;

import dyp.op.Conv;
import dyp.op.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What all convolutions have in common.
 *
 * @param activation what is made of each sum
 * @param useBias whether a number per filter is added to the sums
 * @param kernel the filters that slide; of a separable convolution, those of the first part
 * @param bias the numbers that are added
 */
public record Convolution(Windows windows, Activation activation, boolean useBias, Parameter kernel, Parameter bias) {
    static Convolution of(int rank, int kernelSize, Activation activation) {
        Windows windows = Windows.of(Windows.all(rank, kernelSize), Windows.all(rank, 1));
        return new Convolution(windows, activation, true, Parameter.KERNEL, Parameter.BIAS);
    }

    /** From sums with the channels last to the layer's output. */
    Tensor finish(Tensor sums, Scope scope) {
        Tensor y = useBias ? sums.add(scope.weight("bias", bias, sums.shape().last())) : sums;
        return activation.of(windows.dataFormat().fromLast(y));
    }

    /** The kernel's weight: the window's axes, then these two. */
    Tensor kernel(Scope scope, String name, int in, int out) {
        return scope.weight(name, kernel, shape(windows.size(), in, out));
    }

    /**
     * The sums of a depthwise convolution, channels last.
     *
     * @param name the kernel's name
     * @param multiplier filters for each channel
     */
    Tensor eachChannel(Tensor x, Scope scope, String name, int multiplier) {
        Tensor in = windows.input(x);
        int channels = in.shape().last();
        Tensor filters = kernel(scope, name, channels, multiplier);
        Tensor each = filters.reshape(filters.shape().with(-2, 1).with(-1, channels * multiplier));
        return Tensor.make(new Conv.Forward(windows.over(in), channels), in, each);
    }

    static int[] shape(List<Integer> size, int in, int out) {
        return IntStream.concat(size.stream().mapToInt(Integer::intValue), IntStream.of(in, out)).toArray();
    }

    Convolution windows(Windows w) {
        return new Convolution(w, activation, useBias, kernel, bias);
    }

    Convolution activation(Activation a) {
        return new Convolution(windows, a, useBias, kernel, bias);
    }

    Convolution useBias(boolean use) {
        return new Convolution(windows, activation, use, kernel, bias);
    }

    Convolution kernel(Parameter p) {
        return new Convolution(windows, activation, useBias, p, bias);
    }

    Convolution bias(Parameter p) {
        return new Convolution(windows, activation, useBias, kernel, p);
    }
}
