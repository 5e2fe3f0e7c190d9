package dyp.formats.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dyp.tensor.DypException;
import java.util.Map;

/** JSON text and what is in it, with bounds on depth and lengths. */
public final class Jsons {
    private static final int DEEPEST = 200;
    private static final int LONGEST = 64 << 20;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST).maxDocumentLength(LONGEST).maxStringLength(LONGEST).maxNumberLength(100).build()).build());

    private Jsons() {}

    /** @param what what to call the text in a message */
    public static JsonNode parse(String text, String what) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || !node.isObject()) {
                throw new DypException(what + " is no JSON object.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new DypException(what + " is no JSON: " + e.getOriginalMessage() + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"), e);
        }
    }

    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, Object> map(JsonNode node) {
        return MAPPER.convertValue(node, new TypeReference<>() {});
    }
}
