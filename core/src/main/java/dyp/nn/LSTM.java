package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.List;

/**
 * Long short-term memory: (batch, steps, in) -> (batch, units), or (batch, steps, units) with {@code returnSequences}. Its states
 * are the output h and the memory c. Hochreiter and Schmidhuber 1997, "Long short-term memory", with the forget gate of Gers et al. 2000.
 *
 * <p>With z = x · kernel + h · recurrentKernel + bias, cut into i, f, g, o: c' = s(f) * c + s(i) * a(g), h' = s(o) * a(c').
 *
 * @param units numbers of each state, at least 1
 * @param activation a
 * @param recurrentActivation s
 * @param unitForgetBias whether the forget gate's bias is 1 at first
 */
public record LSTM(int units, Activation activation, Activation recurrentActivation, boolean useBias, boolean unitForgetBias,
        Recurrence recurrence, Parameter kernel, Parameter recurrentKernel, Parameter bias) implements Recurrent<LSTM> {
    private static final int GATES = 4;

    public LSTM {
        Checks.positive("units", units);
    }

    public LSTM(int units) {
        this(units, Activation.TANH, Activation.SIGMOID, true, true, Recurrence.DEFAULT, Parameter.KERNEL, Parameter.RECURRENT, Parameter.BIAS);
    }

    @Override
    public Cell cell(Tensor x, Scope scope) {
        Checks.rank(3, x, "(batch, steps, features)");
        Tensor w = scope.weight("kernel", kernel, x.shape().last(), GATES * units);
        Tensor u = scope.weight("recurrent_kernel", recurrentKernel, units, GATES * units);
        Shape state = Shape.of(x.shape().dim(1), units);
        // As in Keras, all gates drop the same inputs unless states are dropped as well.
        List<Tensor> dropped = Gates.masks(recurrence.dropout(), recurrence.recurrentDropout() > 0 ? GATES : 1, x.shape().sample(), scope);
        List<Tensor> masks = Gates.masks(recurrence.recurrentDropout(), GATES, state, scope);
        Tensor input = Gates.product(x, w, dropped);
        input = useBias ? input.add(scope.weight("bias", bias(bias, unitForgetBias), GATES * units)) : input;
        return new Cell(input, List.of(state, state),
                (states, now) -> step(now.add(Gates.product(states.getFirst(), u, masks)), states.get(1), units, activation, recurrentActivation));
    }

    static Parameter bias(Parameter bias, boolean unitForgetBias) {
        return unitForgetBias ? bias.initializer(new Gates.ForgetBias(bias.initializer())) : bias;
    }

    /** The next h and c, from z = (i, f, g, o) along the last axis and c. */
    static List<Tensor> step(Tensor z, Tensor c, int units, Activation activation, Activation recurrentActivation) {
        Tensor i = recurrentActivation.of(Gates.gate(z, 0, units));
        Tensor f = recurrentActivation.of(Gates.gate(z, 1, units));
        Tensor g = activation.of(Gates.gate(z, 2, units));
        Tensor o = recurrentActivation.of(Gates.gate(z, 3, units));
        Tensor next = f.mul(c).add(i.mul(g));
        return List.of(o.mul(activation.of(next)), next);
    }

    public LSTM activation(Activation a) {
        return new LSTM(units, a, recurrentActivation, useBias, unitForgetBias, recurrence, kernel, recurrentKernel, bias);
    }

    public LSTM recurrentActivation(Activation a) {
        return new LSTM(units, activation, a, useBias, unitForgetBias, recurrence, kernel, recurrentKernel, bias);
    }

    public LSTM useBias(boolean use) {
        return new LSTM(units, activation, recurrentActivation, use, unitForgetBias, recurrence, kernel, recurrentKernel, bias);
    }

    public LSTM unitForgetBias(boolean one) {
        return new LSTM(units, activation, recurrentActivation, useBias, one, recurrence, kernel, recurrentKernel, bias);
    }

    @Override
    public LSTM recurrence(Recurrence r) {
        return new LSTM(units, activation, recurrentActivation, useBias, unitForgetBias, r, kernel, recurrentKernel, bias);
    }

    @Override
    public LSTM kernel(Parameter p) {
        return new LSTM(units, activation, recurrentActivation, useBias, unitForgetBias, recurrence, p, recurrentKernel, bias);
    }

    @Override
    public LSTM recurrentKernel(Parameter p) {
        return new LSTM(units, activation, recurrentActivation, useBias, unitForgetBias, recurrence, kernel, p, bias);
    }

    @Override
    public LSTM bias(Parameter p) {
        return new LSTM(units, activation, recurrentActivation, useBias, unitForgetBias, recurrence, kernel, recurrentKernel, p);
    }
}
