package dyp.nn;

import dyp.init.Initializer;
import dyp.init.Initializers;
import dyp.op.Tensor;

/**
 * Every output is a weighted sum of all inputs: activation(x · kernel + bias). (batch, ..., in) -> (batch, ..., units).
 *
 * @param units outputs, at least 1
 */
public record Dense(int units, Activation activation, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
        Regularizer kernelRegularizer, Regularizer biasRegularizer) implements Layer {
    public Dense {
        Checks.positive("units", units);
    }

    public Dense(int units, Activation activation) {
        this(units, activation, true, Initializers.glorotUniform(), Initializers.zeros(), Regularizer.NONE, Regularizer.NONE);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, features)");
        Tensor y = x.matmul(scope.weight("kernel", kernelInitializer, kernelRegularizer, x.shape().last(), units));
        return activation.of(useBias ? y.add(scope.weight("bias", biasInitializer, biasRegularizer, units)) : y);
    }

    public Dense activation(Activation a) {
        return new Dense(units, a, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
    }

    public Dense useBias(boolean use) {
        return new Dense(units, activation, use, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer);
    }

    public Dense kernelInitializer(Initializer i) {
        return new Dense(units, activation, useBias, i, biasInitializer, kernelRegularizer, biasRegularizer);
    }

    public Dense biasInitializer(Initializer i) {
        return new Dense(units, activation, useBias, kernelInitializer, i, kernelRegularizer, biasRegularizer);
    }

    public Dense kernelRegularizer(Regularizer r) {
        return new Dense(units, activation, useBias, kernelInitializer, biasInitializer, r, biasRegularizer);
    }

    public Dense biasRegularizer(Regularizer r) {
        return new Dense(units, activation, useBias, kernelInitializer, biasInitializer, kernelRegularizer, r);
    }
}
