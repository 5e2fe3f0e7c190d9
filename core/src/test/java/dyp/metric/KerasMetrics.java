package dyp.metric;

import static dyp.metric.Metrics.*;

import dyp.loss.Losses;
import dyp.nn.golden.Json;
import java.util.Locale;

/** Keras's metrics as ours: a fixture's name and configuration. */
final class KerasMetrics {
    private KerasMetrics() {}

    /** Null where there is none. */
    static Metric of(String name, Json config) {
        int classes = (int) config.number("num_classes", 0);
        return switch (name) {
            case "accuracy" -> exactAccuracy();
            case "binary_accuracy" -> binaryAccuracy().threshold(config.number("threshold", 0.5));
            case "categorical_accuracy" -> categoricalAccuracy();
            case "sparse_categorical_accuracy" -> sparseCategoricalAccuracy();
            case "top_k_categorical_accuracy" -> topKCategoricalAccuracy(config.get("k").integer());
            case "sparse_top_k_categorical_accuracy" -> sparseTopKCategoricalAccuracy(config.get("k").integer());
            case "true_positives" -> cut(truePositives(), config);
            case "true_negatives" -> cut(trueNegatives(), config);
            case "false_positives" -> cut(falsePositives(), config);
            case "false_negatives" -> cut(falseNegatives(), config);
            case "precision" -> cut(precision(), config);
            case "recall" -> cut(recall(), config);
            case "sensitivity_at_specificity" -> best(sensitivityAtSpecificity(config.get("specificity").number()), config);
            case "specificity_at_sensitivity" -> best(specificityAtSensitivity(config.get("sensitivity").number()), config);
            case "precision_at_recall" -> best(precisionAtRecall(config.get("recall").number()), config);
            case "recall_at_precision" -> best(recallAtPrecision(config.get("precision").number()), config);
            case "auc" -> area(config);
            case "f1_score" -> score(f1Score(), config);
            case "fbeta_score" -> score(fbetaScore().beta(config.number("beta", 1)), config);
            case "iou" -> ignoring(iou(classes, ids(config)), config);
            case "one_hot_iou" -> oneHotIoU(classes, ids(config));
            case "mean_iou" -> ignoring(meanIoU(classes), config);
            case "one_hot_mean_iou" -> oneHotMeanIoU(classes);
            case "binary_iou" -> config.has("target_class_ids")
                    ? binaryIoU().targetClassIds(ids(config)).threshold(config.get("threshold").number()) : binaryIoU();
            case "r2_score" -> r2Score().numRegressors((int) config.number("num_regressors", 0)).aggregation(aggregation(config));
            case "pearson_correlation" -> pearsonCorrelation().axis((int) config.number("axis", -1));
            case "concordance_correlation" -> concordanceCorrelation();
            case "cosine_similarity" -> cosineSimilarity().axis((int) config.number("axis", -1));
            case "root_mean_squared_error" -> rootMeanSquaredError();
            case "mean_squared_error" -> meanSquaredError();
            case "mean_absolute_error" -> meanAbsoluteError();
            case "mean_absolute_percentage_error" -> meanAbsolutePercentageError();
            case "mean_squared_logarithmic_error" -> meanSquaredLogarithmicError();
            case "log_cosh_error" -> logCoshError();
            case "hinge" -> hinge();
            case "squared_hinge" -> squaredHinge();
            case "categorical_hinge" -> categoricalHinge();
            case "kl_divergence" -> klDivergence();
            case "poisson" -> poisson();
            case "binary_crossentropy" -> mean(name, Losses.binaryCrossentropy().labelSmoothing(config.number("label_smoothing", 0)));
            case "categorical_crossentropy" -> categoricalCrossentropy();
            case "sparse_categorical_crossentropy" -> sparseCategoricalCrossentropy();
            default -> null;
        };
    }

    private static <M extends Thresholded<M>> M cut(M metric, Json config) {
        M m = config.has("thresholds") ? metric.thresholds(numbers(config.get("thresholds"))) : metric;
        m = config.has("top_k") ? m.topK(config.get("top_k").integer()) : m;
        return config.has("class_id") ? m.classId(config.get("class_id").integer()) : m;
    }

    private static ConfusionRateAt best(ConfusionRateAt metric, Json config) {
        ConfusionRateAt m = config.has("num_thresholds") ? metric.numThresholds(config.get("num_thresholds").integer()) : metric;
        return config.has("class_id") ? m.classId(config.get("class_id").integer()) : m;
    }

    private static AUC area(Json config) {
        AUC m = config.has("curve") ? auc().curve(AUC.Curve.valueOf(config.get("curve").text())) : auc();
        m = config.has("summation_method") ? m.summationMethod(AUC.Summation.valueOf(upper(config, "summation_method"))) : m;
        m = config.has("num_thresholds") ? m.numThresholds(config.get("num_thresholds").integer()) : m;
        m = config.has("thresholds") ? m.thresholds(numbers(config.get("thresholds"))) : m;
        m = config.has("label_weights") ? m.labelWeights(numbers(config.get("label_weights"))) : m;
        m = config.has("from_logits") ? m.fromLogits() : m;
        return config.has("multi_label") ? m.multiLabel() : m;
    }

    private static FBetaScore score(FBetaScore metric, Json config) {
        FBetaScore m = config.has("threshold") ? metric.threshold(config.get("threshold").number()) : metric;
        return config.has("average") ? m.average(FBetaScore.Average.valueOf(upper(config, "average"))) : m;
    }

    private static IoU ignoring(IoU metric, Json config) {
        return config.has("ignore_class") ? metric.ignoreClass(config.get("ignore_class").integer()) : metric;
    }

    private static R2Score.Aggregation aggregation(Json config) {
        if (!config.has("class_aggregation")) {
            return R2Score.Aggregation.UNIFORM_AVERAGE;
        }
        return config.get("class_aggregation").isNull() ? R2Score.Aggregation.NONE
                : R2Score.Aggregation.valueOf(upper(config, "class_aggregation"));
    }

    private static String upper(Json config, String key) {
        return config.get(key).text().toUpperCase(Locale.ROOT);
    }

    private static int[] ids(Json config) {
        return config.get("target_class_ids").list().stream().mapToInt(Json::integer).toArray();
    }

    private static double[] numbers(Json list) {
        return list.list().stream().mapToDouble(Json::number).toArray();
    }
}
