package dyp.optim;

import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.function.UnaryOperator;

/**
 * What a rule can ask for, for one weight.
 *
 * @param slots where numbers live from step to step
 * @param variable the weight itself
 * @param learningRate the current learning rate, a scalar
 * @param call this call's number, an int32 scalar: 1, 2, 3 ...
 * @param count the number of the step that this call is for, an int32 scalar; several calls where gradients are accumulated
 * @param due 1 where this call moves the slots, else 0; null where every call does
 */
public record State(Slots slots, Tensor variable, Tensor learningRate, Tensor call, Tensor count, Tensor due) {
    /** The weight's name, as {@code dense_1/kernel}. */
    public String path() {
        return ((Variable) variable.op()).name();
    }

    /** The step's number, a float32 scalar: 1, 2, 3 ... Exact up to 2^24. */
    public Tensor step() {
        return count.cast(DType.FLOAT32);
    }

    /** Numbers of the weight's shape that live from step to step, 0 at first. */
    public Tensor slot(String name) {
        return slot(name, 0);
    }

    public Tensor slot(String name, double first) {
        return slots.slot(name, variable.shape(), () -> first == 0 ? NDArray.zeros(variable.shape()) : NDArray.generate(variable.shape(), i -> first));
    }

    /** Numbers of another shape than the weight's, 0 at first. */
    public Tensor slot(String name, Shape shape) {
        return slots.slot(name, shape, () -> NDArray.zeros(shape));
    }

    /** A slot that starts where the weight stands when training begins. */
    public Tensor copy(String name) {
        return slots.slot(name, variable.shape(), () -> ((Variable) variable.op()).value().copy());
    }

    /** What the slot will be after this step; use the answer where the rule means the new value. */
    public Tensor update(Tensor slot, Tensor value) {
        return slots.update(slot, kept(slot, value));
    }

    /** One number that all weights share and that moves once a step: what it will be after this step. */
    public Tensor shared(String name, double first, UnaryOperator<Tensor> next) {
        return slots.shared(name, first, old -> kept(old, next.apply(old)));
    }

    private Tensor kept(Tensor old, Tensor value) {
        return due == null ? value : Tensor.where(due, value, old);
    }

    /** A slot of the value's shape that follows it, m <- m + (1 - beta) (value - m): its new value. */
    public Tensor runningMean(String name, Tensor value, double beta) {
        // In double: in float32, 1 - 0.999 would be off by 5e-5 of itself.
        return follow(name, value, Tensor.scalar(1 - beta));
    }

    public Tensor runningMean(String name, Tensor value, Tensor beta) {
        return follow(name, value, Tensor.scalar(1).sub(beta));
    }

    private Tensor follow(String name, Tensor value, Tensor share) {
        Tensor mean = slot(name, value.shape());
        return update(mean, mean.add(value.sub(mean).mul(share)));
    }

    /** 1 - beta^t: the share of a running mean that does not come from its start at 0. */
    public Tensor correction(double beta) {
        return Tensor.scalar(1).sub(Tensor.scalar(beta).pow(step()));
    }

    /** 1 where an int32 count is a multiple of n, else 0. */
    public static Tensor every(Tensor count, int n) {
        return count.div(n).mul(n).equal(count);
    }

    /** The same under another learning rate. */
    public State learningRate(Tensor rate) {
        return new State(slots, variable, rate, call, count, due);
    }

    /** The same, with slots that move only in calls where {@code when} is 1. */
    public State due(Tensor when) {
        return new State(slots, variable, learningRate, call, count, when);
    }
}
