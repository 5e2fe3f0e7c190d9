package dyp.testkit;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.l1l2;
import static dyp.nn.Layers.l2;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.init.Initializers;
import java.util.List;

/** Dense layers and activations. Sizes are odd on purpose. */
final class DenseCases {
    private DenseCases() {}

    static List<LayerCase> all() {
        return List.of(
                of("dense", dense(3), shape(5), shape(3)).trained(18),
                of("dense relu", dense(7, RELU), shape(5), shape(7)).trained(42),
                of("dense sigmoid, one unit", dense(1, SIGMOID), shape(13), shape(1)).trained(14),
                of("dense tanh", dense(4).activation(TANH), shape(3), shape(4)).trained(16),
                of("dense softmax", dense(5, SOFTMAX), shape(3), shape(5)).trained(20),
                of("dense, no bias", dense(3).useBias(false), shape(5), shape(3)).trained(15),
                of("dense on rows of rows", dense(3, TANH), shape(4, 5), shape(4, 3)).trained(18),
                of("dense, penalties", dense(3).kernelRegularizer(l1l2(0.01, 0.02)).biasRegularizer(l2(0.03)), shape(5), shape(3)).trained(18),
                of("dense, initializers", dense(3).kernelInitializer(Initializers.heNormal()).biasInitializer(Initializers.constant(0.5)), shape(5), shape(3)).trained(18),
                of("dense, wide", dense(33, RELU), shape(17), shape(33)).trained(594));
    }
}
