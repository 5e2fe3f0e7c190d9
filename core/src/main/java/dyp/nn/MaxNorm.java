package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/**
 * Columns no longer than {@code maxValue}: longer ones are shortened to it. Srebro, Rennie and Jaakkola 2005; Srivastava et al. 2014.
 *
 * @param axes along which lengths are measured, together: 0 for a dense kernel (a column per unit), 0, 1 and 2 for a conv2d one
 */
public record MaxNorm(double maxValue, List<Integer> axes) implements Constraint {
    public MaxNorm {
        Checks.notNegative("maxValue", maxValue);
    }

    @Override
    public Tensor of(Tensor weight) {
        return MinMaxNorm.scaled(weight, axes, norms -> norms.minimum(Tensor.scalar(maxValue)));
    }

    public MaxNorm axis(int... several) {
        return new MaxNorm(maxValue, Checks.list(several));
    }
}
