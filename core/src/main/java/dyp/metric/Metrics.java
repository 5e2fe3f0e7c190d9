package dyp.metric;

import static dyp.metric.Rate.PRECISION;
import static dyp.metric.Rate.RECALL;
import static dyp.metric.Rate.SENSITIVITY;
import static dyp.metric.Rate.SPECIFICITY;

import dyp.loss.Loss;
import dyp.loss.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A factory per metric, for a static import, with Keras's names and defaults. */
public final class Metrics {
    private Metrics() {}

    // ---- of classes

    /** Binary, categorical or sparse, as the shapes say. */
    public static Accuracy accuracy() {
        return new Accuracy();
    }

    public static BinaryAccuracy binaryAccuracy() {
        return new BinaryAccuracy(0.5);
    }

    public static CategoricalAccuracy categoricalAccuracy() {
        return new CategoricalAccuracy();
    }

    public static SparseCategoricalAccuracy sparseCategoricalAccuracy() {
        return new SparseCategoricalAccuracy();
    }

    /** Of the five best; see {@link #topKCategoricalAccuracy(int)}. */
    public static TopKCategoricalAccuracy topKCategoricalAccuracy() {
        return topKCategoricalAccuracy(5);
    }

    public static TopKCategoricalAccuracy topKCategoricalAccuracy(int k) {
        return new TopKCategoricalAccuracy(k);
    }

    /** Of the five best; see {@link #sparseTopKCategoricalAccuracy(int)}. */
    public static SparseTopKCategoricalAccuracy sparseTopKCategoricalAccuracy() {
        return sparseTopKCategoricalAccuracy(5);
    }

    public static SparseTopKCategoricalAccuracy sparseTopKCategoricalAccuracy(int k) {
        return new SparseTopKCategoricalAccuracy(k, false);
    }

    /** Predictions equal to their targets: Keras's class Accuracy. */
    public static ExactAccuracy exactAccuracy() {
        return new ExactAccuracy();
    }

    public static ZeroOneLoss zeroOneLoss() {
        return new ZeroOneLoss();
    }

    public static ConfusionMatrix confusionMatrix(int classes) {
        return new ConfusionMatrix(classes);
    }

    /** With 15 bins, as in the paper. */
    public static CalibrationError expectedCalibrationError() {
        return new CalibrationError(15);
    }

    // ---- of yes and no

    public static ConfusionCount truePositives() {
        return new ConfusionCount(Counts.Kind.TRUE_POSITIVES, Cuts.half());
    }

    public static ConfusionCount falsePositives() {
        return new ConfusionCount(Counts.Kind.FALSE_POSITIVES, Cuts.half());
    }

    public static ConfusionCount trueNegatives() {
        return new ConfusionCount(Counts.Kind.TRUE_NEGATIVES, Cuts.half());
    }

    public static ConfusionCount falseNegatives() {
        return new ConfusionCount(Counts.Kind.FALSE_NEGATIVES, Cuts.half());
    }

    public static ConfusionRate precision() {
        return new ConfusionRate(PRECISION, Cuts.half());
    }

    public static ConfusionRate recall() {
        return new ConfusionRate(RECALL, Cuts.half());
    }

    /** Recall, by its name in medicine. */
    public static ConfusionRate sensitivity() {
        return new ConfusionRate(SENSITIVITY, Cuts.half());
    }

    public static ConfusionRate specificity() {
        return new ConfusionRate(SPECIFICITY, Cuts.half());
    }

    public static ConfusionRateAt sensitivityAtSpecificity(double specificity) {
        return at(SENSITIVITY, SPECIFICITY, specificity);
    }

    public static ConfusionRateAt specificityAtSensitivity(double sensitivity) {
        return at(SPECIFICITY, SENSITIVITY, sensitivity);
    }

    public static ConfusionRateAt precisionAtRecall(double recall) {
        return at(PRECISION, RECALL, recall);
    }

    public static ConfusionRateAt recallAtPrecision(double precision) {
        return at(RECALL, PRECISION, precision);
    }

    private static ConfusionRateAt at(Rate best, Rate held, double level) {
        return new ConfusionRateAt(best, held, level, 200, OptionalInt.empty());
    }

    /** Of the ROC curve, from 200 thresholds. */
    public static AUC auc() {
        return new AUC(AUC.even(200), AUC.Curve.ROC, AUC.Summation.INTERPOLATION, false, List.of(), false);
    }

