package dyp.formats.keras;

import dyp.nn.AttentionOptions;
import dyp.nn.Depthwise;
import dyp.nn.HeadOptions;
import dyp.nn.Pooling;
import dyp.nn.Windows;
import dyp.optim.Ftrl;
import dyp.optim.Optimizer;
import java.util.Locale;
import java.util.Map;

/** How Keras calls what our records hold. */
final class Keys {
    /** Where the name is not the component's own in snake case. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("ConvLSTM.dilation", "dilation_rate"),
            Map.entry("Reshape.shape", "target_shape"),
            Map.entry("LayerNormalization.axes", "axis"),
            Map.entry("RMSNormalization.axes", "axis"),
            Map.entry("UnitNormalization.axes", "axis"),
            Map.entry("Softmax.axes", "axis"),
            Map.entry("MaxNorm.axes", "axis"),
            Map.entry("MinMaxNorm.axes", "axis"),
            Map.entry("UnitNorm.axes", "axis"),
            Map.entry("BatchNormalization.movingMean", "moving_mean_initializer"),
            Map.entry("BatchNormalization.movingVariance", "moving_variance_initializer"),
            Map.entry("Ftrl.l1", "l1_regularization_strength"),
            Map.entry("Ftrl.l2", "l2_regularization_strength"),
            Map.entry("Ftrl.shrinkage", "l2_shrinkage_regularization_strength"),
            Map.entry("AdamW.weightDecay", ""),
            Map.entry("BinaryFocalCrossentropy.balanced", "apply_class_balancing"),
            Map.entry("MeanOf.loss", ""),
            // Said of every layer, by its model.
            Map.entry("BatchNormalization.trainable", ""));

    private Keys() {}

    /**
     * The key of a component; of a weight, what its initializer's key begins with. Null where Keras has no word for it in a layer's configuration.
     *
     * @param owner the layer
     * @param holder the record: the layer, or options of it
     */
    static String of(Class<?> owner, Class<?> holder, String component) {
        if (holder == Windows.class && component.equals("size")) {
            return Pooling.class.isAssignableFrom(owner) ? "pool_size" : "kernel_size";
        }
        if (holder == Windows.class && component.equals("dilation")) {
            return Pooling.class.isAssignableFrom(owner) ? null : "dilation_rate";
        }
        if (component.equals("kernel") && Depthwise.class.isAssignableFrom(owner)) {
            return "depthwise";
        }
        if (component.equals("recurrentKernel")) {
            return "recurrent";
        }
        // Said at the call: see Calls.
        if (holder == AttentionOptions.class && !component.equals("dropout") || holder == HeadOptions.class && component.equals("attentionMask")) {
            return null;
        }
        if (component.equals("logits")) {
            return "from_logits";
        }
        if (Optimizer.class.isAssignableFrom(owner) && holder != Ftrl.class) { // beta_1, epsilon_2, beta_2_decay
            return OTHER.containsKey(holder.getSimpleName() + "." + component) ? null : snake(component.replaceAll("([0-9])", "_$1_")).replaceAll("_+", "_").replaceAll("_$", "");
        }
        String key = OTHER.getOrDefault(holder.getSimpleName() + "." + component, snake(component));
        return key.isEmpty() ? null : key;
    }

    /** {@code useBias} is {@code use_bias}, {@code Conv2D} is {@code conv2d}: Keras's own rule. */
    static String snake(String name) {
        return name.replaceAll("\\W", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
