package dyp.loss;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * -w+ t log p - w- (1 - t) log(1 - p), the mean over the last axis, with weights per label: for findings that are rare, each with a
 * rarity of its own. Rajpurkar et al. 2017, "CheXNet", section 2.1.
 *
 * @param positive w+, one per label (last axis), or one for all
 * @param negative w-, as many
 * @param logits whether the prediction is log(p / (1 - p)) rather than p
 */
public record WeightedBinaryCrossentropy(List<Double> positive, List<Double> negative, boolean logits, Reduction reduction)
        implements Pointwise {
    public WeightedBinaryCrossentropy {
        positive = List.copyOf(positive);
        negative = List.copyOf(negative);
        if (positive.isEmpty() || positive.size() != negative.size()) {
            throw new DypException("Every label needs a positive and a negative weight, but " + positive.size() + " and " + negative.size()
                    + " came.");
        }
        positive.forEach(w -> Checks.notNegative("A positive weight", w));
        negative.forEach(w -> Checks.notNegative("A negative weight", w));
    }

    /** Ones weigh as much as said, zeros 1. */
    static WeightedBinaryCrossentropy positive(double... weights) {
        List<Double> plus = DoubleStream.of(weights).boxed().toList();
        return new WeightedBinaryCrossentropy(plus, Collections.nCopies(plus.size(), 1.0), false, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /** CheXNet's weights from how many ones P and zeros N a label has: w+ = N / (P + N), w- = P / (P + N), so both weigh the same in all. */
    static WeightedBinaryCrossentropy balanced(long[] ones, long[] zeros) {
        if (ones.length != zeros.length) {
            throw new DypException("Every label needs its ones and its zeros counted, but " + ones.length + " and " + zeros.length
                    + " counts came.");
        }
        IntStream labels = IntStream.range(0, ones.length);
        List<Double> share = labels.mapToObj(i -> {
            Checks.positive("The number of samples of label " + i, ones[i] + zeros[i]);
            return ones[i] / (double) (ones[i] + zeros[i]);
        }).toList();
        return new WeightedBinaryCrossentropy(share.stream().map(s -> 1 - s).toList(), share, false, Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public Tensor each(Tensor t, Tensor p) {
        if (positive.size() != 1 && positive.size() != p.shape().last()) {
            throw new DypException("The loss has weights for " + positive.size() + " labels, but the model gives " + p.shape()
                    + ". Give one weight per label of the last axis, or one for all.");
        }
        Tensor weight = t.mul(row(positive)).add(Probabilities.complement(t).mul(row(negative)));
        return weight.mul(Probabilities.binary(t, p, logits));
    }

    private static Tensor row(List<Double> weights) {
        float[] row = new float[weights.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = weights.get(i).floatValue();
        }
        return Tensor.of(row);
    }

    public WeightedBinaryCrossentropy fromLogits() {
        return new WeightedBinaryCrossentropy(positive, negative, true, reduction);
    }

    public WeightedBinaryCrossentropy reduction(Reduction r) {
        return new WeightedBinaryCrossentropy(positive, negative, logits, r);
    }
}
