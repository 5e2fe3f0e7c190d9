package dyp.nn;

import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.groupNormalization;
import static dyp.nn.Layers.layerNormalization;
import static dyp.nn.Layers.leakyRelu;
import static dyp.nn.Layers.maxNorm;
import static dyp.nn.Layers.minMaxNorm;
import static dyp.nn.Layers.orthogonalRegularizer;
import static dyp.nn.Layers.permute;
import static dyp.nn.Layers.prelu;
import static dyp.nn.Layers.relu;
import static dyp.nn.Layers.repeatVector;
import static dyp.nn.Layers.spatialDropout2d;
import static dyp.nn.Layers.spectralNormalization;

import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Refused;
import dyp.train.Sequential;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Normalizations, activations, shapes and merges that do not fit their input or themselves. */
class NormalizationErrorsTest {
    private static void merge(Joint layer, Shape... shapes) {
        List<Tensor> inputs = List.of(shapes).stream().map(s -> Tensor.constant(NDArray.zeros(s))).toList();
        layer.apply(inputs, new Trace(new Variables(0), false, null).root());
    }

    @TestFactory
    List<DynamicTest> inputs() {
        return new Refused()
                .when("no axis", () -> Sequential.of(layerNormalization().axis()).build(3), "[layer_normalization] At least one axis is needed, but none"
                        + " was given. -1 is the last one. Here the input gives (batch, 3).")
                .when("axis", () -> Sequential.of(layerNormalization().axis(2)).build(3),
                        "[layer_normalization] Axis 2 does not exist in shape (1, 3) (rank 2). Here the input gives (batch, 3).")
                .when("groups", () -> Sequential.of(groupNormalization(4)).build(5, 6), "[group_normalization] groups = 4 must divide the 6 channels."
                        + " Use a number that does, or -1 for a group per channel. Here the input gives (batch, 5, 6).")
                .when("groups of the batch", () -> Sequential.of(groupNormalization(1).axis(0)).build(6),
                        "[group_normalization] axis 0 is the batch, which has no groups. Name the channels' axis. Here the input gives (batch, 6).")
                .when("glu of an odd row", () -> Sequential.of(activation(Activation.GLU)).build(5), "[activation] glu splits axis -1 into two equal"
                        + " halves, but its length is 5. Use an even number of units. Here the input gives (batch, 5).")
                .when("prelu", () -> Sequential.of(prelu().sharedAxes(0)).build(5), "[p_re_lu] sharedAxes hold the batch, axis 0, which is shared in any"
                        + " case. They begin at 1. Here the input gives (batch, 5).")
                .when("permute", () -> Sequential.of(permute(2, 1)).build(5),
                        "[permute] permute[2, 1] orders samples of 2 axes, but they have 1. Here the input gives (batch, 5).")
                .when("repeat", () -> Sequential.of(repeatVector(2)).build(5, 3), "[repeat_vector] The input must be (batch, features), rank 2, but has"
                        + " rank 3. Bring it there with reshape(...). Here the input gives (batch, 5, 3).")
                .when("pictures", () -> Sequential.of(spatialDropout2d(0.5)).build(5), "[spatial_dropout2d] The input must be (batch, height, width,"
                        + " channels), rank 4, but has rank 2. Bring it there with reshape(...). Here the input gives (batch, 5).")
                .when("price of a bias", () -> Sequential.of(dense(3).biasRegularizer(orthogonalRegularizer(0.1))).build(5),
                        "[dense] orthogonalRegularizer prices matrices, but the weight has shape (3,). Use it on a dense kernel."
                                + " Here the input gives (batch, 5).")
                .tests();
    }

    @TestFactory
    List<DynamicTest> merges() {
        return new Refused()
                .when("add nothing", () -> merge(Layers.add()), "add needs at least one input, but none came.")
                .when("concatenate nothing", () -> merge(Layers.concatenate()), "concatenate needs at least one input, but none came.")
                .when("subtract three", () -> merge(Layers.subtract(), Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3)),
                        "subtract takes two inputs, but 3 came.")
                .when("add what does not fit", () -> merge(Layers.add(), Shape.of(2, 3), Shape.of(2, 4)), "[add] shapes do not broadcast: (2, 3) and"
                        + " (2, 4). Axes are aligned at the end; each pair must be equal or 1.")
                .when("dot of one", () -> merge(Layers.dot(1), Shape.of(2, 3)), "dot takes two inputs, but 1 came.")
                .when("dot of lengths", () -> merge(Layers.dot(1), Shape.of(2, 3), Shape.of(2, 4)), "dot sums along axis 1 of (2, 3) and axis 1 of (2, 4),"
                        + " but their lengths differ. Name axes of equal length.")
                .when("dot of the batch", () -> merge(Layers.dot(0), Shape.of(2, 3), Shape.of(2, 3)), "dot sums along axis 0 of (2, 3) and axis 0 of"
                        + " (2, 3), but axis 0 is the batch. Name axes of equal length.")
                .when("softmax of three", () -> merge(Layers.softmax(), Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3)),
                        "softmax takes x, or x and a mask, but 3 inputs came.")
                .when("softmax's mask", () -> merge(Layers.softmax(), Shape.of(2, 3), Shape.of(2, 2)),
                        "softmax's mask (2, 2) does not stretch to its input (2, 3).")
                .tests();
    }

    @TestFactory
    List<DynamicTest> options() {
        return new Refused()
                .when("groups", () -> groupNormalization(0), "groups must be 1 or more, but 0 came.")
                .when("iterations", () -> spectralNormalization(dense(3)).powerIterations(0), "powerIterations must be 1 or more, but 0 came.")
                .when("rate", () -> spatialDropout2d(-0.1), "rate must lie from 0 to below 1, but -0.1 came.")
                .when("slope", () -> leakyRelu(-1), "negativeSlope must be 0 or more, but -1.0 came.")
                .when("maximum", () -> relu().maxValue(-1), "maxValue must be 0 or more, but -1.0 came.")
                .when("maximum NaN", () -> relu().maxValue(Double.NaN), "maxValue must be 0 or more, but NaN came.")
                .when("order", () -> permute(0, 1), "permute takes the numbers 1 to the sample's rank, each once, but [0, 1] came.")
                .when("times", () -> repeatVector(0), "n must be 1 or more, but 0 came.")
                .when("norm", () -> maxNorm(-1), "maxValue must be 0 or more, but -1.0 came.")
                .when("norms", () -> minMaxNorm(2, 1), "minMaxNorm goes from minValue up to maxValue, but 2.0 and 1.0 came.")
                .when("noise", () -> dropout(1.5).noiseShape(1), "rate must lie from 0 to below 1, but 1.5 came.")
                .tests();
    }
}
