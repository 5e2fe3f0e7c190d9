package dyp.nn;

import static dyp.nn.DataFormat.CHANNELS_FIRST;
import static dyp.nn.Layers.adaptiveMaxPooling2d;
import static dyp.nn.Layers.conv1d;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.conv2dTranspose;
import static dyp.nn.Layers.conv3d;
import static dyp.nn.Layers.cropping1d;
import static dyp.nn.Layers.depthwiseConv2d;
import static dyp.nn.Layers.globalMaxPooling1d;
import static dyp.nn.Layers.maxPooling1d;
import static dyp.nn.Layers.maxPooling3d;
import static dyp.nn.Layers.separableConv1d;
import static dyp.nn.Layers.upSampling2d;
import static dyp.nn.Layers.zeroPadding2d;
import static dyp.op.Padding.CAUSAL;
import static dyp.op.Padding.SAME;

import dyp.train.Refused;
import dyp.train.Sequential;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Convolutions, pooling and borders that do not fit their input or themselves. */
class ConvolutionErrorsTest {
    private static final String CAUSAL_IS_FOR = "Padding CAUSAL is for conv1d alone, where there is an earlier and a later. Use VALID or SAME.";

    @TestFactory
    List<DynamicTest> shapes() {
        return new Refused()
                .when("sequences without channels", () -> Sequential.of(conv1d(3, 3)).build(9), "[conv1d] The input must be (batch, steps, channels),"
                        + " rank 3, but has rank 2. Where the channels are missing, put reshape(9, 1) before it. Here the input gives (batch, 9).")
                .when("pictures for volumes", () -> Sequential.of(conv3d(3, 3)).build(9, 9, 1), "[conv3d] The input must be (batch, depth, height, width,"
                        + " channels), rank 5, but has rank 4. Where the channels are missing, put reshape(9, 9, 1, 1) before it."
                        + " Here the input gives (batch, 9, 9, 1).")
                .when("channels first", () -> Sequential.of(conv2d(3, 3).dataFormat(CHANNELS_FIRST)).build(9, 9), "[conv2d] The input must be"
                        + " (batch, channels, height, width), rank 4, but has rank 3. Bring it there with reshape(...). Here the input gives (batch, 9, 9).")
                .when("global pooling", () -> Sequential.of(globalMaxPooling1d()).build(9, 9, 2), "[global_max_pooling1d] The input must be"
                        + " (batch, steps, channels), rank 3, but has rank 4. Bring it there with reshape(...). Here the input gives (batch, 9, 9, 2).")
                .when("pool larger than the volume", () -> Sequential.of(maxPooling3d(3)).build(4, 4, 2, 1), "[max_pooling3d] [max_pool] a window of"
                        + " [3, 3, 3] does not fit into an input of (1, 4, 4, 2, 1). Use a smaller window, padding SAME, or a larger input."
                        + " Here the input gives (batch, 4, 4, 2, 1).")
                .when("nothing left", () -> Sequential.of(cropping1d(2, 3)).build(5, 1), "[cropping1d] Cropping 2 and 3 elements leaves nothing of an"
                        + " axis of length 5. Cut away less. Here the input gives (batch, 5, 1).")
                .when("output padding", () -> Sequential.of(conv2dTranspose(2, 3).strides(2).outputPadding(2)).build(5, 5, 1), "[conv2d_transpose]"
                        + " outputPadding must be 0 or more and less than the strides [2, 2], but [2, 2] came. Here the input gives (batch, 5, 5, 1).")
                .tests();
    }

    @TestFactory
    List<DynamicTest> options() {
        return new Refused()
                .when("numbers per axis", () -> conv2d(3, 3).strides(1, 2, 3), "strides takes one number for all or one for each of the 2 spatial axes, but 3 came.")
                .when("kernel sizes", () -> conv3d(3, 3).kernelSize(1, 2), "kernelSize takes one number for all or one for each of the 3 spatial axes, but 2 came.")
                .when("causal pictures", () -> conv2d(3, 3).padding(CAUSAL), CAUSAL_IS_FOR)
                .when("causal pooling", () -> maxPooling1d(3).padding(CAUSAL), CAUSAL_IS_FOR)
                .when("causal separable", () -> separableConv1d(3, 3).padding(CAUSAL), CAUSAL_IS_FOR)
                .when("depth multiplier", () -> depthwiseConv2d(3).depthMultiplier(0), "depthMultiplier must be 1 or more, but 0 came.")
                .when("transposed filters", () -> conv2dTranspose(0, 3).padding(SAME), "filters must be 1 or more, but 0 came.")
                .when("adaptive", () -> adaptiveMaxPooling2d(0), "outputSize must be 1 or more, but 0 came.")
                .when("up-sampling", () -> upSampling2d(0), "size must be 1 or more, but 0 came.")
                .when("border", () -> zeroPadding2d(-1), "A border must be 0 or more elements at each end, but before [-1, -1] and after [-1, -1] came.")
                .when("borders", () -> zeroPadding2d(1, 2, 3), "A border takes one number, one for each of the 2 spatial axes, or two for each, but 3 came.")
                .tests();
    }
}
