package dyp.loss;

import dyp.op.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * 1 - S with S = tp / (tp + alpha * missed + beta * false alarms), where tp = sum(t p), missed = sum(t (1 - p)) and false alarms =
 * sum((1 - t) p). Salehi et al. 2017, "Tversky loss function for image segmentation", equation 4; there alpha belongs to the false
 * alarms, here to what was missed, as in Keras. With alpha = beta = 1/2 it is {@link Dice}.
 *
 * @param axis over which the sums go, and which go from the result; empty for all, the batch too, which gives one number of shape ()
 */
public record Tversky(double alpha, double beta, List<Integer> axis, Reduction reduction) implements Loss {
    public Tversky {
        Checks.notNegative("alpha", alpha);
        Checks.notNegative("beta", beta);
        axis = List.copyOf(axis);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Overlap o = Overlap.of(target, prediction, axis);
        Tensor missed = o.target().sub(o.both());
        Tensor falseAlarms = o.prediction().sub(o.both());
        Tensor all = o.both().add(missed.mul(alpha)).add(falseAlarms.mul(beta));
        return Probabilities.complement(o.both().div(all.add(Probabilities.EPSILON)));
    }

    public Tversky alpha(double a) {
        return new Tversky(a, beta, axis, reduction);
    }

    public Tversky beta(double b) {
        return new Tversky(alpha, b, axis, reduction);
    }

    public Tversky axis(int... axes) {
        return new Tversky(alpha, beta, Arrays.stream(axes).boxed().toList(), reduction);
    }

    public Tversky reduction(Reduction r) {
        return new Tversky(alpha, beta, axis, r);
    }
}
