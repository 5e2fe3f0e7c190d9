package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/**
 * Brings each sample to mean 0 and (biased) variance 1 along some axes, then scales by gamma and shifts by beta, both of these axes' lengths.
 * Ba, Kiros and Hinton 2016, "Layer normalization". The shape stays.
 *
 * @param axes folded together, at least one; -1 is the last
 * @param epsilon added to the variance
 */
public record LayerNormalization(List<Integer> axes, double epsilon, Affine affine) implements Layer, Scaled<LayerNormalization> {
    public LayerNormalization {
        Checks.notNegative("epsilon", epsilon);
    }

    /** With Keras's defaults. */
    public LayerNormalization() {
        this(List.of(-1), 1e-3, Affine.DEFAULT);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, ..., features)");
        int[] folded = Axes.of(axes, x.shape());
        return affine.apply(x, folded, epsilon, scope, Axes.lengths(folded, x.shape()), Axes.along(folded, x.shape()));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public LayerNormalization axis(int... several) {
        return new LayerNormalization(Checks.list(several), epsilon, affine);
    }

    public LayerNormalization epsilon(double e) {
        return new LayerNormalization(axes, e, affine);
    }

    @Override
    public LayerNormalization affine(Affine a) {
        return new LayerNormalization(axes, epsilon, a);
    }
}
