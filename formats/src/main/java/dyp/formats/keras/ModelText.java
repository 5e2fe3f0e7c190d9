package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.formats.json.Jsons;
import dyp.train.Model;

/** All of a model but its numbers, in Keras's words: layers, what is frozen, and how it is compiled. */
public final class ModelText {
    private ModelText() {}

    /** @throws dyp.tensor.DypException where Keras has no word for a part of the model */
    public static String write(Model model) {
        ObjectNode config = ModelCodec.write(model, model.name() == null ? model.kind() : model.name());
        ObjectNode compile = CompileCodec.write(model);
        if (compile != null) {
            config.set("compile_config", compile);
        }
        return Jsons.text(config);
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
        Frozen.apply(config, model, "");
        CompileCodec.read(config.path("compile_config"), model);
        return model;
    }
}
