package dyp.formats.onnx;

import static dyp.formats.onnx.Build.ints;
import static dyp.formats.onnx.Build.is;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dyp.nn.BatchNormalization;
import dyp.nn.Conv2D;
import dyp.nn.Dense;
import dyp.nn.LSTM;
import dyp.op.Leaf.Variable;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of other tools become layers of Dyp's own, which learn and are saved as such. */
class ImportedModelsTest {
    @TempDir
    private Path folder;

    /** As PyTorch writes a small residual network: channels first, names with dots. */
    private static Build residual() {
        Build b = new Build().input("image", 3, 8, 8);
        b.weight("conv1.weight", OperatorsTest.random(1, 8, 3, 3, 3)).weight("layer1.0.conv.weight", OperatorsTest.random(2, 8, 8, 3, 3))
                .weight("layer1.0.conv.bias", OperatorsTest.random(3, 8)).weight("fc.weight", OperatorsTest.random(4, 4, 8)).weight("fc.bias", OperatorsTest.random(5, 4));
        for (String w : List.of("weight", "bias", "running_mean")) {
            b.weight("bn1." + w, OperatorsTest.random(w.length(), 8));
        }
        b.weight("bn1.running_var", NDArray.generate(Shape.of(8), i -> 1 + i));
        return b.node("Conv", "image conv1.weight -> c", ints("pads", 1, 1, 1, 1)).node("BatchNormalization", "c bn1.weight bn1.bias bn1.running_mean bn1.running_var -> n")
                .node("Relu", "n -> r").node("MaxPool", "r -> p", ints("kernel_shape", 3, 3), ints("strides", 2, 2), ints("pads", 1, 1, 1, 1))
                .node("Conv", "p layer1.0.conv.weight layer1.0.conv.bias -> d", ints("pads", 1, 1, 1, 1)).node("Add", "d p -> s").node("Relu", "s -> t")
                .node("GlobalAveragePool", "t -> g").node("Flatten", "g -> f").node("Gemm", "f fc.weight fc.bias -> logits", is("transB", 1)).output("logits");
    }

    @Test
    void picturesWithChannelsFirstGoThroughOurOwnLayers() {
        Model model = Model.load(residual().write(folder.resolve("resnet.onnx")));
        assertEquals(List.of("image", "permute", "conv1", "bn1", "Relu_2", "MaxPool_3", "MaxPool_3_1", "layer1.0.conv", "Add_5", "Relu_6", "GlobalAveragePool_7", "Flatten_8",
                "fc"), model.body().names());
        assertInstanceOf(Conv2D.class, model.layer("conv1"));
        assertInstanceOf(BatchNormalization.class, model.layer("bn1"));
        assertInstanceOf(Dense.class, model.layer("fc"));
        assertEquals(Shape.of(3, 8, 8), model.fields().getFirst().sample(), "inputs lie as in the file");
        assertEquals(7, model.trainableVariables().size(), "moving averages do not learn");
        NDArray x = OperatorsTest.random(9, 5, 3, 8, 8);
        Path keras = folder.resolve("resnet.keras");
        model.save(keras);
        assertEquals(model.predict(x), Model.load(keras).predict(x));
    }

