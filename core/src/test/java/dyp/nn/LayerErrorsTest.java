package dyp.nn;

import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.l1l2;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.reshape;

import dyp.train.Refused;
import dyp.train.Sequential;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layers that do not fit their input, their neighbours or themselves. */
class LayerErrorsTest {
    private static final String PICTURES = "The input must be (batch, height, width, channels), rank 4, but has rank ";

    @TestFactory
    List<DynamicTest> shapes() {
        return new Refused()
                .when("pictures without channels", () -> Sequential.of(conv2d(3, 3)).build(28, 27),
                        "[conv2d] " + PICTURES + "3. Where the channels are missing, put reshape(28, 27, 1) before it. Here the input gives (batch, 28, 27).")
                .when("after flatten", () -> Sequential.of(flatten(), conv2d(3, 3)).build(6, 5, 1),
                        "[conv2d] " + PICTURES + "2. Bring it there with reshape(...). Here the layer before it, flatten, gives (batch, 30).")
                .when("max pooling", () -> Sequential.of(maxPooling2d(2)).build(7),
                        "[max_pooling2d] " + PICTURES + "2. Bring it there with reshape(...). Here the input gives (batch, 7).")
                .when("average pooling", () -> Sequential.of(averagePooling2d(2)).build(7),
                        "[average_pooling2d] " + PICTURES + "2. Bring it there with reshape(...). Here the input gives (batch, 7).")
                .when("global pooling", () -> Sequential.of(globalAveragePooling2d()).build(7, 5),
                        "[global_average_pooling2d] " + PICTURES + "3. Where the channels are missing, put reshape(7, 5, 1) before it."
                                + " Here the input gives (batch, 7, 5).")
                .when("dense on numbers", () -> Sequential.of(dense(2)).build(), "[dense] The input must be (batch, features), rank 2 or more,"
                        + " but has rank 1. Give each number as a row of its own: reshape(n, 1). Here the input gives (batch).")
                .when("batch normalization of numbers", () -> Sequential.of(batchNormalization()).build(), "[batch_normalization] The input must be"
                        + " (batch, ..., channels), rank 2 or more, but has rank 1. Give each number as a row of its own: reshape(n, 1)."
                        + " Here the input gives (batch).")
                .when("window larger than the picture", () -> Sequential.of(conv2d(3, 3), conv2d(3, 5)).build(6, 6, 1),
                        "[conv2d_1] [conv] a window of [5, 5] does not fit into an input of (1, 4, 4, 3). Use a smaller window, padding SAME, or a"
                                + " larger input. Here the layer before it, conv2d, gives (batch, 4, 4, 3).")
                .when("dilated window", () -> Sequential.of(conv2d(3, 3).dilation(3)).build(6, 6, 1),
                        "[conv2d] [conv] a window of [3, 3] (dilated to 7) does not fit into an input of (1, 6, 6, 1). Use a smaller window, padding"
                                + " SAME, or a larger input. Here the input gives (batch, 6, 6, 1).")
                .when("pool larger than the picture", () -> Sequential.of(maxPooling2d(5).named("pool")).build(4, 4, 3),
                        "[pool] [max_pool] a window of [5, 5] does not fit into an input of (1, 4, 4, 3). Use a smaller window, padding SAME, or a"
                                + " larger input. Here the input gives (batch, 4, 4, 3).")
                .when("groups and channels", () -> Sequential.of(conv2d(4, 3).groups(2)).build(6, 6, 3), "[conv2d] groups = 2 must divide the"
                        + " 3 input channels and the 4 filters. Use a number that divides both. Here the input gives (batch, 6, 6, 3).")
                .when("groups and filters", () -> Sequential.of(conv2d(3, 3).groups(2)).build(6, 6, 4), "[conv2d] groups = 2 must divide the"
                        + " 4 input channels and the 3 filters. Use a number that divides both. Here the input gives (batch, 6, 6, 4).")
                .when("reshape", () -> Sequential.of(dense(5), reshape(2, 3)).build(6), "[reshape] (5,) has 5 elements, which do not fit [2, 3]."
                        + " Here the layer before it, dense, gives (batch, 5).")
                .tests();
    }

    @TestFactory
    List<DynamicTest> names() {
        return new Refused()
                .when("twice the same", () -> Sequential.of(dense(3).named("a"), dense(3).named("a")),
                        "Two layers are called 'a'. Give each a name of its own.")
                .when("an automatic one", () -> Sequential.of(dense(3), dense(3).named("dense")),
                        "Two layers are called 'dense'. Give each a name of its own.")
                .when("a path", () -> dense(3).named("a/b"),
                        "A layer's name must not be empty, nor hold the '/' that stands between the names of a path; but 'a/b' came.")
                .when("empty", () -> dense(3).named(" "),
                        "A layer's name must not be empty, nor hold the '/' that stands between the names of a path; but ' ' came.")
                .when("no layer", () -> Sequential.of(), "A model needs at least one layer, but none was given.")
                .tests();
    }

    @TestFactory
    List<DynamicTest> options() {
        return new Refused()
                .when("units", () -> dense(0), "units must be 1 or more, but 0 came.")
                .when("filters", () -> conv2d(-1, 3), "filters must be 1 or more, but -1 came.")
                .when("kernel size", () -> conv2d(3, 0), "kernelSize must be 1 or more, but 0 came.")
                .when("strides", () -> conv2d(3, 3).strides(1, 0), "strides must be 1 or more, but 0 came.")
                .when("dilation", () -> conv2d(3, 3).dilation(0), "dilation must be 1 or more, but 0 came.")
                .when("groups", () -> conv2d(3, 3).groups(0), "groups must be 1 or more, but 0 came.")
                .when("pool size", () -> maxPooling2d(0), "poolSize must be 1 or more, but 0 came.")
                .when("pool strides", () -> averagePooling2d(2).strides(0), "strides must be 1 or more, but 0 came.")
                .when("input", () -> input(0, 3), "Every axis of an input must be 1 or more, but 0 came.")
                .when("rate", () -> dropout(1), "rate must lie from 0 to below 1, but 1.0 came.")
                .when("rate NaN", () -> dropout(Double.NaN), "rate must lie from 0 to below 1, but NaN came.")
                .when("momentum", () -> batchNormalization().momentum(1.5), "momentum must lie from 0 to below 1, but 1.5 came.")
                .when("epsilon", () -> batchNormalization().epsilon(-1), "epsilon must be 0 or more, but -1.0 came.")
                .when("penalty", () -> l1l2(0.1, -1), "l2 must be 0 or more, but -1.0 came.")
                .tests();
    }
}
