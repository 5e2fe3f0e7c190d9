package dyp.testkit;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.elu;
import static dyp.nn.Layers.l1l2;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.leakyRelu;
import static dyp.nn.Layers.maxNorm;
import static dyp.nn.Layers.prelu;
import static dyp.nn.Layers.relu;
import static dyp.nn.Layers.softmax;
import static dyp.testkit.LayerCase.joint;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.init.Initializers;
import dyp.nn.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Dense layers and activations. Sizes are odd on purpose. */
final class DenseCases {
    private DenseCases() {}

    static List<LayerCase> all() {
        return Stream.of(denses(), activations(), functions()).flatMap(List::stream).toList();
    }

    /** Each function as a layer; glu halves its rows. */
    private static List<LayerCase> functions() {
        return Arrays.stream(Activation.values()).map(a ->
                of("activation " + a.kerasName(), activation(a), shape(3, 6), a == Activation.GLU ? shape(3, 3) : shape(3, 6))).toList();
    }

    private static List<LayerCase> activations() {
        return List.of(
                of("relu", relu(), shape(3, 5), shape(3, 5)),
                of("relu with all options", relu().maxValue(0.8).negativeSlope(0.1).threshold(0.3), shape(3, 5), shape(3, 5)),
                of("leaky relu", leakyRelu(), shape(3, 5), shape(3, 5)),
                of("prelu", prelu(), shape(3, 5), shape(3, 5)).trained(15),
                of("prelu, shared axes, price, bound", prelu().sharedAxes(1, -2).alphaInitializer(Initializers.constant(0.2)).alphaRegularizer(l2(0.1))
                        .alphaConstraint(maxNorm(2)), shape(3, 5, 2), shape(3, 5, 2)).trained(2),
                of("elu", elu(0.7), shape(3, 5), shape(3, 5)),
                of("softmax", softmax(), shape(3, 5), shape(3, 5)),
                of("softmax over the first axis", softmax().axis(1), shape(3, 5), shape(3, 5)),
                of("softmax over two axes", softmax().axis(3, 1), shape(3, 5, 2), shape(3, 5, 2)),
                of("softmax of a row, masked", new Masked(softmax().axis(1)), shape(4, 2), shape(4, 2)),
                joint("softmax, mask given", softmax(), List.of(shape(4, 5), shape(1, 5)), shape(4, 5)));
    }

    private static List<LayerCase> denses() {
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
