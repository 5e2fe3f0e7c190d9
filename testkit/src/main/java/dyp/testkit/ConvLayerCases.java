package dyp.testkit;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Activation.TANH;
import static dyp.nn.DataFormat.CHANNELS_FIRST;
import static dyp.nn.Layers.conv1d;
import static dyp.nn.Layers.conv1dTranspose;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.conv2dTranspose;
import static dyp.nn.Layers.conv3d;
import static dyp.nn.Layers.conv3dTranspose;
import static dyp.nn.Layers.depthwiseConv1d;
import static dyp.nn.Layers.depthwiseConv2d;
import static dyp.nn.Layers.l1;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.separableConv1d;
import static dyp.nn.Layers.separableConv2d;
import static dyp.op.Padding.CAUSAL;
import static dyp.op.Padding.SAME;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.init.Initializers;
import java.util.List;
import java.util.stream.Stream;

/** Convolutions. Sizes are odd on purpose. */
final class ConvLayerCases {
    private ConvLayerCases() {}

    static List<LayerCase> all() {
        return Stream.of(sequences(), pictures(), volumes(), transposed(), depthwise()).flatMap(List::stream).toList();
    }

    private static List<LayerCase> sequences() {
        return List.of(
                of("conv1d", conv1d(4, 3), shape(7, 2), shape(5, 4)).trained(28),
                of("conv1d relu, same, stride 2", conv1d(3, 4, RELU).padding(SAME).strides(2), shape(7, 2), shape(4, 3)).trained(27),
                of("conv1d causal", conv1d(3, 3).padding(CAUSAL), shape(7, 2), shape(7, 3)).trained(21),
                of("conv1d causal, dilation 3, wider than the input", conv1d(2, 3).padding(CAUSAL).dilation(3),
                        shape(5, 2), shape(5, 2)).trained(14),
                of("conv1d causal, stride 2", conv1d(2, 3).padding(CAUSAL).strides(2), shape(8, 1), shape(4, 2)).trained(8),
                of("conv1d, 2 groups, channels first", conv1d(4, 3).groups(2).dataFormat(CHANNELS_FIRST),
                        shape(4, 7), shape(4, 5)).trained(28));
    }

    private static List<LayerCase> pictures() {
        return List.of(
                of("conv2d", conv2d(4, 3), shape(6, 7, 2), shape(4, 5, 4)).trained(76),
                of("conv2d relu", conv2d(5, 3, RELU), shape(5, 5, 1), shape(3, 3, 5)).trained(50),
                of("conv2d 1x1", conv2d(4, 1), shape(3, 5, 3), shape(3, 5, 4)).trained(16),
                of("conv2d same", conv2d(3, 3).padding(SAME).activation(TANH), shape(5, 4, 2), shape(5, 4, 3)).trained(57),
                of("conv2d same, 4x4 stride 2", conv2d(3, 4).strides(2).padding(SAME), shape(7, 6, 2), shape(4, 3, 3)).trained(99),
                of("conv2d, stride 2", conv2d(3, 3).strides(2), shape(7, 8, 2), shape(3, 3, 3)).trained(57),
                of("conv2d, strides 3 and 1", conv2d(2, 2).strides(3, 1), shape(7, 4, 3), shape(2, 3, 2)).trained(26),
                of("conv2d 3x2", conv2d(3, 1).kernelSize(3, 2), shape(5, 5, 2), shape(3, 4, 3)).trained(39),
                of("conv2d, dilation 2", conv2d(2, 3).dilation(2), shape(7, 6, 2), shape(3, 2, 2)).trained(38),
                of("conv2d same, dilations 1 and 2", conv2d(2, 3).dilation(1, 2).padding(SAME), shape(5, 6, 2), shape(5, 6, 2)).trained(38),
                of("conv2d same, windows wholly in the padding", conv2d(2, 2).dilation(4).padding(SAME),
                        shape(3, 3, 2), shape(3, 3, 2)).trained(18),
                of("conv2d, 2 groups", conv2d(6, 3).groups(2), shape(5, 5, 4), shape(3, 3, 6)).trained(114),
                of("conv2d, a group per channel", conv2d(6, 3).groups(3).padding(SAME), shape(4, 5, 3), shape(4, 5, 6)).trained(60),
                of("conv2d, no bias", conv2d(3, 3).useBias(false), shape(5, 5, 2), shape(3, 3, 3)).trained(54),
                of("conv2d, penalties", conv2d(3, 2).kernelRegularizer(l2(0.02)).biasRegularizer(l1(0.03)),
                        shape(4, 4, 2), shape(3, 3, 3)).trained(27),
                of("conv2d, initializers", conv2d(3, 2).kernelInitializer(Initializers.heUniform()).biasInitializer(Initializers.ones()),
                        shape(4, 4, 2), shape(3, 3, 3)).trained(27),
                of("conv2d, channels first", conv2d(3, 3, TANH).padding(SAME).strides(2).dataFormat(CHANNELS_FIRST),
                        shape(2, 5, 6), shape(3, 3, 3)).trained(57),
                of("conv2d, whole picture", conv2d(17, 5, RELU), shape(5, 5, 3), shape(1, 1, 17)).trained(1292));
    }

