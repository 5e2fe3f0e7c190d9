package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.List;

/**
 * Gated recurrent units: (batch, steps, in) -> (batch, units), or (batch, steps, units) with {@code returnSequences}. Cho et al. 2014,
 * "Learning phrase representations using RNN encoder-decoder for statistical machine translation".
 *
 * <p>h' = z * h + (1 - z) * a(x·W + r * (h·U)), with the gates z and r = s(x·W + h·U); kernels and bias hold z, r, h. Without
 * {@code resetAfter} the reset gate comes before the product, (r * h)·U, as in the paper's first version.
 *
 * @param units numbers of the state, at least 1
 * @param activation a
 * @param recurrentActivation s
 * @param resetAfter the reset gate after the product; the bias is then (2, 3 units): the inputs', then the state's
 */
public record GRU(int units, Activation activation, Activation recurrentActivation, boolean useBias, boolean resetAfter, Recurrence recurrence,
        Parameter kernel, Parameter recurrentKernel, Parameter bias) implements Recurrent<GRU> {
    private static final int GATES = 3;

    public GRU {
        Checks.positive("units", units);
    }

    public GRU(int units) {
        this(units, Activation.TANH, Activation.SIGMOID, true, true, Recurrence.DEFAULT, Parameter.KERNEL, Parameter.RECURRENT, Parameter.BIAS);
    }

    @Override
    public Cell cell(Tensor x, Scope scope) {
        Checks.rank(3, x, "(batch, steps, features)");
        int all = GATES * units;
        Tensor w = scope.weight("kernel", kernel, x.shape().last(), all);
        Tensor u = scope.weight("recurrent_kernel", recurrentKernel, units, all);
        Tensor b = !useBias ? null : resetAfter ? scope.weight("bias", bias, 2, all) : scope.weight("bias", bias, all).reshape(1, all);
        Shape state = Shape.of(x.shape().dim(1), units);
        // As in Keras, all gates drop the same inputs unless states are dropped as well.
        List<Tensor> dropped = Gates.masks(recurrence.dropout(), recurrence.recurrentDropout() > 0 ? GATES : 1, x.shape().sample(), scope);
        List<Tensor> masks = Gates.masks(recurrence.recurrentDropout(), GATES, state, scope);
        Tensor input = Gates.product(x, w, dropped);
        input = useBias ? input.add(b.slice(0, 0, 1)) : input;
        Tensor after = useBias && resetAfter ? b.slice(0, 1, 2) : null;
        return new Cell(input, List.of(state), (states, now) -> List.of(resetAfter ? after(states.getFirst(), now, u, after, masks)
                : before(states.getFirst(), now, u, masks)));
    }

    private Tensor after(Tensor h, Tensor x, Tensor u, Tensor b, List<Tensor> masks) {
        Tensor product = Gates.product(h, u, masks);
        Tensor inner = b == null ? product : product.add(b);
        Tensor r = recurrentActivation.of(gate(x, 1).add(gate(inner, 1)));
        return mixed(h, recurrentActivation.of(gate(x, 0).add(gate(inner, 0))), activation.of(gate(x, 2).add(r.mul(gate(inner, 2)))));
    }

    private Tensor before(Tensor h, Tensor x, Tensor u, List<Tensor> masks) {
        Tensor inner = Gates.product(h, u.slice(1, 0, 2 * units), masks.isEmpty() ? masks : masks.subList(0, 2));
        Tensor r = recurrentActivation.of(gate(x, 1).add(gate(inner, 1)));
        Tensor reset = Gates.product(r.mul(h), gate(u, 2), masks.isEmpty() ? masks : masks.subList(2, 3));
        return mixed(h, recurrentActivation.of(gate(x, 0).add(gate(inner, 0))), activation.of(gate(x, 2).add(reset)));
    }

    private static Tensor mixed(Tensor h, Tensor z, Tensor candidate) {
        return z.mul(h).add(Tensor.scalar(1).sub(z).mul(candidate));
    }

    private Tensor gate(Tensor all, int gate) {
        return Gates.gate(all, gate, units);
    }

    public GRU activation(Activation a) {
        return new GRU(units, a, recurrentActivation, useBias, resetAfter, recurrence, kernel, recurrentKernel, bias);
    }

    public GRU recurrentActivation(Activation a) {
        return new GRU(units, activation, a, useBias, resetAfter, recurrence, kernel, recurrentKernel, bias);
    }

    public GRU useBias(boolean use) {
        return new GRU(units, activation, recurrentActivation, use, resetAfter, recurrence, kernel, recurrentKernel, bias);
    }

    public GRU resetAfter(boolean after) {
        return new GRU(units, activation, recurrentActivation, useBias, after, recurrence, kernel, recurrentKernel, bias);
    }

    @Override
    public GRU recurrence(Recurrence r) {
        return new GRU(units, activation, recurrentActivation, useBias, resetAfter, r, kernel, recurrentKernel, bias);
    }

    @Override
    public GRU kernel(Parameter p) {
        return new GRU(units, activation, recurrentActivation, useBias, resetAfter, recurrence, p, recurrentKernel, bias);
    }

    @Override
    public GRU recurrentKernel(Parameter p) {
        return new GRU(units, activation, recurrentActivation, useBias, resetAfter, recurrence, kernel, p, bias);
    }

    @Override
    public GRU bias(Parameter p) {
        return new GRU(units, activation, recurrentActivation, useBias, resetAfter, recurrence, kernel, recurrentKernel, p);
    }
}
