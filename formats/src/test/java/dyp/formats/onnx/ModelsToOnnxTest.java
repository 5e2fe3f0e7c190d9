package dyp.formats.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.data.Field;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Networks of all kinds run in ONNX Runtime as they do here, for any batch. */
class ModelsToOnnxTest {
    @TempDir
    private static Path folder;

    static List<NDArray> samples(Model model, int batch, long seed) {
        Random random = new Random(seed);
        model.variables();
        return model.fields().stream().map((Field f) -> f.dtype() == DType.INT32
                ? NDArray.of(random.ints(batch * f.sample().size(), 0, 9).toArray(), f.batch(batch).dims())
                : NDArray.generate(f.batch(batch), _ -> random.nextInt(5) == 0 ? 0 : random.nextGaussian())).toList();
    }

    @TestFactory
    Stream<DynamicTest> runtimeAgrees() {
        return SmallModels.all().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue().get())));
    }

    private static void check(String name, Model model) throws IOException {
        LayersToOnnxTest.scramble(model);
        Path file = folder.resolve(name + ".onnx");
        model.save(file);
        if (Boolean.getBoolean("dyp.print")) {
            System.out.println("== " + name);
            for (NodeProto n : ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList()) {
                System.out.println(n.getOpType() + "  " + n.getInputList() + " -> " + n.getOutputList());
            }
        }
        try (Ort ort = new Ort(file)) {
            for (int batch : List.of(1, 2, 5)) {
                List<NDArray> xs = samples(model, batch, batch);
                List<NDArray> expected = model.predictAll(xs.toArray(NDArray[]::new));
                List<NDArray> came = ort.run(xs);
                for (int i = 0; i < expected.size(); i++) {
                    assertEquals(0, Ort.difference(expected.get(i), came.get(i)), 1e-4, "batch " + batch + ", output " + i);
                }
            }
        }
    }
}
