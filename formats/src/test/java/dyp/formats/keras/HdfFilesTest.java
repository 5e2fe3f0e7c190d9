package dyp.formats.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The same models in Keras's older files and in files of weights alone, its own and ours, give the same bits and the same optimizer's state. */
class HdfFilesTest {
    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> models() {
        return Fixtures.names("models").stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name))).toList();
    }

    private void check(String name) {
        Path older = Fixtures.path("models", name, "model.h5");
        NDArray[] xs = Fixtures.arrays("models", name, "x").toArray(NDArray[]::new);
        Model keras = Model.load(Fixtures.path("models", name, "model.keras"));
        NDArray expected = keras.predict(xs);
        Model model = Model.load(older);
        assertEquals(expected, model.predict(xs));
        assertEquals(keras.optimizerState(), model.optimizerState());
        Path again = folder.resolve("again.h5");
        Path weights = folder.resolve("again.weights.h5");
        model.save(again);
        model.saveWeights(weights);
        Model back = Model.load(again);
        assertEquals(expected, back.predict(xs));
        assertEquals(keras.optimizerState(), back.optimizerState());
        for (Path file : List.of(older, again, weights, Fixtures.path("models", name, "model.weights.h5"))) {
            model.variables().stream().filter(v -> v.value().dtype() == DType.FLOAT32).forEach(v -> Arrays.fill(v.value().floats(), 7));
            assertEquals(expected, model.loadWeights(file).predict(xs), "weights of " + file.getFileName());
        }
        String message = assertThrows(DypException.class, () -> Model.load(weights)).getMessage();
        assertTrue(message.contains("holds weights alone"), message);
    }
}