    /** Per class; {@code .average(MACRO)} for their mean. */
    public static FBetaScore f1Score() {
        return new FBetaScore(1, FBetaScore.Average.NONE, OptionalDouble.empty(), "f1_score");
    }

    /** Per class; {@code .average(MACRO)} for their mean. */
    public static FBetaScore fbetaScore() {
        return new FBetaScore(1, FBetaScore.Average.NONE, OptionalDouble.empty(), "fbeta_score");
    }

    // ---- of regions

    public static IoU iou(int numClasses, int... targetClassIds) {
        return iou(numClasses, Arrays.stream(targetClassIds), true, "io_u");
    }

    /** For the probability of the second of two classes. */
    public static BinaryIoU binaryIoU() {
        return new BinaryIoU(List.of(0, 1), 0.5);
    }

    public static IoU meanIoU(int numClasses) {
        return iou(numClasses, IntStream.range(0, numClasses), true, "mean_io_u");
    }

    public static IoU oneHotIoU(int numClasses, int... targetClassIds) {
        return iou(numClasses, Arrays.stream(targetClassIds), false, "one_hot_io_u");
    }

    public static IoU oneHotMeanIoU(int numClasses) {
        return iou(numClasses, IntStream.range(0, numClasses), false, "one_hot_mean_io_u");
    }

    private static IoU iou(int numClasses, IntStream classes, boolean sparse, String name) {
        return new IoU(numClasses, classes.boxed().toList(), OptionalInt.empty(), sparse, sparse, -1, name);
    }

    /** Per class, of predictions cut at a half. */
    public static DiceCoefficient diceCoefficient() {
        return new DiceCoefficient(0.5, false);
    }

    // ---- of numbers

    public static RootMeanSquaredError rootMeanSquaredError() {
        return new RootMeanSquaredError();
    }

    public static R2Score r2Score() {
        return new R2Score(R2Score.Aggregation.UNIFORM_AVERAGE, 0);
    }

    public static PearsonCorrelation pearsonCorrelation() {
        return new PearsonCorrelation(-1);
    }

    public static ConcordanceCorrelation concordanceCorrelation() {
        return new ConcordanceCorrelation(-1);
    }

    public static CosineSimilarity cosineSimilarity() {
        return new CosineSimilarity(-1);
    }

    // ---- losses as metrics

    /** The mean of any loss. */
    public static MeanOf mean(String name, Loss loss) {
        return new MeanOf(name, loss);
    }

    public static MeanOf meanSquaredError() {
        return mean("mean_squared_error", Losses.meanSquaredError());
    }

    public static MeanOf meanAbsoluteError() {
        return mean("mean_absolute_error", Losses.meanAbsoluteError());
    }

    public static MeanOf meanAbsolutePercentageError() {
        return mean("mean_absolute_percentage_error", Losses.meanAbsolutePercentageError());
    }

    public static MeanOf meanSquaredLogarithmicError() {
        return mean("mean_squared_logarithmic_error", Losses.meanSquaredLogarithmicError());
    }

    public static MeanOf logCoshError() {
        return mean("logcosh", Losses.logCosh());
    }

    public static MeanOf hinge() {
        return mean("hinge", Losses.hinge());
    }

    public static MeanOf squaredHinge() {
        return mean("squared_hinge", Losses.squaredHinge());
    }

    public static MeanOf categoricalHinge() {
        return mean("categorical_hinge", Losses.categoricalHinge());
    }

    public static MeanOf klDivergence() {
        return mean("kl_divergence", Losses.klDivergence());
    }

    public static MeanOf poisson() {
        return mean("poisson", Losses.poisson());
    }

    /** For probabilities; for logits, {@code mean(name, Losses.binaryCrossentropy().fromLogits())}. */
    public static MeanOf binaryCrossentropy() {
        return mean("binary_crossentropy", Losses.binaryCrossentropy());
    }

    /** For probabilities; for logits, {@code mean(name, Losses.categoricalCrossentropy().fromLogits())}. */
    public static MeanOf categoricalCrossentropy() {
        return mean("categorical_crossentropy", Losses.categoricalCrossentropy());
    }

    /** For probabilities; for logits, {@code mean(name, Losses.sparseCategoricalCrossentropy().fromLogits())}. */
    public static MeanOf sparseCategoricalCrossentropy() {
        return mean("sparse_categorical_crossentropy", Losses.sparseCategoricalCrossentropy());
    }
}
