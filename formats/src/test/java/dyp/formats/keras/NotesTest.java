package dyp.formats.keras;

import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.train.Model;
import dyp.train.Sequential;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"keras", "h5", "safetensors"})
    void notesTravelWithTheModel(String ending) {
        Model model = Sequential.of(input(2), dense(2));
        model.note("labels", "katt\nhund");
        model.note("by", "\"me\"");
        model.save(folder.resolve("m." + ending));
        assertEquals(Map.of("labels", "katt\nhund", "by", "\"me\""), Model.load(folder.resolve("m." + ending)).notes());
    }
}
