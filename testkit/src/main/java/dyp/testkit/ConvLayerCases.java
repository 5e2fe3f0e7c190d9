package dyp.testkit;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.l1;
import static dyp.nn.Layers.l2;
import static dyp.op.Padding.SAME;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.init.Initializers;
import java.util.List;

/** Convolutions. Sizes are odd on purpose. */
final class ConvLayerCases {
    private ConvLayerCases() {}

    static List<LayerCase> all() {
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
                of("conv2d, 2 groups", conv2d(6, 3).groups(2), shape(5, 5, 4), shape(3, 3, 6)).trained(114),
                of("conv2d, a group per channel", conv2d(6, 3).groups(3).padding(SAME), shape(4, 5, 3), shape(4, 5, 6)).trained(60),
                of("conv2d, no bias", conv2d(3, 3).useBias(false), shape(5, 5, 2), shape(3, 3, 3)).trained(54),
                of("conv2d, penalties", conv2d(3, 2).kernelRegularizer(l2(0.02)).biasRegularizer(l1(0.03)), shape(4, 4, 2), shape(3, 3, 3)).trained(27),
                of("conv2d, initializers", conv2d(3, 2).kernelInitializer(Initializers.heUniform()).biasInitializer(Initializers.ones()), shape(4, 4, 2), shape(3, 3, 3)).trained(27),
                of("conv2d, whole picture", conv2d(17, 5, RELU), shape(5, 5, 3), shape(1, 1, 17)).trained(1292));
    }
}
