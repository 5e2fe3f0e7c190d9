package dyp.nn;

import dyp.op.Conv;
import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * An {@link LSTM} whose products are convolutions, for films: (batch, steps, spatial..., channels) -> (batch, spatial'..., filters), or
 * with all steps. Keras's ConvLSTM1D, ConvLSTM2D and ConvLSTM3D, by how many sizes its window has. The state's convolution keeps the
 * state's size: padding SAME, stride 1. Shi et al. 2015, "Convolutional LSTM network".
 *
 * <p>The kernel is (window..., channels, 4 filters), the recurrent kernel (window..., filters, 4 filters), the gates are i, f, g, o.
 *
 * @param filters channels of each state, at least 1
 */
public record ConvLSTM(int filters, List<Integer> kernelSize, List<Integer> strides, Padding padding, List<Integer> dilation,
        Activation activation, Activation recurrentActivation, boolean useBias, boolean unitForgetBias, Recurrence recurrence,
        Parameter kernel, Parameter recurrentKernel, Parameter bias) implements Recurrent<ConvLSTM> {
    private static final int GATES = 4;

    public ConvLSTM {
        Checks.positive("filters", filters);
        Checks.positive("kernelSize", kernelSize);
        Checks.positive("strides", strides);
        Checks.positive("dilation", dilation);
        if (kernelSize.size() != strides.size() || kernelSize.size() != dilation.size()) {
            throw new DypException("kernelSize " + kernelSize + ", strides " + strides + " and dilation " + dilation
                    + " must have one number per spatial axis each.");
        }
        if (Collections.max(strides) > 1 && Collections.max(dilation) > 1) {
            throw new DypException("strides " + strides + " and dilation " + dilation + " cannot both be above 1. Leave one of them at 1.");
        }
    }

    /** A window as long along each of the spatial axes. */
    public ConvLSTM(int axes, int filters, int kernelSize) {
        this(filters, Collections.nCopies(axes, kernelSize), Collections.nCopies(axes, 1), Padding.VALID, Collections.nCopies(axes, 1),
                Activation.TANH, Activation.SIGMOID, true, true, Recurrence.DEFAULT, Parameter.KERNEL, Parameter.RECURRENT, Parameter.BIAS);
    }

    @Override
    public String kind() {
        return "conv_lstm" + kernelSize.size() + "d";
    }

    @Override
    public Cell cell(Tensor x, Scope scope) {
        int axes = kernelSize.size();
        Checks.rank(axes + 3, x, "(batch, steps, " + "length, ".repeat(axes) + "channels)");
        Tensor w = scope.weight("kernel", kernel, kernelShape(x.shape().last()));
        Tensor u = scope.weight("recurrent_kernel", recurrentKernel, kernelShape(filters));
        Shape sample = x.shape().sample();
        int steps = x.shape().dim(0);
        Tensor flat = Gates.product(x, w, Gates.masks(recurrence.dropout(), GATES, sample, scope), (all, part) -> {
            Tensor films = all.reshape(sample.with(0, steps * sample.dim(0)));
            return convolved(films, part, Window.over(films.shape(), kernelSize, strides, dilation, padding));
        });
        flat = useBias ? flat.add(scope.weight("bias", LSTM.bias(bias, unitForgetBias), GATES * filters)) : flat;
        Tensor input = flat.reshape(flat.shape().with(0, sample.dim(0)).batch(steps));
        Shape state = input.shape().sample().with(-1, filters);
        Window same = Window.over(state, kernelSize, Collections.nCopies(axes, 1), Collections.nCopies(axes, 1), Padding.SAME);
        List<Tensor> masks = Gates.masks(recurrence.recurrentDropout(), GATES, state, scope);
        return new Cell(input, List.of(state, state), (states, now) -> LSTM.step(
                now.add(Gates.product(states.getFirst(), u, masks, (h, part) -> convolved(h, part, same))),
                states.get(1), filters, activation, recurrentActivation));
    }

    private int[] kernelShape(int channels) {
        return Stream.concat(kernelSize.stream(), Stream.of(channels, GATES * filters)).mapToInt(Integer::intValue).toArray();
    }

    private static Tensor convolved(Tensor x, Tensor kernel, Window window) {
        return Tensor.make(new Conv.Forward(window, 1), x, kernel);
    }

    /** A window with a length of its own along each spatial axis. */
    public ConvLSTM kernelSize(int... sizes) {
        return with(Checks.list(sizes), strides, padding, dilation);
    }

    /** One number for all spatial axes, or one each. */
    public ConvLSTM strides(int... s) {
        return with(kernelSize, each(s), padding, dilation);
    }

    public ConvLSTM padding(Padding p) {
        return with(kernelSize, strides, p, dilation);
    }

    /** One number for all spatial axes, or one each. */
    public ConvLSTM dilation(int... d) {
        return with(kernelSize, strides, padding, each(d));
    }

    private List<Integer> each(int... values) {
        return values.length == 1 ? Collections.nCopies(kernelSize.size(), values[0]) : Checks.list(values);
    }

    private ConvLSTM with(List<Integer> sizes, List<Integer> s, Padding p, List<Integer> d) {
        return new ConvLSTM(filters, sizes, s, p, d, activation, recurrentActivation, useBias, unitForgetBias, recurrence, kernel, recurrentKernel, bias);
    }

    public ConvLSTM activation(Activation a) {
        return with(a, recurrentActivation, useBias, unitForgetBias);
    }

    public ConvLSTM recurrentActivation(Activation a) {
        return with(activation, a, useBias, unitForgetBias);
    }

    public ConvLSTM useBias(boolean use) {
        return with(activation, recurrentActivation, use, unitForgetBias);
    }

    public ConvLSTM unitForgetBias(boolean one) {
        return with(activation, recurrentActivation, useBias, one);
    }

    private ConvLSTM with(Activation a, Activation recurrent, boolean use, boolean forget) {
        return new ConvLSTM(filters, kernelSize, strides, padding, dilation, a, recurrent, use, forget, recurrence, kernel, recurrentKernel, bias);
    }

    @Override
    public ConvLSTM recurrence(Recurrence r) {
        return with(r, kernel, recurrentKernel, bias);
    }

    @Override
    public ConvLSTM kernel(Parameter p) {
        return with(recurrence, p, recurrentKernel, bias);
    }

    @Override
    public ConvLSTM recurrentKernel(Parameter p) {
        return with(recurrence, kernel, p, bias);
    }

    @Override
    public ConvLSTM bias(Parameter p) {
        return with(recurrence, kernel, recurrentKernel, p);
    }

    private ConvLSTM with(Recurrence r, Parameter k, Parameter u, Parameter b) {
        return new ConvLSTM(filters, kernelSize, strides, padding, dilation, activation, recurrentActivation, useBias, unitForgetBias, r, k, u, b);
    }
}
