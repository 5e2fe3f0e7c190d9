package dyp.nn.golden;

import dyp.nn.Activation;
import dyp.nn.AdditiveAttention;
import dyp.nn.Attending;
import dyp.nn.Attention;
import dyp.nn.EinsumDense;
import dyp.nn.Embedding;
import dyp.nn.GroupQueryAttention;
import dyp.nn.HeadedAttention;
import dyp.nn.Layer;
import dyp.nn.MultiHeadAttention;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Attention and embeddings. */
final class KerasAttention {
    private KerasAttention() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("Embedding", layer -> {
            Json c = layer.get("config");
            return new Embedding(c.get("input_dim").integer(), c.get("output_dim").integer()).maskZero(c.get("mask_zero").truth());
        });
        known.put("EinsumDense", layer -> {
            Json c = layer.get("config");
            Activation activation = KerasLayers.activation(c.get("activation"));
            return activation == null ? null : new EinsumDense(c.get("equation").text(), c.get("output_shape").list().stream().map(KerasAttention::length).toList())
                    .activation(activation).biasAxes(c.get("bias_axes").isNull() ? "" : c.get("bias_axes").text());
        });
        known.put("Attention", layer -> {
            Json c = layer.get("config");
            return options(layer, new Attention().useScale(c.get("use_scale").truth())
                    .scoreMode(Attention.ScoreMode.valueOf(c.get("score_mode").text().toUpperCase(Locale.ROOT))));
        });
        known.put("AdditiveAttention", layer -> options(layer, new AdditiveAttention().useScale(layer.get("config").get("use_scale").truth())));
        known.put("MultiHeadAttention", layer -> {
            Json c = layer.get("config");
            MultiHeadAttention made = heads(c, new MultiHeadAttention(c.get("num_heads").integer(), c.get("key_dim").integer())
                    .valueDim(c.get("value_dim").integer()).outputShape(ints(c.get("output_shape"))).attentionAxes(ints(c.get("attention_axes"))));
            return options(layer, made);
        });
        known.put("GroupQueryAttention", layer -> {
            Json c = layer.get("config");
            GroupQueryAttention made = heads(c, new GroupQueryAttention(c.get("head_dim").integer(), c.get("num_query_heads").integer(),
                    c.get("num_key_value_heads").integer()));
            return options(layer, made);
        });
    }

    /** What stands in the config, and what the (only) call says. */
    private static <L extends Attending<L>> L options(Json layer, L made) {
        Json kwargs = layer.get("inbound_nodes").get(0).get("kwargs");
        return made.dropout(layer.get("config").get("dropout").number()).useCausalMask(said(kwargs, "use_causal_mask"))
                .returnAttentionScores(said(kwargs, "return_attention_scores"));
    }

    private static <L extends HeadedAttention<L>> L heads(Json c, L made) {
        return made.useBias(c.get("use_bias").truth()).useGate(said(c, "use_gate")).slidingWindow((int) c.number("sliding_window", 0));
    }

    private static boolean said(Json object, String key) {
        return object.has(key) && Boolean.TRUE.equals(object.get(key).value());
    }

    /** A length, -1 where Keras has None. */
    private static int length(Json value) {
        return value.isNull() ? -1 : value.integer();
    }

    private static int[] ints(Json list) {
        return (list.isNull() ? List.<Json>of() : list.list()).stream().mapToInt(Json::integer).toArray();
    }
}
