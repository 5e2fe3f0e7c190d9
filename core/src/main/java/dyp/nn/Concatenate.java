package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.List;
import java.util.Objects;

/**
 * Several inputs side by side along one axis; all other axes agree. Where an input has a mask, the result has one: an input without counts
 * everywhere, and a step counts where any input's does.
 *
 * @param axis -1 is the last
 */
public record Concatenate(int axis) implements Joint {
    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        if (inputs.isEmpty()) {
            throw new DypException("concatenate needs at least one input, but none came.");
        }
        Tensor y = Tensor.concat(axis, inputs.toArray(Tensor[]::new));
        if (Masks.of(inputs, scope).stream().anyMatch(Objects::nonNull)) {
            Tensor[] counts = inputs.stream().map(x -> counts(x, scope.mask(x))).toArray(Tensor[]::new);
            scope.mask(y, Masks.anyOfLast(Tensor.concat(axis, counts)));
        }
        return List.of(y);
    }

    /** The mask for each number of x. */
    private static Tensor counts(Tensor x, Tensor mask) {
        return mask == null ? Tensor.constant(NDArray.generate(x.shape(), i -> 1)) : Masks.over(x, mask).broadcastTo(x.shape());
    }

    public Concatenate axis(int a) {
        return new Concatenate(a);
    }
}
