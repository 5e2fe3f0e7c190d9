package dyp.formats.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Leaf.Variable;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.testkit.LayerCase;
import dyp.testkit.LayerCases;
import dyp.train.Model;
import dyp.train.Sequential;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every layer with every option says in ONNX what it says here, for any batch. */
class LayersToOnnxTest {
    /** The test's own masks are other numbers for each batch, and no rule says which; a vocabulary is an op of its own. */
    private static final Map<String, String> REFUSED = Map.of("Masked[", "another one for each size of the batch", "IntegerLookup[", "no word for the op find");
    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> runtimeAgrees() {
        // Numbers that are no index read 0 here; ONNX Runtime refuses them.
        return LayerCases.all().stream().filter(c -> !c.name().equals("integer lookup, inverted")).map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    /** Weights that are not all 0 or 1, and moving averages too. */
    static void scramble(Model model) {
        Random random = new Random(3);
        for (Variable v : model.variables()) {
            boolean variance = v.name().contains("variance");
            v.value().copyFrom(v.value().dtype() == DType.INT32 ? v.value()
                    : NDArray.generate(v.value().shape(), _ -> variance ? 0.5 + random.nextDouble() : random.nextGaussian() / 2));
        }
    }

    private static void check(LayerCase c) {
        Model model = Sequential.of(c.layer());
        NDArray first = c.samples(3, 1);
        model.predict(first);
        if (model.variables().stream().noneMatch(v -> v.name().contains("sn_"))) {
            scramble(model);
        }
        Path file = folder.resolve(Integer.toHexString(c.name().hashCode()) + ".onnx");
        try {
            model.save(file);
        } catch (DypException e) {
            assertTrue(REFUSED.entrySet().stream().anyMatch(r -> c.layer().toString().contains(r.getKey()) && e.getMessage().contains(r.getValue())), e::getMessage);
            return;
        }
        try (Ort ort = new Ort(file)) {
            for (int batch : List.of(1, 3, 4)) {
                NDArray x = c.samples(batch, batch);
                List<NDArray> expected = model.predictAll(x);
                List<NDArray> came = ort.run(List.of(x));
                for (int i = 0; i < expected.size(); i++) {
                    assertEquals(0, Ort.difference(expected.get(i), came.get(i)), 1e-4, "batch " + batch + ", output " + i);
                }
            }
        }
    }
}
