package dyp.formats.keras;

import dyp.formats.json.Jsons;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.data.Dataset;
import dyp.store.Npy;
import dyp.train.Model;
import dyp.train.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Models go on learning where Keras stopped, along its own losses; and written by us in between, along them still. */
class KerasHistoriesTest {
    private static final double LOSSES = 1e-4;
    private static final double AFTER = 1e-3;
    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> models() {
        return Fixtures.names("models").stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name))).toList();
    }

    private void check(String name) throws IOException {
        JsonNode history = Jsons.parse(Files.readString(Fixtures.path("models", name, "history.json")), "history");
        Dataset data = Dataset.of(Fixtures.arrays("models", name, "x"), Npy.read(Fixtures.path("models", name, "y.npy")));
        Model model = Model.load(Fixtures.path("models", name, history.get("start_from").textValue()));
        assertEquals(history.get("evaluate_before").get("loss").doubleValue(), model.evaluate(data).get("loss"), LOSSES);
        Path between = folder.resolve(name + ".keras");
        List<JsonNode> steps = history.get("steps").valueStream().toList();
        for (int i = 0; i < steps.size(); i++) {
            TrainingStep step = model.trainingStep(data);
            step.run(data.toArrays());
            double expected = steps.get(i).get("loss").doubleValue();
            assertEquals(expected, step.loss(), LOSSES * (1 + expected), "loss of step " + i);
            model.save(between);
            model = Model.load(between);
        }
        Fixtures.close("output after", Npy.read(Fixtures.path("models", name, "output_after.npy")),
                model.predict(Fixtures.arrays("models", name, "x").toArray(dyp.tensor.NDArray[]::new)), AFTER);
    }
}
