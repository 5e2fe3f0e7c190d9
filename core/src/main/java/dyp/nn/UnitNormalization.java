package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/**
 * Divides each sample by its length (the root of its sum of squares) along some axes; what has none stays 0. The shape stays.
 *
 * @param axes folded together, at least one; -1 is the last
 */
public record UnitNormalization(List<Integer> axes) implements Layer {
    private static final double EPSILON = 1e-12;

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Norms.unit(x, EPSILON, Axes.of(axes, x.shape()));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public UnitNormalization axis(int... several) {
        return new UnitNormalization(Checks.list(several));
    }
}
