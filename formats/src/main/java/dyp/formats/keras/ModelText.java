package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.formats.json.Jsons;
import dyp.train.Model;
import java.util.TreeMap;

/** All of a model but its numbers, in Keras's words: layers, what is frozen, how it is compiled, and its notes. */
public final class ModelText {
    /** Not of Keras's, which passes over it. */
    private static final String NOTES = "dyp_notes";

    private ModelText() {}

    /** @throws dyp.tensor.DypException where Keras has no word for a part of the model */
    public static String write(Model model) {
        ObjectNode config = ModelCodec.write(model, model.name() == null ? model.kind() : model.name());
        ObjectNode compile = CompileCodec.write(model);
        if (compile != null) {
            config.set("compile_config", compile);
        }
        notes(model, config);
        return Jsons.text(config);
    }

    /** Adds what is noted on the model to its configuration. */
    static void notes(Model model, ObjectNode config) {
        new TreeMap<>(model.notes()).forEach((key, note) -> config.withObject("/" + NOTES).put(key, note));
    }

    /** Notes on the model what its configuration says. */
    static void notes(JsonNode config, Model model) {
        config.path(NOTES).properties().forEach(e -> model.note(e.getKey(), e.getValue().asText()));
    }

    /**
     * The model with first weights of its own.
     *
     * @param what where the text is from, for errors
     * @throws dyp.tensor.DypException where a layer is not known, or the text is no model's
     */
    public static Model read(String text, String what) {
        JsonNode config = Jsons.parse(text, what);
        Model model = ModelCodec.read(config);
        notes(config, model);
        Frozen.apply(config, model);
        CompileCodec.read(config.path("compile_config"), model);
        return model;
    }
}
