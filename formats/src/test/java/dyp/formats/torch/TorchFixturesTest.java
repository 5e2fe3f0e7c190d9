package dyp.formats.torch;

import static dyp.nn.Activation.GELU;
import static dyp.nn.Layers.*;
import static dyp.op.Padding.SAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.formats.safetensors.Safetensors;
import dyp.nn.BatchNormalization;
import dyp.nn.Input;
import dyp.nn.LayerNormalization;
import dyp.nn.Symbol;
import dyp.store.Npy;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State dicts that PyTorch wrote, and what it gave with them, in our layers: within 1e-5. */
class TorchFixturesTest {
    private static final Path TORCH = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("fixtures/torch");
    private static final double TOLERANCE = 1e-5;

    private static NDArray array(String name, String file) {
        return Npy.read(TORCH.resolve(name).resolve(file + ".npy"));
    }

    /** Channels last. */
    private static NDArray pictures(NDArray a) {
        return a.shape().rank() == 4 ? Turn.axes(a, 0, 2, 3, 1) : a;
    }

    private static Map<String, NDArray> weights(String name) {
        assumeTrue(Files.isDirectory(TORCH), "PyTorch's files are not at " + TORCH + " (-Ddyp.shared=FOLDER says where); skipped.");
        return Safetensors.read(TORCH.resolve(name).resolve("model.safetensors"));
    }

    private static void check(String name, Pairs pairs, Model model) {
        check(name, pairs, model, "output");
    }

    private static void check(String name, Pairs pairs, Model model, String... outputs) {
        Map<String, NDArray> weights = weights(name);
        Report report = TorchWeights.load(model, weights, pairs);
        assertTrue(report.complete(), report::toString);
        assertEquals(weights.size(), report.leftAside().size() + report.matched().stream().flatMap(m -> m.keys().stream()).distinct().count());
        List<NDArray> ours = model.predictAll(pictures(array(name, "input")));
        for (int i = 0; i < outputs.length; i++) {
            close(name + " " + outputs[i], pictures(array(name, outputs[i])), ours.get(i));
        }
    }

