package dyp.formats.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.testkit.LayerCase;
import dyp.testkit.LayerCases;
import dyp.train.Model;
import dyp.train.Sequential;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What was written is read again, and says the same; whole models once more. */
class ThereAndBackTest {
    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> layers() {
        return LayerCases.all().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> layer(c)));
    }

    @TestFactory
    Stream<DynamicTest> models() {
        return SmallModels.all().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
            Model model = e.getValue().get();
            LayersToOnnxTest.scramble(model);
            List<NDArray> xs = ModelsToOnnxTest.samples(model, 3, 1);
            check(model, xs, e.getKey());
            Path file = folder.resolve("twice.onnx");
            Model.load(folder.resolve(e.getKey() + ".onnx")).save(file);
            same(model, Model.load(file), xs, "twice");
        }));
    }

    private static void layer(LayerCase c) {
        Model model = Sequential.of(c.layer());
        NDArray x = c.samples(3, 1);
        model.predict(x);
        if (model.variables().stream().noneMatch(v -> v.name().contains("sn_"))) {
            LayersToOnnxTest.scramble(model);
        }
        check(model, List.of(x), Integer.toHexString(c.name().hashCode()));
    }

    private static void check(Model model, List<NDArray> xs, String name) {
        Path file = folder.resolve(name + ".onnx");
        try {
            model.save(file);
        } catch (DypException e) {
            // Refused where it is written: LayersToOnnxTest.
            return;
        }
        same(model, Model.load(file), xs, "there and back");
    }

    private static void same(Model model, Model back, List<NDArray> xs, String what) {
        List<NDArray> expected = model.predictAll(xs.toArray(NDArray[]::new));
        List<NDArray> came = back.predictAll(xs.toArray(NDArray[]::new));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(0, Ort.difference(expected.get(i), came.get(i)), 1e-5, what + ", output " + i + "\n" + back.summary());
        }
    }
}
