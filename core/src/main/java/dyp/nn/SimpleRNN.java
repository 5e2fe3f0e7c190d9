package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.List;

/**
 * The plain recurrent layer, h' = activation(x · kernel + h · recurrentKernel + bias): (batch, steps, in) -> (batch, units), or
 * (batch, steps, units) with {@code returnSequences}. Elman 1990, "Finding structure in time".
 *
 * @param units numbers of the state, at least 1
 */
public record SimpleRNN(int units, Activation activation, boolean useBias, Recurrence recurrence, Parameter kernel, Parameter recurrentKernel,
        Parameter bias) implements Recurrent<SimpleRNN> {
    public SimpleRNN {
        Checks.positive("units", units);
    }

    public SimpleRNN(int units) {
        this(units, Activation.TANH, true, Recurrence.DEFAULT, Parameter.KERNEL, Parameter.RECURRENT, Parameter.BIAS);
    }

    @Override
    public Cell cell(Tensor x, Scope scope) {
        Checks.rank(3, x, "(batch, steps, features)");
        Tensor w = scope.weight("kernel", kernel, x.shape().last(), units);
        Tensor u = scope.weight("recurrent_kernel", recurrentKernel, units, units);
        Shape state = Shape.of(x.shape().dim(1), units);
        Tensor input = Gates.product(x, w, Gates.masks(recurrence.dropout(), 1, x.shape().sample(), scope));
        List<Tensor> masks = Gates.masks(recurrence.recurrentDropout(), 1, state, scope);
        return new Cell(useBias ? input.add(scope.weight("bias", bias, units)) : input, List.of(state),
                (states, now) -> List.of(activation.of(now.add(Gates.product(states.getFirst(), u, masks)))));
    }

    public SimpleRNN activation(Activation a) {
        return new SimpleRNN(units, a, useBias, recurrence, kernel, recurrentKernel, bias);
    }

    public SimpleRNN useBias(boolean use) {
        return new SimpleRNN(units, activation, use, recurrence, kernel, recurrentKernel, bias);
    }

    @Override
    public SimpleRNN recurrence(Recurrence r) {
        return new SimpleRNN(units, activation, useBias, r, kernel, recurrentKernel, bias);
    }

    @Override
    public SimpleRNN kernel(Parameter p) {
        return new SimpleRNN(units, activation, useBias, recurrence, p, recurrentKernel, bias);
    }

    @Override
    public SimpleRNN recurrentKernel(Parameter p) {
        return new SimpleRNN(units, activation, useBias, recurrence, kernel, p, bias);
    }

    @Override
    public SimpleRNN bias(Parameter p) {
        return new SimpleRNN(units, activation, useBias, recurrence, kernel, recurrentKernel, p);
    }
}
