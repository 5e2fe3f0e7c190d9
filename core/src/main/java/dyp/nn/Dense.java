package dyp.nn;

import dyp.op.Tensor;

/**
 * Every output is a weighted sum of all inputs: activation(x · kernel + bias). (batch, ..., in) -> (batch, ..., units).
 *
 * @param units outputs, at least 1
 */
public record Dense(int units, Activation activation, boolean useBias, Parameter kernel, Parameter bias)
        implements Layer, Kernel<Dense>, Bias<Dense> {
    public Dense {
        Checks.positive("units", units);
    }

    public Dense(int units, Activation activation) {
        this(units, activation, true, Parameter.KERNEL, Parameter.BIAS);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, features)");
        Tensor y = x.matmul(scope.weight("kernel", kernel, x.shape().last(), units));
        return activation.of(useBias ? y.add(scope.weight("bias", bias, units)) : y);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public Dense activation(Activation a) {
        return new Dense(units, a, useBias, kernel, bias);
    }

    public Dense useBias(boolean use) {
        return new Dense(units, activation, use, kernel, bias);
    }

    @Override
    public Dense kernel(Parameter p) {
        return new Dense(units, activation, useBias, p, bias);
    }

    @Override
    public Dense bias(Parameter p) {
        return new Dense(units, activation, useBias, kernel, p);
    }
}
