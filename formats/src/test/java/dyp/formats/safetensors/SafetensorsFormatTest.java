package dyp.formats.safetensors;

import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.loss.Losses;
import dyp.optim.Optimizers;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFormatTest {
    private static final NDArray X = NDArray.generate(Shape.of(5, 3), i -> Math.sin(i));

    @TempDir
    private Path folder;

    private static Model model(int units, long seed) {
        return Sequential.of(input(3), dense(units), batchNormalization(), dense(2)).seed(seed);
    }

    @Test
    void aModelComesBackWithItsLayersAndItsGoal() {
        Model model = model(4, 1).compile(Optimizers.adam(), Losses.meanSquaredError()).freeze("dense");
        model.save(folder.resolve("m.safetensors"));
        Model back = Model.load(folder.resolve("m.safetensors"));
        assertArrayEquals(model.predict(X).floats(), back.predict(X).floats());
        assertEquals(model.goals().getFirst().loss(), back.goals().getFirst().loss());
        assertTrue(back.frozen("dense/kernel") && !back.frozen("dense_1/kernel"));
    }

    @Test
    void weightsAloneFitTheSameLayersOnly() {
        Path file = folder.resolve("w.safetensors");
        Model model = model(4, 1);
        model.saveWeights(file);
        assertArrayEquals(model.predict(X).floats(), model(4, 2).loadWeights(file).predict(X).floats());
        Model other = model(5, 3);
        NDArray before = other.predict(X);
        assertTrue(assertThrows(DypException.class, () -> other.loadWeights(file)).getMessage().contains("dense/kernel is (3, 5), but there it is (3, 4)"));
        assertArrayEquals(before.floats(), other.predict(X).floats());
        Model smaller = Sequential.of(input(3), dense(4));
        assertTrue(assertThrows(DypException.class, () -> smaller.loadWeights(file)).getMessage().contains("6 arrays more, as batch_normalization/beta"));
        assertTrue(assertThrows(DypException.class, () -> Model.load(file)).getMessage().contains("arrays alone"));
    }

    @Test
    void aMissingArrayIsNamed() {
        Path file = folder.resolve("half.safetensors");
        Safetensors.write(file, Map.of("dense/kernel", NDArray.zeros(Shape.of(3, 4))), Map.of());
        assertTrue(assertThrows(DypException.class, () -> model(4, 1).loadWeights(file)).getMessage().contains("dense/bias is (4,), but there it is missing"));
    }
}
