package dyp.optim;

import dyp.op.Tensor;

/** The same learning rate at every step. An optimizer's own can be set to another between steps. */
public record Constant(double learningRate) implements Schedule {
    public Constant {
        Checks.notNegative("learningRate", learningRate);
    }

    @Override
    public Tensor at(Tensor step) {
        return Tensor.scalar(learningRate);
    }
}
