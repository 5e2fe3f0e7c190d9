package dyp.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network of the zoo goes into an ONNX file, which ONNX Runtime answers from as we do, and which comes back as the same network. */
class ZooOnnxTest {
    private static final double TOLERANCE = 1e-4;
    private static final int CLASSES = 5;
    private static final int BATCH = 2;
    private static final long SEED = 11;

    @TempDir private Path folder;

    /** One of each family: the rest differ in the number of layers and filters. */
    static List<Blueprint> families() {
        return small(Stream.of("lenet5", "resnet18", "resnet50v2", "densenet121", "mobilenetv2", "efficientnetb0", "convnext_tiny", "vit_tiny", "resnet18_1d"));
    }

    static List<Blueprint> others() {
        List<String> known = families().stream().map(Blueprint::name).toList();
        return small(Catalog.all().stream().map(Blueprint::name).filter(n -> !known.contains(n)));
    }

    private static List<Blueprint> small(Stream<String> names) {
        return names.map(Catalog::of).map(b -> b.name().startsWith("unet3d") ? Zoo.uNet3d(4, 2) : b.name().startsWith("unet") ? Zoo.uNet(8, 3) : b)
                .map(b -> b.classes(CLASSES).input(input(b)).logits()).toList();
    }

    private static int[] input(Blueprint b) {
        return switch (b.name()) {
            case "lenet5" -> new int[] {28, 28, 1};
            case "resnet18_1d" -> new int[] {64, 2};
            case "resnet18_3d", "unet3d" -> new int[] {16, 16, 16, 1};
            case "inception_v3", "xception" -> new int[] {75, 75, 3};
            default -> new int[] {32, 32, 3};
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void answersAreTheSame(Blueprint b) throws OrtException {
        check(b);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void thoseOfTheOthersToo(Blueprint b) throws OrtException {
        check(b);
    }

    private void check(Blueprint b) throws OrtException {
        Model model = b.seed(SEED).model();
        stir(model);
        Shape sample = model.fields().getFirst().sample();
        var random = new Random(SEED);
        NDArray x = NDArray.generate(sample.batch(BATCH), _ -> random.nextGaussian());
        NDArray ours = model.predict(x);
        Path file = folder.resolve(b.name() + ".onnx");
        model.save(file);
        near("ONNX Runtime, seed " + SEED, ours, run(file, x));
        near("read again, seed " + SEED, ours, Model.load(file).predict(x));
    }

    /** Biases and statistics as they are after training: first ones of 0 and 1 would hide what is mixed up. */
    private static void stir(Model model) {
        var random = new Random(SEED);
        for (Variable v : model.variables()) {
            if (v.value().shape().rank() == 1) {
                boolean spread = v.name().matches(".*(variance|gamma)");
                float[] values = v.value().floats();
                IntStream.range(0, values.length).forEach(i -> values[i] = (float) (spread ? 0.7 + 0.6 * random.nextDouble() : 0.1 * random.nextGaussian()));
            }
        }
    }

    private static NDArray run(Path file, NDArray x) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] dims = Arrays.stream(x.shape().dims()).asLongStream().toArray();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.floats()), dims);
                OrtSession.Result result = session.run(Map.of(session.getInputNames().iterator().next(), in))) {
            OnnxTensor out = (OnnxTensor) result.get(0);
            float[] values = new float[out.getFloatBuffer().remaining()];
            out.getFloatBuffer().get(values);
            return NDArray.of(values, Arrays.stream(out.getInfo().getShape()).mapToInt(d -> (int) d).toArray());
        }
    }

    /** Sums before the softmax, which would hide or magnify what differs; measured by the largest of them. */
    private static void near(String what, NDArray expected, NDArray actual) {
        assertEquals(expected.shape(), actual.shape(), what);
        double largest = IntStream.range(0, expected.size()).mapToDouble(i -> Math.abs(expected.at(i))).max().orElse(0);
        for (int i = 0; i < expected.size(); i++) {
            double difference = Math.abs(expected.at(i) - actual.at(i)) / Math.max(1, largest);
            assertTrue(difference <= TOLERANCE, what + ": " + actual.at(i) + " in place of " + expected.at(i) + " at " + i);
        }
    }
}
