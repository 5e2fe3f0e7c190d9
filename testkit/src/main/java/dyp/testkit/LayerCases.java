package dyp.testkit;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.l1;
import static dyp.nn.Layers.l1l2;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.reshape;
import static dyp.op.Padding.SAME;
import static dyp.testkit.LayerCase.of;

import dyp.init.Initializers;
import dyp.nn.AveragePooling2D;
import dyp.nn.MaxPooling2D;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Every layer with every option. Sizes are odd on purpose. */
public final class LayerCases {
    private LayerCases() {}

    public static List<LayerCase> all() {
        return Stream.of(denses(), conv(), pooling(), shapes(), normalizing()).flatMap(List::stream).toList();
    }

    private static List<LayerCase> denses() {
        return List.of(
                of("dense", dense(3), s(5), s(3)).trained(18),
                of("dense relu", dense(7, RELU), s(5), s(7)).trained(42),
                of("dense sigmoid, one unit", dense(1, SIGMOID), s(13), s(1)).trained(14),
                of("dense tanh", dense(4).activation(TANH), s(3), s(4)).trained(16),
                of("dense softmax", dense(5, SOFTMAX), s(3), s(5)).trained(20),
                of("dense, no bias", dense(3).useBias(false), s(5), s(3)).trained(15),
                of("dense on rows of rows", dense(3, TANH), s(4, 5), s(4, 3)).trained(18),
                of("dense, penalties", dense(3).kernelRegularizer(l1l2(0.01, 0.02)).biasRegularizer(l2(0.03)), s(5), s(3)).trained(18),
                of("dense, initializers", dense(3).kernelInitializer(Initializers.heNormal()).biasInitializer(Initializers.constant(0.5)), s(5), s(3)).trained(18),
                of("dense, wide", dense(33, RELU), s(17), s(33)).trained(594));
    }

    private static List<LayerCase> conv() {
        return List.of(
                of("conv2d", conv2d(4, 3), s(6, 7, 2), s(4, 5, 4)).trained(76),
                of("conv2d relu", conv2d(5, 3, RELU), s(5, 5, 1), s(3, 3, 5)).trained(50),
                of("conv2d 1x1", conv2d(4, 1), s(3, 5, 3), s(3, 5, 4)).trained(16),
                of("conv2d same", conv2d(3, 3).padding(SAME).activation(TANH), s(5, 4, 2), s(5, 4, 3)).trained(57),
                of("conv2d same, 4x4 stride 2", conv2d(3, 4).strides(2).padding(SAME), s(7, 6, 2), s(4, 3, 3)).trained(99),
                of("conv2d, stride 2", conv2d(3, 3).strides(2), s(7, 8, 2), s(3, 3, 3)).trained(57),
                of("conv2d, strides 3 and 1", conv2d(2, 2).strides(3, 1), s(7, 4, 3), s(2, 3, 2)).trained(26),
                of("conv2d 3x2", conv2d(3, 1).kernelSize(3, 2), s(5, 5, 2), s(3, 4, 3)).trained(39),
                of("conv2d, dilation 2", conv2d(2, 3).dilation(2), s(7, 6, 2), s(3, 2, 2)).trained(38),
                of("conv2d same, dilations 1 and 2", conv2d(2, 3).dilation(1, 2).padding(SAME), s(5, 6, 2), s(5, 6, 2)).trained(38),
                of("conv2d, 2 groups", conv2d(6, 3).groups(2), s(5, 5, 4), s(3, 3, 6)).trained(114),
                of("conv2d, a group per channel", conv2d(6, 3).groups(3).padding(SAME), s(4, 5, 3), s(4, 5, 6)).trained(60),
                of("conv2d, no bias", conv2d(3, 3).useBias(false), s(5, 5, 2), s(3, 3, 3)).trained(54),
                of("conv2d, penalties", conv2d(3, 2).kernelRegularizer(l2(0.02)).biasRegularizer(l1(0.03)), s(4, 4, 2), s(3, 3, 3)).trained(27),
                of("conv2d, initializers", conv2d(3, 2).kernelInitializer(Initializers.heUniform()).biasInitializer(Initializers.ones()), s(4, 4, 2), s(3, 3, 3)).trained(27),
                of("conv2d, whole picture", conv2d(17, 5, RELU), s(5, 5, 3), s(1, 1, 17)).trained(1292));
    }

    private static List<LayerCase> pooling() {
        return List.of(
                of("max pooling", maxPooling2d(2), s(6, 7, 3), s(3, 3, 3)).distinct(),
                of("max pooling, stride 1", maxPooling2d(3).strides(1), s(5, 4, 2), s(3, 2, 2)).distinct(),
                of("max pooling same, strides 2 and 1", maxPooling2d(3).strides(2, 1).padding(SAME), s(5, 5, 2), s(3, 5, 2)).distinct(),
                of("max pooling 3x2", new MaxPooling2D(List.of(3, 2), List.of(2, 1), SAME), s(5, 4, 3), s(3, 4, 3)).distinct(),
                of("average pooling", averagePooling2d(2), s(6, 7, 3), s(3, 3, 3)),
                of("average pooling, stride 1", averagePooling2d(3).strides(1), s(5, 4, 2), s(3, 2, 2)),
                of("average pooling same, strides 2 and 1", averagePooling2d(3).strides(2, 1).padding(SAME), s(5, 5, 2), s(3, 5, 2)),
                of("average pooling 3x2", new AveragePooling2D(List.of(3, 2), List.of(2, 1), SAME), s(5, 4, 3), s(3, 4, 3)),
                of("global average pooling", globalAveragePooling2d(), s(5, 3, 7), s(7)));
    }

    private static List<LayerCase> shapes() {
        return List.of(
                of("input", input(5, 3), s(5, 3), s(5, 3)),
                of("flatten", flatten(), s(3, 5, 2), s(30)),
                of("flatten of a row", flatten(), s(7), s(7)),
                of("reshape", reshape(5, 6), s(3, 5, 2), s(5, 6)),
                of("reshape, an axis open", reshape(-1, 2, 5), s(30), s(3, 2, 5)),
                of("activation", activation(SIGMOID), s(3, 5), s(3, 5)),
                of("activation softmax", activation(SOFTMAX), s(3, 5), s(3, 5)),
                of("named", dense(3).named("head"), s(5), s(3)).trained(18));
    }

    private static List<LayerCase> normalizing() {
        return List.of(
                of("dropout", dropout(0.3), s(31), s(31)).drawsInTraining(),
                of("dropout of a picture", dropout(0.5), s(5, 3, 2), s(5, 3, 2)).drawsInTraining(),
                of("dropout of nothing", dropout(0), s(7), s(7)),
                of("batch normalization", batchNormalization(), s(7), s(7)).trained(14).fixed(14),
                of("batch normalization of pictures", batchNormalization(), s(3, 5, 4), s(3, 5, 4)).trained(8).fixed(8),
                of("batch normalization, momentum and epsilon", batchNormalization().momentum(0.7).epsilon(1e-2), s(5), s(5)).trained(10).fixed(10),
                of("batch normalization, no center", batchNormalization().center(false), s(5), s(5)).trained(5).fixed(10),
                of("batch normalization, no scale", batchNormalization().scale(false), s(5), s(5)).trained(5).fixed(10),
                of("batch normalization, neither", batchNormalization().center(false).scale(false), s(5), s(5)).fixed(10));
    }

    private static Shape s(int... dims) {
        return Shape.of(dims);
    }
}