    private static void close(String what, NDArray expected, NDArray actual) {
        assertEquals(expected.shape(), actual.shape(), what);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.at(i), actual.at(i), TOLERANCE * (1 + Math.abs(expected.at(i))), what + ", number " + i);
        }
    }

    private static Pairs whole(String layer) {
        return Pairs.of(Map.of(layer, ""));
    }

    private static BatchNormalization norm() {
        return batchNormalization().epsilon(1e-5);
    }

    private static LayerNormalization layerNorm(double epsilon) {
        return layerNormalization().epsilon(epsilon);
    }

    // ---- single layers

    @Test
    void linear() {
        NDArray x = weights("linear").get("weight");
        check("linear", whole("dense"), Sequential.of(input(x.shape().dim(1)), dense(x.shape().dim(0))));
    }

    @Test
    void convolution() {
        String config = read("conv2d");
        assertTrue(config.contains("Conv2d(4, 6, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), groups=2)"), config);
        NDArray x = pictures(array("conv2d", "input"));
        check("conv2d", whole("conv2d"), Sequential.of(input(x.shape().sample().dims()), zeroPadding2d(1), conv2d(6, 3).strides(2).groups(2)));
    }

    private static String read(String name) {
        try {
            weights(name);
            return Files.readString(TORCH.resolve(name).resolve("case.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With two groups, which ours does not have: zeros stand for what is not connected. */
    @Test
    void transposedConvolution() {
        weights("convtranspose2d");
        check("convtranspose2d", whole("conv2d_transpose"), Sequential.of(input(5, 4, 4), conv2dTranspose(6, 3).strides(2), cropping2d(1, 0, 1, 0)));
    }

    @Test
    void batchNormalizationOfPictures() {
        NDArray x = weights("batchnorm2d_eval").isEmpty() ? null : pictures(array("batchnorm2d_eval", "input"));
        check("batchnorm2d_eval", whole("batch_normalization"), Sequential.of(input(x.shape().sample().dims()), norm()));
    }

    @Test
    void layerNormalizationOfRows() {
        NDArray x = weights("layernorm").isEmpty() ? null : array("layernorm", "input");
        check("layernorm", whole("layer_normalization"), Sequential.of(input(x.shape().sample().dims()), layerNorm(1e-5)));
    }

    @Test
    void attentionWithItsScores() {
        weights("multiheadattention");
        Input in = input(6, 8);
        var both = multiHeadAttention(2, 4).returnAttentionScores(true).named("attention").on(in, in);
        Model model = Model.of(List.of(in), List.of(both, both.output(1)));
        check("multiheadattention", whole("attention"), model, "output_0");
        NDArray scores = model.predictAll(array("multiheadattention", "input")).get(1);
        NDArray mean = NDArray.generate(Shape.of(3, 6, 6), i -> (scores.at(i / 36 * 72 + i % 36) + scores.at(i / 36 * 72 + 36 + i % 36)) / 2);
        close("scores", array("multiheadattention", "output_1"), mean);
    }

    @Test
    void twoLayersOfLstmInBothDirections() {
        weights("lstm_bidirectional_2layer");
        Input in = input(6, 4);
        var one = bidirectional(lstm(5).returnSequences(true).returnState(true)).named("one").on(in);
        var two = bidirectional(lstm(5).returnSequences(true).returnState(true)).named("two").on(one);
        // PyTorch stacks the states: layer by layer, forward before backward.
        List<Symbol> h = List.of(one.output(1), one.output(3), two.output(1), two.output(3));
        List<Symbol> c = List.of(one.output(2), one.output(4), two.output(2), two.output(4));
        List<Symbol> stacked = List.of(h, c).stream().map(all -> (Symbol) reshape(4, 5).on(concatenate().on(all.toArray(Symbol[]::new)))).toList();
        Model model = Model.of(List.of(in), List.of(two, permute(1, 2).on(stacked.get(0)), permute(1, 2).on(stacked.get(1))));
        Pairs pairs = Pairs.of(Map.of("one", "#0", "two", "#1"));
        check("lstm_bidirectional_2layer", pairs, model, "output_0");
        List<NDArray> ours = model.predictAll(array("lstm_bidirectional_2layer", "input"));
        close("h", array("lstm_bidirectional_2layer", "output_1"), Turn.axes(ours.get(1), 1, 0, 2));
        close("c", array("lstm_bidirectional_2layer", "output_2"), Turn.axes(ours.get(2), 1, 0, 2));
    }

    @Test
    void gatedUnits() {
        weights("gru");
        Input in = input(6, 4);
        var out = gru(5).returnSequences(true).returnState(true).named("rnn").on(in);
        Model model = Model.of(List.of(in), List.of(out, out.output(1)));
        check("gru", whole("rnn"), model, "output_0");
        close("state", array("gru", "output_1").reshape(3, 5), model.predictAll(array("gru", "input")).get(1));
    }

    // ---- blocks and networks

    private static Symbol unit(Symbol x, int filters, int kernel, int stride, String conv, String norm) {
        Symbol padded = kernel == 1 ? x : zeroPadding2d(kernel / 2).on(x);
        return norm().named(norm).on(conv2d(filters, kernel).strides(stride).useBias(false).named(conv).on(padded));
    }

    private static Symbol basic(Symbol x, int filters, int stride, String name) {
        Symbol one = relu().on(unit(x, filters, 3, stride, name + "conv1", name + "bn1"));
        Symbol two = unit(one, filters, 3, 1, name + "conv2", name + "bn2");
        boolean same = stride == 1 && x.shape().last() == filters;
        return relu().on(add().on(same ? x : unit(x, filters, 1, stride, name + "downsample.0", name + "downsample.1"), two));
    }

    /** One of two forms of the same module: the layers are called what PyTorch calls them. */
    @Test
    void basicBlock() {
        NDArray x = weights("resnet_basicblock_s2").isEmpty() ? null : pictures(array("resnet_basicblock_s2", "input"));
        int filters = weights("resnet_basicblock_s2").get("conv1.weight").shape().dim(0);
        Input in = input(x.shape().sample().dims());
        check("resnet_basicblock_s2", Pairs.sameNames(), Model.of(in, basic(in, filters, 2, "")));
    }

    @Test
    void bottleneck() {
        Map<String, NDArray> weights = weights("resnet_bottleneck_s2");
        int width = weights.get("conv1.weight").shape().dim(0);
        Input in = input(pictures(array("resnet_bottleneck_s2", "input")).shape().sample().dims());
        Symbol y = relu().on(unit(in, width, 1, 1, "conv1", "bn1"));
        y = relu().on(unit(y, width, 3, 2, "conv2", "bn2"));
        y = unit(y, 4 * width, 1, 1, "conv3", "bn3");
        y = relu().on(add().on(unit(in, 4 * width, 1, 2, "downsample.0", "downsample.1"), y));
        check("resnet_bottleneck_s2", Pairs.sameNames(), Model.of(in, y));
    }

    /** With names of our own, and rules for them. */
    @Test
    void wholeResNet() {
        weights("resnet_tiny");
        Input in = input(32, 32, 3);
        Symbol y = relu().on(unit(in, 8, 7, 2, "stem_conv", "stem_bn"));
        y = maxPooling2d(3).strides(2).on(zeroPadding2d(1).on(y));
        for (int stage = 1; stage <= 4; stage++) {
            y = basic(y, 4 << stage, stage == 1 ? 1 : 2, "stage" + stage + "_");
        }
        Model model = Model.of(in, dense(5).named("head").on(globalAveragePooling2d().on(y)));
        check("resnet_tiny", Pairs.rules(Map.of("stage(\\d)_(.*)", "layer$1.0.$2", "stem_(.*)", "$11", "head", "fc")), model);
    }

    @Test
    void sequentialWithAFlatten() {
        weights("conv_bn_relu_sequential");
        Model model = Sequential.of(input(9, 8, 3), conv2d(6, 5).padding(SAME).useBias(false), norm(), relu(), zeroPadding2d(1), maxPooling2d(3).strides(2),
                flatten(), dense(4));
        model.build(9, 8, 3);
        check("conv_bn_relu_sequential", Pairs.inOrder(model, weights("conv_bn_relu_sequential").keySet()), model);
    }

    private static Symbol block(Symbol x, int heads, String name, double epsilon) {
        int width = x.shape().last();
        Symbol normal = layerNorm(epsilon).named(name + "norm1").on(x);
        Symbol y = add().on(x, multiHeadAttention(heads, width / heads).named(name + "attn").on(normal, normal));
        Symbol inner = dense(4 * width, GELU).named(name + "mlp.fc1").on(layerNorm(epsilon).named(name + "norm2").on(y));
        return add().on(y, dense(width).named(name + "mlp.fc2").on(inner));
    }

    @Test
    void transformerBlock() {
        String config = read("timm_vit_block");
        double epsilon = config.contains("(norm1): LayerNorm((16,), eps=1e-06") ? 1e-6 : 1e-5;
        Input in = input(7, 16);
        check("timm_vit_block", Pairs.sameNames(), Model.of(in, block(in, 4, "", epsilon)));
    }
}
