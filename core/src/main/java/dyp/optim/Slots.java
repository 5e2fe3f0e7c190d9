package dyp.optim;

import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Where one weight's slots live: whoever runs an optimizer keeps them. */
public interface Slots {
    /** The weight's slot of this name; made of {@code first} when it is first asked for. */
    Tensor slot(String name, Shape shape, Supplier<NDArray> first);

    /** Says what a slot will be after this step, and gives it. */
    Tensor update(Tensor slot, Tensor value);

    /** A scalar that all weights share, and what it will be after this step: said once, however many weights ask. */
    Tensor shared(String name, double first, UnaryOperator<Tensor> next);
}