    @Test
    void importedModelsLearnAndGoOn() {
        Path file = residual().write(folder.resolve("resnet.onnx"));
        Model model = Model.load(file).compile(adam(0.01), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        NDArray x = OperatorsTest.random(1, 32, 3, 8, 8);
        NDArray y = NDArray.of(java.util.stream.IntStream.range(0, 32).map(i -> i % 4).toArray());
        NDArray mean = model.variables("bn1").stream().filter(v -> v.name().endsWith("moving_mean")).findFirst().orElseThrow().value().copy();
        double before = model.evaluate(x, y).get("loss");
        model.freeze("conv1").fit(x, y, fit -> fit.epochs(8).batchSize(8).quiet());
        assertTrue(model.evaluate(x, y).get("loss") < before / 2);
        assertEquals(stored(residual(), "conv1.weight").at(1), value(model, "conv1/kernel").at(8 * 3), "frozen, and (out, in, h, w) became (h, w, in, out)");
        assertNotEquals(mean, value(model, "bn1/moving_mean"));
        Path again = folder.resolve("again.onnx");
        model.save(again);
        try (Ort ort = new Ort(again)) {
            OperatorsTest.same(ort.run(List.of(x)), List.of(model.predict(x)), 1e-4, "after learning");
        }
    }

    private static NDArray stored(Build b, String name) {
        return dyp.formats.onnx.proto.Tensors.read(b.model().getGraph().getInitializerList().stream().filter(t -> t.getName().equals(name)).findFirst().orElseThrow(), null);
    }

    private static NDArray value(Model model, String name) {
        return model.variables().stream().filter(v -> v.name().equals(name)).findFirst().map(Variable::value).orElseThrow();
    }

    @Test
    void nodesWithoutALayerLearnToo() {
        Model model = Model.load(new Build().input("x", 4).weight("w", OperatorsTest.random(1, 4)).weight("half", NDArray.scalar(0.5f)).node("Mul", "x w -> a")
                .node("Mul", "a half -> b").node("Sin", "b -> y").output("y").write(folder.resolve("odd.onnx")));
        assertEquals(List.of("Mul_0/w"), model.trainableVariables().stream().map(Variable::name).toList());
        String message = assertThrows(DypException.class, () -> model.save(folder.resolve("odd.keras"))).getMessage();
        assertTrue(message.contains("Mul_0") && message.contains("OnnxNodes"), message);
        NDArray x = OperatorsTest.random(2, 16, 4);
        model.compile(adam(0.1), dyp.loss.Losses.meanSquaredError());
        double before = model.evaluate(x, NDArray.zeros(Shape.of(16, 4))).get("loss");
        model.fit(x, NDArray.zeros(Shape.of(16, 4)), fit -> fit.epochs(20).batchSize(16).quiet());
        assertTrue(model.evaluate(x, NDArray.zeros(Shape.of(16, 4))).get("loss") < before / 2);
    }

    @Test
    void nodesThatTakeTheSameWeightsAreOneLayer() {
        Model model = Model.load(new Build().input("a", 3).input("b", 3).weight("twin.weight", OperatorsTest.random(1, 3, 2)).node("MatMul", "a twin.weight -> p")
                .node("MatMul", "b twin.weight -> q").node("Sub", "p q -> y").output("y").write(folder.resolve("twins.onnx")));
        assertEquals(1, model.trainableVariables().size());
        assertEquals(List.of("a", "b", "twin", "Sub_2"), model.body().names());
    }

    @Test
    void sequencesBecomeAnLstm() {
        Model model = Model.load(new Build().input("x", DType.INT32, 6).weight("words.weight", OperatorsTest.random(1, 10, 3)).weight("rnn.W", OperatorsTest.random(2, 1, 16, 3))
                .weight("rnn.R", OperatorsTest.random(3, 1, 16, 4)).weight("rnn.B", OperatorsTest.random(4, 1, 32)).longs("zero", 0).node("Gather", "words.weight x -> e")
                .node("Transpose", "e -> t", ints("perm", 1, 0, 2)).node("LSTM", "t rnn.W rnn.R rnn.B -> . h", is("hidden_size", 4)).node("Squeeze", "h zero -> y")
                .output("y").write(folder.resolve("lstm.onnx")));
        assertInstanceOf(LSTM.class, model.layer("rnn"));
        assertFalse(model.body().names().stream().anyMatch(n -> n.startsWith("permute")), "no transposes: " + model.body().names());
        model.save(folder.resolve("lstm.keras"));
    }

    /** The same graph for a batch of so many. */
    private Path fixed(Build b, int batch) {
        ModelProto.Builder model = b.model().toBuilder();
        model.getGraphBuilder().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0).setDimValue(batch);
        return Build.write(model.build(), folder.resolve("fixed.onnx"));
    }

