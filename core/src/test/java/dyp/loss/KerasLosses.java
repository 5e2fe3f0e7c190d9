package dyp.loss;

import dyp.nn.golden.Json;

/** Keras's losses as ours: a fixture's name and configuration. */
final class KerasLosses {
    private KerasLosses() {}

    /** Null where there is none. */
    static Loss of(String name, Json config, Reduction r) {
        boolean logits = config.has("from_logits") && config.get("from_logits").truth();
        double smoothing = config.number("label_smoothing", 0);
        double gamma = config.number("gamma", 2);
        int axis = config.has("axis") && config.get("axis").value() instanceof Double ? config.get("axis").integer() : -1;
        double alpha = config.number("alpha", 0.25);
        return switch (name) {
            case "mean_squared_error" -> Losses.meanSquaredError().reduction(r);
            case "mean_absolute_error" -> Losses.meanAbsoluteError().reduction(r);
            case "mean_absolute_percentage_error" -> Losses.meanAbsolutePercentageError().reduction(r);
            case "mean_squared_logarithmic_error" -> Losses.meanSquaredLogarithmicError().reduction(r);
            case "huber" -> Losses.huber().delta(config.number("delta", 1)).reduction(r);
            case "log_cosh" -> Losses.logCosh().reduction(r);
            case "poisson" -> Losses.poisson().reduction(r);
            case "hinge" -> Losses.hinge().reduction(r);
            case "squared_hinge" -> Losses.squaredHinge().reduction(r);
            case "categorical_hinge" -> Losses.categoricalHinge().reduction(r);
            case "kl_divergence" -> Losses.klDivergence().reduction(r);
            case "cosine_similarity" -> Losses.cosineSimilarity().axis(axis).reduction(r);
            case "dice" -> Losses.dice().axis(axes(config)).reduction(r);
            case "tversky" -> Losses.tversky().alpha(config.number("alpha", 0.5)).beta(config.number("beta", 0.5)).axis(axes(config))
                    .reduction(r);
            case "categorical_generalized_cross_entropy" ->
                    Losses.categoricalGeneralizedCrossEntropy().q(config.number("q", 0.5)).reduction(r);
            case "circle" -> Losses.circle().gamma(config.number("gamma", 80)).margin(config.number("margin", 0.4))
                    .removeDiagonal(!config.has("remove_diagonal") || config.get("remove_diagonal").truth()).reduction(r);
            case "binary_crossentropy" -> new BinaryCrossentropy(logits, smoothing, axis, r);
            case "categorical_crossentropy" -> new CategoricalCrossentropy(logits, smoothing, axis, r);
            case "categorical_focal_crossentropy" -> new CategoricalFocalCrossentropy(alpha, gamma, logits, smoothing, axis, r);
            case "binary_focal_crossentropy" -> new BinaryFocalCrossentropy(
                    config.has("apply_class_balancing") && config.get("apply_class_balancing").truth(), alpha, gamma, logits, smoothing, axis, r);
            case "sparse_categorical_crossentropy" -> {
                SparseCategoricalCrossentropy loss = Losses.sparseCategoricalCrossentropy().axis(axis).reduction(r);
                loss = logits ? loss.fromLogits() : loss;
                yield config.has("ignore_class") ? loss.ignoreClass(config.get("ignore_class").integer()) : loss;
            }
            default -> null;
        };
    }

    private static int[] axes(Json config) {
        return config.has("axis") ? config.get("axis").list().stream().mapToInt(Json::integer).toArray() : new int[0];
    }
}
