package dyp.formats.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.formats.file.ZipArchive;
import dyp.formats.hdf5.Hdf5;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Keras's files give Keras's outputs; written again by us they hold the same arrays at the same places, and give the same bits. */
class KerasFilesTest {
    private static final double TOLERANCE = 2e-5;
    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> layers() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : Fixtures.names("layers")) {
            tests.add(DynamicTest.dynamicTest(name, () -> {
                Path file = Fixtures.path("layers", name, "model.keras");
                check(file, Fixtures.arrays("layers", name, "input"), Fixtures.arrays("layers", name, "output"));
            }));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> models() {
        return Fixtures.names("models").stream().map(name -> DynamicTest.dynamicTest(name, () -> check(Fixtures.path("models", name, "model.keras"),
                Fixtures.arrays("models", name, "x"), Fixtures.arrays("models", name, "output")))).toList();
    }

    private void check(Path file, List<NDArray> inputs, List<NDArray> outputs) {
        Model model = Model.load(file);
        NDArray[] xs = inputs.toArray(NDArray[]::new);
        List<NDArray> ours = model.predictAll(xs);
        assertEquals(outputs.size(), ours.size());
        for (int i = 0; i < outputs.size(); i++) {
            Fixtures.close("output " + i, outputs.get(i), ours.get(i), TOLERANCE);
        }
        Path again = folder.resolve("again.keras");
        model.save(again);
        Model second = Model.load(again);
        assertEquals(ours, second.predictAll(xs), "the same bits after writing and reading");
        assertEquals(arrays(file), arrays(again), "arrays by path");
    }

    /** What is in the file of weights: shapes and numbers; the optimizer's only where both have it. */
    private static Map<String, NDArray> arrays(Path keras) {
        try (ZipArchive zip = KerasFormat.zip(keras)) {
            Map<String, NDArray> all = new TreeMap<>(Hdf5.read(zip.bytes("model.weights.h5"), keras.toString()).arrays());
            all.keySet().removeIf(path -> path.startsWith("optimizer/"));
            return all;
        }
    }
}