    @Test
    void filesForOneSampleTakeMany() {
        NDArray x = OperatorsTest.random(1, 5, 4, 6);
        for (int batch : new int[] {1, 3}) {
            for (long[] to : new long[][] {{batch, -1}, {batch, 24}, {-1, 24}}) {
                Model model = Model.load(fixed(new Build().input("x", 4, 6).longs("s", to).node("Reshape", "x s -> y").output("y"), batch));
                assertEquals(x.reshape(5, 24), model.predict(x));
            }
            // Heads behind the batch: which of the two is meant is not to be seen where the batch is 1.
            Build heads = new Build().input("x", 4, 6).longs("s", 4, 2L * batch, 3).longs("t", 4, batch, 6).node("Transpose", "x -> a", ints("perm", 1, 0, 2))
                    .node("Reshape", "a s -> b").node("Relu", "b -> c").node("Reshape", "c t -> d").node("Transpose", "d -> y", ints("perm", 1, 0, 2)).output("y");
            if (batch == 1) {
                String message = assertThrows(DypException.class, () -> Model.load(fixed(heads, 1))).getMessage();
                assertTrue(message.contains("export it with an open batch"), message);
            } else {
                assertEquals(NDArray.generate(x.shape(), i -> Math.max(x.at(i), 0)), Model.load(fixed(heads, batch)).predict(x));
            }
        }
        Model model = Model.load(fixed(new Build().input("x", 4, 6).weight("token", OperatorsTest.random(2, 1, 1, 6)).node("Concat", "token x -> y", is("axis", 1)).output("y"), 1));
        assertEquals(Shape.of(5, 5, 6), model.predict(x).shape(), "a token before each sample");
    }

    @Test
    void filesSayWhatNetronShows() throws IOException {
        Model model = SmallModels.all().get("VGG").get();
        Path file = folder.resolve("vgg.onnx");
        model.save(file);
        GraphProto graph = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
        assertEquals(List.of("Transpose", "Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Transpose", "Flatten", "Gemm", "Relu", "Gemm", "Softmax"),
                graph.getNodeList().stream().map(n -> n.getOpType()).toList());
        assertEquals("block1_conv1/Conv", graph.getNode(1).getName());
        assertEquals("predictions", graph.getOutput(0).getName());
        assertEquals("batch", graph.getInput(0).getType().getTensorType().getShape().getDim(0).getDimParam());
        assertEquals(List.of(4L, 3L, 3L, 3L), graph.getInitializerList().stream().filter(t -> t.getName().equals("block1_conv1/kernel")).findFirst().orElseThrow().getDimsList());
    }

    @Test
    void whatOnnxHasNoWordForIsNamed() {
        Model model = dyp.train.Sequential.of(dyp.nn.Layers.input(4), new Odd());
        assertTrue(assertThrows(DypException.class, () -> model.save(folder.resolve("odd.onnx"))).getMessage().contains("no word for the op shuffle of odd"));
    }

    private record Odd() implements dyp.nn.Layer {
        @Override
        public dyp.op.Tensor apply(dyp.op.Tensor x, dyp.nn.Scope scope) {
            return dyp.op.Tensor.make(new Shuffle(), x);
        }
    }

    private record Shuffle() implements dyp.op.Custom {
        @Override
        public Shape shape(List<dyp.op.Tensor> inputs) {
            return inputs.getFirst().shape();
        }

        @Override
        public List<dyp.op.Tensor> gradient(dyp.op.Tensor out, dyp.op.Tensor grad) {
            return java.util.Arrays.asList((dyp.op.Tensor) null);
        }

        @Override
        public void compute(List<dyp.tensor.Slice> inputs, dyp.tensor.Slice output) {
            for (int i = 0; i < output.length(); i++) {
                output.set(i, inputs.getFirst().get(output.length() - 1 - i));
            }
        }
    }
}
