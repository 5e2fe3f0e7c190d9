package dyp.nn.golden;

import dyp.loss.Loss;
import dyp.loss.Losses;
import dyp.metric.BinaryIoU;
import dyp.metric.Metric;
import dyp.metric.Metrics;
import dyp.optim.Optimizer;
import dyp.optim.Optimizers;
import java.util.List;

/** What a .keras file says about how its model learns and is judged. Just as much of it as the fixtures need. */
public record KerasTraining(Optimizer optimizer, Loss loss, List<Metric> metrics) {
    public static KerasTraining of(Json compile) {
        return new KerasTraining(optimizer(compile.get("optimizer")), loss(compile.get("loss")),
                compile.get("metrics").list().stream().map(KerasTraining::metric).toList());
    }

    private static Optimizer optimizer(Json json) {
        Json c = json.get("config");
        double rate = c.get("learning_rate").number();
        Optimizer rule = switch (json.get("class_name").text()) {
            case "SGD" -> c.get("nesterov").truth() ? Optimizers.sgd(rate).nesterov(c.get("momentum").number())
                    : Optimizers.sgd(rate).momentum(c.get("momentum").number());
            case "RMSprop" -> Optimizers.rmsProp(rate).rho(c.get("rho").number()).momentum(c.get("momentum").number())
                    .epsilon(c.get("epsilon").number()).centered(c.get("centered").truth());
            case "Adam" -> Optimizers.adam(rate).beta1(c.get("beta_1").number()).beta2(c.get("beta_2").number())
                    .epsilon(c.get("epsilon").number()).amsgrad(c.get("amsgrad").truth());
            case "AdamW" -> Optimizers.adamW(rate).beta1(c.get("beta_1").number()).beta2(c.get("beta_2").number())
                    .epsilon(c.get("epsilon").number()).weightDecay(c.get("weight_decay").number());
            default -> throw new IllegalArgumentException(json.toString());
        };
        return c.get("global_clipnorm").isNull() ? rule : rule.globalClipNorm(c.get("global_clipnorm").number());
    }

    private static Loss loss(Json json) {
        boolean named = json.value() instanceof String;
        String name = named ? json.text() : json.get("class_name").text();
        Json c = named ? null : json.get("config");
        return switch (name) {
            case "binary_crossentropy" -> Losses.binaryCrossentropy();
            case "sparse_categorical_crossentropy" -> Losses.sparseCategoricalCrossentropy();
            case "SparseCategoricalCrossentropy" -> c.get("from_logits").truth() ? Losses.sparseCategoricalCrossentropy().fromLogits()
                    : Losses.sparseCategoricalCrossentropy();
            case "CategoricalCrossentropy" -> Losses.categoricalCrossentropy().labelSmoothing(c.get("label_smoothing").number());
            case "Dice" -> Losses.dice();
            default -> throw new IllegalArgumentException(json.toString());
        };
    }

    private static Metric metric(Json json) {
        String name = json.value() instanceof String s ? s : json.get("class_name").text();
        return switch (name) {
            case "accuracy" -> Metrics.accuracy();
            case "sparse_categorical_accuracy" -> Metrics.sparseCategoricalAccuracy();
            case "binary_accuracy" -> Metrics.binaryAccuracy();
            case "BinaryIoU" -> new BinaryIoU(List.of(1), json.get("config").get("threshold").number());
            default -> throw new IllegalArgumentException(json.toString());
        };
    }
}
