package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.List;

/**
 * A layer that goes along the steps of its input, (batch, steps, ...), with a state from each step to the next. Further inputs
 * are the first states, in the order of {@code returnState}'s outputs; 0 where none are given. No state is kept from one batch to
 * the next: a model that is to go on gives the last states back in.
 *
 * <p>Where a step is masked, the states, and with them the output, stay as they were.
 *
 * @param <L> the layer
 */
public interface Recurrent<L extends Recurrent<L>> extends Joint, Kernel<L>, RecurrentKernel<L>, Bias<L> {
    /**
     * One step, as a layer of this kind takes it.
     *
     * @param inputs the input of every step as far as it can be worked out ahead, (steps, batch, ...)
     * @param states the shapes of the states; the first is the output as well
     */
    record Cell(Tensor inputs, List<Shape> states, Step step) {}

    /** The next states, from the states and one step's element of the cell's inputs. */
    @FunctionalInterface
    interface Step {
        List<Tensor> of(List<Tensor> states, Tensor input);
    }

    Recurrence recurrence();

    /** The same layer going along its input in another way. */
    L recurrence(Recurrence r);

    /**
     * Asks for the weights and works out what does not depend on the state.
     *
     * @param x (steps, batch, ...)
     */
    Cell cell(Tensor x, Scope scope);

    @Override
    default List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        return RecurrentRun.of(this, inputs, scope).outputs(scope);
    }

    default L returnSequences(boolean all) {
        return recurrence(recurrence().returnSequences(all));
    }

    default L returnState(boolean give) {
        return recurrence(recurrence().returnState(give));
    }

    default L goBackwards(boolean back) {
        return recurrence(recurrence().goBackwards(back));
    }

    default L zeroOutputForMask(boolean zero) {
        return recurrence(recurrence().zeroOutputForMask(zero));
    }

    default L dropout(double rate) {
        return recurrence(recurrence().dropout(rate));
    }

    default L recurrentDropout(double rate) {
        return recurrence(recurrence().recurrentDropout(rate));
    }
}
