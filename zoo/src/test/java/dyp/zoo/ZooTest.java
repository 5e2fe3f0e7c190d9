package dyp.zoo;

import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.formats.safetensors.Safetensors;
import dyp.formats.torch.Report;
import dyp.loss.Losses;
import dyp.metric.Metrics;
import dyp.optim.Optimizers;
import dyp.store.Npy;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of other sizes than their papers', with the weights of files, with and without their classifiers. */
class ZooTest {
    private static final Path TORCH = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("fixtures/torch");
    @TempDir
    private Path folder;

    private static NDArray random(int... shape) {
        var random = new Random(5);
        return NDArray.generate(Shape.of(shape), _ -> random.nextGaussian());
    }

    // ---- any input, any classes

    @Test
    void everyNetworkTakesOtherInputsAndClasses() {
        for (String name : Catalog.all().stream().map(Blueprint::name).filter(n -> !n.matches("unet.*|.*_[13]d")).toList()) {
            boolean inception = name.equals("inception_v3") || name.equals("xception");
            Blueprint b = Catalog.of(name).input(inception ? 96 : 64, inception ? 80 : 48, 2).classes(3);
            assertEquals(Shape.of(3), b.weights().entrySet().stream().reduce((_, last) -> last).orElseThrow().getValue(), name);
            assertFalse(b.paper().isBlank());
        }
    }

    @Test
    void signalsPicturesAndVolumesComeFromOneCodePath() {
        assertEquals(Shape.of(2, 4), Zoo.resNet1d(18).input(160, 3).classes(4).model().predict(random(2, 160, 3)).shape());
        assertEquals(Shape.of(1, 3), Zoo.resNet3d(18).input(16, 20, 16, 2).classes(3).model().predict(random(1, 16, 20, 16, 2)).shape());
        assertEquals(Shape.of(1, 32, 16, 5), Zoo.uNet(4, 3).input(32, 16, 2).classes(5).model().predict(random(1, 32, 16, 2)).shape());
        assertEquals(Shape.of(1, 8, 16, 8, 1), Zoo.uNet3d(4, 2).input(8, 16, 8, 2).model().predict(random(1, 8, 16, 8, 2)).shape());
        assertEquals(Shape.of(1, 64, 2), Zoo.uNet(4, 2).input(64, 1).classes(2).model().predict(random(1, 64, 1)).shape());
    }

    @Test
    void endsAsItsClassesAsk() {
        NDArray x = random(2, 28, 28, 1);
        NDArray shares = Zoo.leNet5().model().predict(x);
        assertEquals(1, IntStream.range(0, 10).mapToDouble(shares::at).sum(), 1e-5);
        NDArray logits = Zoo.leNet5().logits().model().predict(x);
        assertEquals(Math.log(shares.at(1) / shares.at(0)), logits.at(1) - logits.at(0), 1e-4);
        double one = Zoo.leNet5().classes(1).model().predict(x).at(0);
        assertTrue(one > 0 && one < 1);
    }

    @Test
    void theSeedSaysWhichWeights() {
        NDArray x = random(1, 28, 28, 1);
        assertEquals(Zoo.leNet5().seed(3).model().predict(x), Zoo.leNet5().seed(3).model().predict(x));
        assertFalse(Zoo.leNet5().seed(3).model().predict(x).equals(Zoo.leNet5().seed(4).model().predict(x)));
    }

    // ---- weights

