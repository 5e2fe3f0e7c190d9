package dyp.labs.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.store.SafeFile;
import dyp.tensor.DypException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Records kept as JSON in a folder: what is done, is done. */
final class Stages {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Path folder;

    Stages(Path folder) {
        this.folder = folder;
    }

    /** What came of a stage. @param seconds what it took */
    record Done<T>(double seconds, T value) {}

    /** @throws DypException where the file is there and cannot be read */
    <T> Optional<Done<T>> read(String stage, Class<T> kind) {
        Path file = file(stage);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = SafeFile.reading(file, () -> Files.readString(file));
        try {
            JsonNode node = MAPPER.readTree(text);
            return Optional.of(new Done<>(node.path("seconds").asDouble(), MAPPER.treeToValue(node.path("value"), kind)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new DypException(file + " is not what the stage '" + stage + "' keeps (" + kind.getSimpleName() + "): " + e.getMessage()
                    + ". Begin afresh with --fresh, or remove the file, and the stage is done again.", e);
        }
    }

    void write(String stage, double seconds, Object value) {
        ObjectNode node = MAPPER.createObjectNode().put("seconds", seconds);
        node.set("value", MAPPER.valueToTree(value));
        byte[] bytes = node.toString().getBytes(StandardCharsets.UTF_8);
        SafeFile.replace(file(stage), out -> out.write(bytes));
    }

    private Path file(String stage) {
        return folder.resolve(stage + ".json");
    }
}
