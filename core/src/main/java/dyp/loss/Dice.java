package dyp.loss;

import dyp.op.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * 1 - 2 sum(t p) / (sum t + sum p): how little two regions overlap, for masks of 0 and 1 and predictions between. Dice 1945; as a
 * loss: Milletari et al. 2016, "V-Net" (whose denominator has squares).
 *
 * @param axis over which the sums go, and which go from the result; empty for all, the batch too, which gives one number of shape ()
 */
public record Dice(List<Integer> axis, Reduction reduction) implements Loss {
    public Dice {
        axis = List.copyOf(axis);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Overlap o = Overlap.of(target, prediction, axis);
        return Probabilities.complement(o.both().mul(2).div(o.target().add(o.prediction()).add(Probabilities.EPSILON)));
    }

    public Dice axis(int... axes) {
        return new Dice(Arrays.stream(axes).boxed().toList(), reduction);
    }

    public Dice reduction(Reduction r) {
        return new Dice(axis, r);
    }
}