    @Test
    void timmsVisionTransformer() {
        assumeTrue(Files.isDirectory(TORCH), "PyTorch's files are not at " + TORCH + " (-Ddyp.shared=FOLDER says where); skipped.");
        Path at = TORCH.resolve("timm_vit_tiny_model");
        List<Report> reports = new ArrayList<>();
        Model model = Zoo.viT(8, 24, 2, 3).input(32, 32, 3).classes(5).logits().weights(at.resolve("model.safetensors"), reports::add).model();
        assertTrue(reports.getFirst().complete(), reports::toString);
        NDArray x = Npy.read(at.resolve("input.npy"));
        int side = x.shape().dim(2);
        NDArray pictures = NDArray.generate(Shape.of(x.shape().dim(0), side, side, 3), i -> x.get(i / (side * side * 3), i % 3, i / (side * 3) % side, i / 3 % side));
        NDArray expected = Npy.read(at.resolve("output.npy"));
        NDArray answer = model.predict(pictures);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.at(i), answer.at(i), 1e-5 * (1 + Math.abs(expected.at(i))));
        }
        Model larger = Zoo.viT(8, 24, 2, 3).input(48, 64, 3).classes(5).weights(at.resolve("model.safetensors")).model();
        assertEquals(Shape.of(1 + 6 * 8, 24), Architecture.value(larger, "tokens/positions").shape(), "positions are interpolated");
    }

    /** A small network in both kinds of files, with its classifier and without. */
    @Test
    void kerasFilesFitWithAndWithoutTheClassifier() {
        Blueprint small = Zoo.mobileNetV2(0.35).input(32, 32, 3).classes(4);
        Model saved = small.seed(9).model();
        NDArray x = random(2, 32, 32, 3);
        for (String ending : List.of(".weights.h5", ".keras")) {
            Path file = folder.resolve("mobile" + ending);
            saved.save(file);
            assertEquals(saved.predict(x), small.weights(file).model().predict(x), ending);
            assertEquals(saved.until("out_relu").predict(x), small.weights(file).withoutTop().predict(x), ending);
        }
        String message = assertThrows(DypException.class, () -> small.classes(5).weights(folder.resolve("mobile.keras")).model()).getMessage();
        assertTrue(message.contains("predictions/kernel is (1280, 5), but at layers/dense/vars/0 there is (1280, 4)."), message);
        String layers = assertThrows(DypException.class, () -> saved.save(folder.resolve("mobile.h5"))).getMessage();
        assertTrue(layers.contains("too many layers for this format. Save it as .keras"), layers);
        Model lenet = Zoo.leNet5().seed(2).model();
        Path older = folder.resolve("lenet.h5");
        lenet.save(older);
        NDArray digits = random(2, 28, 28, 1);
        assertEquals(lenet.predict(digits), Zoo.leNet5().weights(older).model().predict(digits));
        assertEquals(lenet.until("pool2").predict(digits), Zoo.leNet5().weights(older).withoutTop().predict(digits));
    }

    @Test
    void theReportNamesWhatIsTooMuchAndWhatIsMissing() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (String layer : List.of("conv1", "conv2", "fc1", "fc2")) {
            Shape kernel = Zoo.leNet5().weights().get(layer + "/kernel");
            int rank = kernel.rank();
            int[] dims = rank == 4 ? new int[] {kernel.dim(3), kernel.dim(2), kernel.dim(0), kernel.dim(1)} : new int[] {kernel.dim(1), kernel.dim(0)};
            state.put(layer + ".weight", random(dims));
            state.put(layer + ".bias", random(dims[0]));
        }
        state.put("extra.weight", random(1));
        Path file = folder.resolve("lenet.safetensors");
        Safetensors.write(file, state, Map.of());
        List<Report> reports = new ArrayList<>();
        String message = assertThrows(DypException.class, () -> Zoo.leNet5().weights(file, reports::add).model()).getMessage();
        assertTrue(message.contains("2 of 10 variables got no numbers: predictions/kernel (looked for fc3.weight)"), message);
        assertEquals(List.of("extra.weight"), reports.getFirst().unexpected());
        assertEquals(8, reports.getFirst().matched().size());
        assertEquals(Shape.of(1, 5, 5, 16), Zoo.leNet5().weights(file).withoutTop().predict(random(1, 28, 28, 1)).shape(), "the classifier is not asked for");
    }

    // ---- what travels with a model

    @Test
    void preparationAndLabelsTravelIntoFilesAndParts() {
        List<String> names = List.of("cat", "dog", "owl");
        Model model = Zoo.convNeXtTiny().input(32, 32, 1).classes(3).labels(names).preprocess(Preprocess.SCALE).model();
        Path file = folder.resolve("own.keras");
        model.save(file);
        Model back = Model.load(file);
        assertEquals(Preprocess.SCALE, Preprocess.of(back));
        assertEquals(new ClassLabels(names), ClassLabels.of(back));
        NDArray x = random(1, 32, 32, 1);
        assertEquals(model.predict(x), back.predict(x), "the zoo's own layers are in the file");
        assertEquals(Preprocess.SCALE, Preprocess.of(Sequential.of(Preprocess.of(back), back.until("convnext_tiny_head_gap"), dense(2))));
        ClassLabels labels = ClassLabels.of(back);
        List<ClassLabels.Guess> guesses = labels.top(NDArray.of(new float[] {0.25f, 0.5f, 0.125f}, 1, 3), 2).getFirst();
        assertEquals(List.of(new ClassLabels.Guess("dog", 0.5), new ClassLabels.Guess("cat", 0.25)), guesses);
        assertEquals("Nothing is said of what this model's classes are called. Say it: new ClassLabels(List.of(\"cat\", \"dog\")).note(model).",
                assertThrows(DypException.class, () -> ClassLabels.of(Zoo.leNet5().model())).getMessage());
        assertThrows(DypException.class, () -> Zoo.leNet5().labels(names).model(), "three names for ten classes");
        Model other = Zoo.cheXNet().input(32, 32, 1).classes(2).model();
        assertThrows(DypException.class, () -> ClassLabels.of(other), "its own names are of 14 classes");
    }

    @Test
    void aVisionTransformerAndItsPreparationAreSaved() {
        Model base = Zoo.viT(8, 16, 1, 2).input(16, 16, 3).classes(2).model();
        Model model = Sequential.of(input(16, 16, 3), Preprocess.of(base), base);
        Path file = folder.resolve("vit.keras");
        model.save(file);
        NDArray x = NDArray.generate(Shape.of(2, 16, 16, 3), i -> i % 256);
        assertEquals(model.predict(x), Model.load(file).predict(x));
        assertEquals(base.predict(Preprocess.SCALE.of(x)), model.predict(x));
    }

    @Test
    void labelsAreReadFromFiles() throws Exception {
        assertEquals(List.of("a", "b c"), ClassLabels.read(Files.writeString(folder.resolve("labels.txt"), "a\nb c\n\n")));
        assertEquals(List.of("tench", "goldfish"), ClassLabels.read(Files.writeString(folder.resolve("index.json"),
                "{\"1\": [\"n02\", \"goldfish\"], \"0\": [\"n01\", \"tench\"]}")));
        Path gap = Files.writeString(folder.resolve("gap.json"), "{\"0\": \"a\", \"2\": \"b\"}");
        assertTrue(assertThrows(DypException.class, () -> ClassLabels.read(gap)).getMessage().endsWith("has 2 names, but none for class 1."));
    }

    @Test
    void picturesArePreparedAsKerasDoes() {
        NDArray x = NDArray.of(new float[] {10, 100, 250}, 1, 1, 1, 3);
        assertClose(Preprocess.CAFFE.of(x), 250 - 103.939, 100 - 116.779, 10 - 123.68);
        assertClose(Preprocess.SCALE.of(x), 10 / 127.5 - 1, 100 / 127.5 - 1, 250 / 127.5 - 1);
        assertClose(Preprocess.IMAGENET.of(x), (10 / 255.0 - 0.485) / 0.229, (100 / 255.0 - 0.456) / 0.224, (250 / 255.0 - 0.406) / 0.225);
        assertClose(Preprocess.UNIT.of(NDArray.of(new int[] {51}, 1, 1)), 0.2);
        assertClose(Preprocess.IMAGENET.of(NDArray.of(new float[] {100}, 1, 1, 1, 1)), (100 - 255 * 0.449) / (255 * 0.226));
        for (Preprocess p : List.of(Preprocess.CAFFE, Preprocess.SCALE, Preprocess.IMAGENET, Preprocess.UNIT, Preprocess.NONE)) {
            assertEquals(p, Preprocess.parse(p.toString()));
        }
        assertThrows(DypException.class, () -> Preprocess.parse("imagenet"));
    }

    private static void assertClose(NDArray actual, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.at(i), 1e-4 * (1 + Math.abs(expected[i])));
        }
    }

    /** Keras's file of ImageNet holds deviations where the layer takes variances, which Keras makes good by one more layer. */
    @Test
    void efficientNetsOfImageNetAreNormalizedByDeviations() {
        Model model = Zoo.efficientNet(0).input(32, 32, 3).classes(2).model();
        Architecture.value(model, "normalization/variance").copyFrom(NDArray.of(new float[] {0.229f, 0.224f, 0.225f}));
        Path file = folder.resolve("imagenet.weights.h5");
        model.saveWeights(file);
        NDArray variance = Architecture.value(Zoo.efficientNet(0).input(32, 32, 3).classes(2).weights(file).model(), "normalization/variance");
        assertClose(variance, 0.229 * 0.229, 0.224 * 0.224, 0.225 * 0.225);
    }

    // ---- learning further

    /** A base that stays as it is, a new head, then the last layers with it. */
    @Test
    void aBaseIsFrozenAndGivenAnotherHead() {
        Model base = Zoo.mobileNetV2(0.35).input(32, 32, 3).withoutTop();
        base.freeze();
        NDArray x = random(12, 32, 32, 3);
        NDArray y = NDArray.generate(Shape.of(12, 1), i -> i % 2);
        Model xray = Sequential.of(base, globalAveragePooling2d(), dropout(0.2), dense(1, SIGMOID));
        xray.compile(Optimizers.adam(1e-3), Losses.binaryCrossentropy(), Metrics.auc());
        NDArray before = base.predict(x);
        xray.fit(x, y, fit -> fit.epochs(2).batchSize(6).quiet());
        assertEquals(before, base.predict(x), "moving statistics stay as well");
        assertEquals(2, xray.trainableVariables().size());
        base.unfreezeLast(2);
        xray.compile(Optimizers.adam(1e-3), Losses.binaryCrossentropy(), Metrics.auc());
        xray.fit(x, y, fit -> fit.epochs(1).batchSize(6).quiet());
        assertEquals(List.of("mobilenetv2/Conv_1/kernel", "mobilenetv2/Conv_1_bn/gamma", "mobilenetv2/Conv_1_bn/beta"),
                xray.trainableVariables().stream().limit(3).map(v -> v.name()).toList());
        assertFalse(before.equals(base.predict(x)));
    }

    @Test
    void cheXNetLearnsFourteenFindings() {
        Model model = Zoo.cheXNet().input(32, 32, 1).model();
        assertEquals(14, ClassLabels.of(model).names().size());
        NDArray x = random(2, 32, 32, 1);
        NDArray p = model.predict(x);
        assertTrue(IntStream.range(0, 28).allMatch(i -> p.at(i) > 0 && p.at(i) < 1));
        long[] ones = LongStream.generate(() -> 10).limit(14).toArray();
        long[] zeros = LongStream.generate(() -> 90).limit(14).toArray();
        model.compile(Optimizers.adam(1e-3), Losses.balancedBinaryCrossentropy(ones, zeros));
        double loss = model.evaluate(x, NDArray.generate(Shape.of(2, 14), i -> i % 7 == 0 ? 1 : 0)).get("loss");
        assertTrue(loss > 0 && loss < 1, "loss " + loss);
    }

    // ---- errors

    @Test
    void whatCannotBeMadeIsSaid() {
        String size = assertThrows(DypException.class, () -> Zoo.inceptionV3().input(32, 32, 3).model()).getMessage();
        assertTrue(size.startsWith("inception_v3 cannot be made for inputs of (32, 32, 3): "), size);
        assertTrue(assertThrows(DypException.class, () -> Zoo.uNet().input(100, 100, 3).model()).getMessage().contains("must be a multiple of 16"));
        assertTrue(assertThrows(DypException.class, () -> Zoo.viTTiny().input(100, 100, 3).model()).getMessage().contains("patches of 16x16"));
        assertTrue(assertThrows(DypException.class, () -> Zoo.viTTiny().style(Style.KERAS)).getMessage().contains("only in [TORCH]"));
        assertTrue(assertThrows(DypException.class, () -> Zoo.efficientNet(8)).getMessage().contains("B0 to B7"));
        assertTrue(assertThrows(DypException.class, () -> Zoo.leNet5().weights(Path.of("weights.xyz")).model()).getMessage().contains("weights.xyz"));
    }
}
