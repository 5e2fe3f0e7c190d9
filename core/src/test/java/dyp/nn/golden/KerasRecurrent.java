package dyp.nn.golden;

import dyp.nn.Activation;
import dyp.nn.Bidirectional;
import dyp.nn.ConvLSTM;
import dyp.nn.GRU;
import dyp.nn.LSTM;
import dyp.nn.Layer;
import dyp.nn.MergeMode;
import dyp.nn.Parameter;
import dyp.nn.Recurrence;
import dyp.nn.Recurrent;
import dyp.nn.SimpleRNN;
import dyp.nn.TimeDistributed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Sequences. */
final class KerasRecurrent {
    private static final Parameter FREE = Parameter.BIAS;

    private KerasRecurrent() {}

    static void add(Map<String, Function<Json, Layer>> known) {
        known.put("SimpleRNN", KerasRecurrent::recurrent);
        known.put("LSTM", KerasRecurrent::recurrent);
        known.put("GRU", KerasRecurrent::recurrent);
        for (int axes = 1; axes <= 3; axes++) {
            known.put("ConvLSTM" + axes + "D", KerasRecurrent::convLSTM);
        }
        known.put("TimeDistributed", layer -> {
            Layer inner = KerasLayers.of(layer.get("config").get("layer"));
            return inner == null ? null : new TimeDistributed(inner);
        });
        known.put("Bidirectional", layer -> {
            Json c = layer.get("config");
            String mode = c.get("merge_mode").isNull() ? "none" : c.get("merge_mode").text();
            return new Bidirectional((Recurrent<?>) KerasLayers.of(c.get("layer")), (Recurrent<?>) KerasLayers.of(c.get("backward_layer")),
                    MergeMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        });
    }

    private static Layer recurrent(Json layer) {
        Json c = layer.get("config");
        int units = c.get("units").integer();
        Activation a = KerasLayers.activation(c.get("activation"));
        Activation s = c.has("recurrent_activation") ? KerasLayers.activation(c.get("recurrent_activation")) : null;
        boolean bias = c.get("use_bias").truth();
        return c.get("stateful").truth() ? null : switch (layer.get("class_name").text()) {
            case "SimpleRNN" -> new SimpleRNN(units, a, bias, recurrence(c), FREE, FREE, FREE);
            case "LSTM" -> new LSTM(units, a, s, bias, c.get("unit_forget_bias").truth(), recurrence(c), FREE, FREE, FREE);
            default -> new GRU(units, a, s, bias, c.get("reset_after").truth(), recurrence(c), FREE, FREE, FREE);
        };
    }

    private static Layer convLSTM(Json layer) {
        Json c = layer.get("config");
        return KerasLayers.channelsFirst(c) || c.get("stateful").truth() ? null
                : new ConvLSTM(c.get("filters").integer(), ints(c, "kernel_size"), ints(c, "strides"), KerasLayers.padding(c), ints(c, "dilation_rate"),
                        KerasLayers.activation(c.get("activation")), KerasLayers.activation(c.get("recurrent_activation")), c.get("use_bias").truth(),
                        c.get("unit_forget_bias").truth(), recurrence(c), FREE, FREE, FREE);
    }

    private static List<Integer> ints(Json config, String name) {
        return KerasLayers.ints(config.get(name));
    }

    private static Recurrence recurrence(Json c) {
        return new Recurrence(c.get("return_sequences").truth(), c.get("return_state").truth(), c.get("go_backwards").truth(),
                c.get("zero_output_for_mask").truth(), c.get("dropout").number(), c.get("recurrent_dropout").number());
    }
}
