package dyp.loss;

import static dyp.loss.Reduction.SUM_OVER_BATCH_SIZE;

import java.util.List;
import java.util.OptionalInt;

/** A factory per loss, for a static import, with Keras's defaults. */
public final class Losses {
    private Losses() {}

    // ---- of numbers

    public static MeanSquaredError meanSquaredError() {
        return new MeanSquaredError(SUM_OVER_BATCH_SIZE);
    }

    public static MeanAbsoluteError meanAbsoluteError() {
        return new MeanAbsoluteError(SUM_OVER_BATCH_SIZE);
    }

    public static MeanAbsolutePercentageError meanAbsolutePercentageError() {
        return new MeanAbsolutePercentageError(SUM_OVER_BATCH_SIZE);
    }

    public static MeanSquaredLogarithmicError meanSquaredLogarithmicError() {
        return new MeanSquaredLogarithmicError(SUM_OVER_BATCH_SIZE);
    }

    public static Huber huber() {
        return new Huber(1, SUM_OVER_BATCH_SIZE);
    }

    public static LogCosh logCosh() {
        return new LogCosh(SUM_OVER_BATCH_SIZE);
    }

    public static CosineSimilarity cosineSimilarity() {
        return new CosineSimilarity(-1, SUM_OVER_BATCH_SIZE);
    }

    public static Poisson poisson() {
        return new Poisson(SUM_OVER_BATCH_SIZE);
    }

    // ---- of probabilities

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static BinaryCrossentropy binaryCrossentropy() {
        return new BinaryCrossentropy(false, 0, -1, SUM_OVER_BATCH_SIZE);
    }

    /** Binary cross-entropy in which ones weigh as much as said: one weight per label, or one for all. */
    public static WeightedBinaryCrossentropy weightedBinaryCrossentropy(double... positive) {
        return WeightedBinaryCrossentropy.positive(positive);
    }

    /** Binary cross-entropy in which the ones and the zeros of a label weigh the same, from how many of each there are. */
    public static WeightedBinaryCrossentropy balancedBinaryCrossentropy(long[] ones, long[] zeros) {
        return WeightedBinaryCrossentropy.balanced(ones, zeros);
    }

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static BinaryFocalCrossentropy binaryFocalCrossentropy() {
        return new BinaryFocalCrossentropy(false, 0.25, 2, false, 0, -1, SUM_OVER_BATCH_SIZE);
    }

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static CategoricalCrossentropy categoricalCrossentropy() {
        return new CategoricalCrossentropy(false, 0, -1, SUM_OVER_BATCH_SIZE);
    }

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static CategoricalFocalCrossentropy categoricalFocalCrossentropy() {
        return new CategoricalFocalCrossentropy(0.25, 2, false, 0, -1, SUM_OVER_BATCH_SIZE);
    }

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
        return new SparseCategoricalCrossentropy(false, OptionalInt.empty(), -1, SUM_OVER_BATCH_SIZE);
    }

    public static CategoricalGeneralizedCrossEntropy categoricalGeneralizedCrossEntropy() {
        return new CategoricalGeneralizedCrossEntropy(0.5, SUM_OVER_BATCH_SIZE);
    }

    public static KLDivergence klDivergence() {
        return new KLDivergence(SUM_OVER_BATCH_SIZE);
    }

    // ---- of scores

    public static Hinge hinge() {
        return new Hinge(SUM_OVER_BATCH_SIZE);
    }

    public static SquaredHinge squaredHinge() {
        return new SquaredHinge(SUM_OVER_BATCH_SIZE);
    }

    public static CategoricalHinge categoricalHinge() {
        return new CategoricalHinge(SUM_OVER_BATCH_SIZE);
    }

    public static LogisticLoss logisticLoss() {
        return new LogisticLoss(SUM_OVER_BATCH_SIZE);
    }

    /** For embeddings of length 1 and class numbers. */
    public static Circle circle() {
        return new Circle(80, 0.4, true, SUM_OVER_BATCH_SIZE);
    }

    // ---- of regions

    public static Dice dice() {
        return new Dice(List.of(), SUM_OVER_BATCH_SIZE);
    }

    public static Tversky tversky() {
        return new Tversky(0.5, 0.5, List.of(), SUM_OVER_BATCH_SIZE);
    }

    /** For logits (batch, steps, classes) and labels (batch, labels); class 0 is the blank. */
    public static Ctc ctc() {
        return new Ctc();
    }
}
