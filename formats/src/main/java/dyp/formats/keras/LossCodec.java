package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.loss.Loss;
import dyp.loss.Losses;
import dyp.loss.WeightedBinaryCrossentropy;
import dyp.metric.Metric;
import dyp.metric.Metrics;
import dyp.tensor.DypException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Losses and metrics as Keras's configurations and back. Their factories, called without arguments, give Keras's defaults. */
final class LossCodec {
    private static final Map<String, Loss> LOSSES = factories(Losses.class, Loss.class);
    private static final Map<String, Metric> METRICS = factories(Metrics.class, Metric.class);
    private static final Map<String, String> SHORT = Map.of("mse", "mean_squared_error", "mae", "mean_absolute_error", "mape", "mean_absolute_percentage_error",
            "msle", "mean_squared_logarithmic_error", "kld", "kl_divergence", "bce", "binary_crossentropy", "acc", "accuracy", "cosine", "cosine_similarity");
    /** What only Dyp has. */
    private static final Set<String> OWN = Set.of("exact_accuracy", "zero_one_loss", "confusion_matrix", "expected_calibration_error", "sensitivity", "specificity",
            "dice_coefficient", "tversky_index");

    private LossCodec() {}

    /** What a class's factories make, by the factories' names in snake case. */
    private static <T> Map<String, T> factories(Class<?> in, Class<T> of) {
        Map<String, T> all = new LinkedHashMap<>();
        for (Method m : in.getMethods()) {
            if (m.getParameterCount() == 0 && of.isAssignableFrom(m.getReturnType())) {
                try {
                    all.put(Keys.snake(m.getName()), of.cast(m.invoke(null)));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return all;
    }

    /**
     * A name, or an object.
     *
     * @throws DypException where there is no such loss
     */
    static Loss loss(JsonNode node) {
        String name = word(node);
        Loss like = LOSSES.get(name);
        if (like == null) {
            throw new DypException("The loss '" + Parts.name(node) + "' is not known. There are " + String.join(", ", LOSSES.keySet().stream().sorted().toList()) + ".");
        }
        return node.isTextual() ? like : Records.read(like, node.path("config"));
    }

    /** Null where there is no such metric: a model is no other without it. */
    static Metric metric(JsonNode node) {
        if (!node.isTextual() && !node.path("class_name").isTextual()) {
            return null;
        }
        Metric like = METRICS.get(word(node));
        return like == null || node.isTextual() || !(like instanceof Record) ? like : Records.read(like, node.path("config"));
    }

    private static String word(JsonNode node) {
        boolean function = node.path("class_name").asText().equals("function");
        String word = Keys.snake(function ? node.path("config").asText() : Parts.name(node));
        return SHORT.getOrDefault(word, word);
    }

    static ObjectNode write(Loss loss) {
        if (!(loss instanceof Record) || loss instanceof WeightedBinaryCrossentropy || LOSSES.values().stream().noneMatch(l -> l.getClass() == loss.getClass())) {
            throw new DypException("Keras has no word for the loss " + loss + ", so the file says nothing of it.");
        }
        ObjectNode object = Parts.object("keras.losses", loss.getClass().getSimpleName().replace("Ctc", "CTC"));
        Records.write(loss, object.withObject("/config").put("name", Keys.snake(loss.getClass().getSimpleName())));
        return object;
    }

    /** Null where Keras has no such metric. */
    static JsonNode write(Metric metric) {
        for (var known : METRICS.entrySet()) {
            if (known.getValue().equals(metric)) {
                return OWN.contains(known.getKey()) ? null : JsonNodeFactory.instance.textNode(known.getKey());
            }
        }
        boolean keras = metric instanceof Record && METRICS.entrySet().stream().anyMatch(e -> e.getValue().getClass() == metric.getClass() && !OWN.contains(e.getKey())
                && Keys.snake(metric.getClass().getSimpleName()).equals(e.getKey()));
        if (!keras) {
            return null;
        }
        ObjectNode object = Parts.object("keras.metrics", metric.getClass().getSimpleName());
        Records.write(metric, object.withObject("/config").put("name", metric.name()));
        return object;
    }
}
