package dyp.optim;

import dyp.op.Tensor;

/** How a weight moves, given its gradient. The rule is traced once per weight and becomes part of the compiled step. */
public interface Optimizer {
    /** The first learning rate. */
    double learningRate();

    /** The weight's next value. */
    Tensor next(Tensor weight, Tensor gradient, State state);

    /** What a rule can ask for, per weight. */
    interface State {
        /** A number per weight that lives from step to step, 0 at first. */
        Tensor slot(String name);

        /** What the slot will be after this step; use the answer where the rule means the new value. */
        Tensor update(Tensor slot, Tensor value);

        /** The current learning rate, a scalar. */
        Tensor learningRate();

        /** This step's number, a scalar: 1, 2, 3 ... */
        Tensor step();
    }
}
