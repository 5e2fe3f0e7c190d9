package dyp.nn;

import dyp.init.Initializers;
import dyp.op.Tensor;
import java.util.List;

/**
 * Divides each sample by its root mean square along some axes, then multiplies by a learned scale of these axes' lengths. Zhang and Sennrich
 * 2019, "Root mean square layer normalization". The shape stays.
 *
 * @param axes folded together, at least one; -1 is the last
 * @param epsilon added to the mean square
 */
public record RMSNormalization(List<Integer> axes, double epsilon) implements Layer {
    public RMSNormalization {
        Checks.notNegative("epsilon", epsilon);
    }

    /** With Keras's defaults. */
    public RMSNormalization() {
        this(List.of(-1), 1e-6);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, ..., features)");
        int[] folded = Axes.of(axes, x.shape());
        Tensor scale = scope.weight("scale", Initializers.ones(), Axes.lengths(folded, x.shape()));
        return x.div(x.square().mean(folded).add(epsilon).sqrt()).mul(scale.reshape(Axes.along(folded, x.shape())));
    }

    public RMSNormalization axis(int... several) {
        return new RMSNormalization(Checks.list(several), epsilon);
    }

    public RMSNormalization epsilon(double e) {
        return new RMSNormalization(axes, e);
    }
}
