package dyp.formats.keras;

import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

    /** Numbers of nameless layers go on through a process of Keras: then the order says which layer is which, and a classifier may be left over. */
    @Test
    void layersOfOtherNamesAreTakenInTheirOrder() {
        Model saved = Sequential.of(input(4), dense(5).named("dense_7"), dense(3).named("dense_8"), dense(2).named("predictions"));
        Path file = folder.resolve("numbered.h5");
        saved.save(file);
        Model part = Sequential.of(input(4), dense(5), dense(3)).loadWeights(file);
        NDArray x = NDArray.of(new float[] {1, 2, 3, 4}, 1, 4);
        assertEquals(saved.until("dense_8").predict(x), part.predict(x));
        String message = assertThrows(DypException.class, () -> Sequential.of(input(4), dense(5), dense(4)).loadWeights(file)).getMessage();
        assertTrue(message.contains("does not fit the model: dense_1/kernel(5, 4) is there as") && message.endsWith("(5, 3)."), message);
    }
}