    private static List<LayerCase> volumes() {
        return List.of(
                of("conv3d", conv3d(3, 2), shape(4, 3, 5, 2), shape(3, 2, 4, 3)).trained(51),
                of("conv3d same, stride 2", conv3d(2, 3, RELU).padding(SAME).strides(2), shape(5, 4, 3, 2), shape(3, 2, 2, 2)).trained(110),
                of("conv3d, each axis another way", conv3d(2, 1).kernelSize(2, 3, 1).strides(2, 1, 1).dilation(1, 2, 1).padding(SAME),
                        shape(4, 5, 3, 2), shape(2, 5, 3, 2)).trained(26),
                of("conv3d, 2 groups, channels first", conv3d(4, 2).groups(2).dataFormat(CHANNELS_FIRST),
                        shape(2, 3, 4, 3), shape(4, 2, 3, 2)).trained(36));
    }

    private static List<LayerCase> transposed() {
        return List.of(
                of("conv1d transpose, stride 3", conv1dTranspose(3, 2).strides(3), shape(4, 2), shape(12, 3)).trained(15),
                of("conv1d transpose, dilation 2", conv1dTranspose(3, 3).dilation(2), shape(4, 2), shape(8, 3)).trained(21),
                of("conv2d transpose", conv2dTranspose(3, 3), shape(3, 4, 2), shape(5, 6, 3)).trained(57),
                of("conv2d transpose relu, same, stride 2", conv2dTranspose(3, 3, RELU).strides(2).padding(SAME),
                        shape(3, 2, 2), shape(6, 4, 3)).trained(57),
                of("conv2d transpose same, stride 2, output padding 0", conv2dTranspose(2, 3).strides(2).padding(SAME).outputPadding(0),
                        shape(3, 4, 2), shape(5, 7, 2)).trained(38),
                of("conv2d transpose, output padding 1 and 0", conv2dTranspose(2, 3).strides(2).outputPadding(1, 0),
                        shape(3, 2, 2), shape(8, 5, 2)).trained(38),
                of("conv2d transpose, stride larger than the kernel", conv2dTranspose(2, 1).kernelSize(1, 2).strides(3, 4).padding(SAME),
                        shape(2, 3, 2), shape(6, 12, 2)).trained(10),
                of("conv2d transpose, channels first", conv2dTranspose(2, 2).strides(2).dataFormat(CHANNELS_FIRST),
                        shape(3, 2, 4), shape(2, 4, 8)).trained(26),
                of("conv3d transpose", conv3dTranspose(2, 2).strides(2), shape(2, 3, 2, 2), shape(4, 6, 4, 2)).trained(34),
                of("conv3d transpose same, dilation 2", conv3dTranspose(2, 2, TANH).padding(SAME).dilation(2, 1, 2),
                        shape(3, 2, 3, 2), shape(3, 2, 3, 2)).trained(34));
    }

    private static List<LayerCase> depthwise() {
        return List.of(
                of("depthwise conv1d", depthwiseConv1d(3).padding(SAME).depthMultiplier(2), shape(7, 3), shape(7, 6)).trained(24),
                of("depthwise conv2d", depthwiseConv2d(3).activation(TANH), shape(5, 4, 3), shape(3, 2, 3)).trained(30),
                of("depthwise conv2d, 3 filters per channel, stride 2", depthwiseConv2d(3).depthMultiplier(3).strides(2).padding(SAME).useBias(false),
                        shape(5, 4, 2), shape(3, 2, 6)).trained(54),
                of("depthwise conv2d, penalty", depthwiseConv2d(2).depthwiseRegularizer(l2(0.02)).depthwiseInitializer(Initializers.heUniform()),
                        shape(4, 3, 5), shape(3, 2, 5)).trained(25),
                of("separable conv1d", separableConv1d(4, 3).strides(2).depthMultiplier(2), shape(7, 2), shape(3, 4)).trained(32),
                of("separable conv2d", separableConv2d(4, 3, TANH).padding(SAME), shape(5, 4, 3), shape(5, 4, 4)).trained(43),
                of("separable conv2d, penalties, channels first", separableConv2d(2, 2).depthwiseRegularizer(l1(0.02)).pointwiseRegularizer(l2(0.03))
                        .dilation(2).dataFormat(CHANNELS_FIRST), shape(3, 4, 5), shape(2, 2, 3)).trained(20),
                of("separable conv2d, softmax over filters", separableConv2d(5, 1, SOFTMAX).padding(SAME),
                        shape(3, 3, 2), shape(3, 3, 5)).trained(17));
    }
}
