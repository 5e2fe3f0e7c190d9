package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/**
 * Columns of length 1.
 *
 * @param axes along which lengths are measured, together, as {@link MaxNorm}'s
 */
public record UnitNorm(List<Integer> axes) implements Constraint {
    @Override
    public Tensor of(Tensor weight) {
        return MinMaxNorm.scaled(weight, axes, norms -> Tensor.scalar(1));
    }

    public UnitNorm axis(int... several) {
        return new UnitNorm(Checks.list(several));
    }
}
