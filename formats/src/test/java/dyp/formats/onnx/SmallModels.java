package dyp.formats.onnx;

import static dyp.nn.Activation.GELU;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.RELU6;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SILU;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.*;
import static dyp.op.Padding.SAME;

import dyp.nn.Activation;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Symbol;
import dyp.op.Resize;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Small networks of the kinds that there are large ones of. */
final class SmallModels {
    private SmallModels() {}

    static Map<String, Supplier<Model>> all() {
        Map<String, Supplier<Model>> all = new LinkedHashMap<>();
        all.put("LeNet", () -> Sequential.of(input(12, 12, 1), conv2d(3, 3, TANH).padding(SAME), averagePooling2d(), conv2d(5, 3, TANH), averagePooling2d(),
                flatten(), dense(7, TANH), dense(4, SOFTMAX)));
        all.put("VGG", () -> Sequential.of(input(9, 9, 3), conv2d(4, 3, RELU).padding(SAME).named("block1_conv1"), maxPooling2d().named("block1_pool"),
                conv2d(6, 3, RELU).padding(SAME), maxPooling2d().padding(SAME), flatten(), dense(8, RELU), dropout(0.5), dense(3, SOFTMAX).named("predictions")));
        all.put("ResNet v1", () -> residual(2, false));
        all.put("ResNet v2", () -> residual(2, true));
        all.put("1-D ResNet", () -> residual(1, false));
        all.put("3-D ResNet", () -> residual(3, false));
        all.put("DenseNet", SmallModels::joined);
        all.put("MobileNet", SmallModels::mobile);
        all.put("EfficientNet", SmallModels::efficient);
        all.put("Inception", SmallModels::inception);
        all.put("Xception", () -> Sequential.of(input(9, 9, 3), separableConv2d(6, 3).padding(SAME).useBias(false), batchNormalization(), relu(),
                separableConv2d(8, 3, RELU).padding(SAME), maxPooling2d(3).strides(2).padding(SAME), globalAveragePooling2d(), dense(4)));
        all.put("ConvNeXt", SmallModels::convNext);
        all.put("U-Net", SmallModels::unet);
        all.put("U-Net 3-D", SmallModels::volumes);
        all.put("ViT", SmallModels::vit);
        all.put("text", SmallModels::text);
        all.put("sequence to sequence", SmallModels::sequences);
        all.put("nested", SmallModels::nested);
        all.put("masked", () -> Sequential.of(input(6, 3), masking(0), gru(5).returnSequences(true), lstm(4), dense(2)));
        all.put("activations", SmallModels::activations);
        all.put("channels first", () -> Sequential.of(input(3, 8, 8), conv2d(4, 3, RELU).dataFormat(dyp.nn.DataFormat.CHANNELS_FIRST), batchNormalization().axis(1),
                maxPooling2d().dataFormat(dyp.nn.DataFormat.CHANNELS_FIRST), flatten(), dense(3)));
        return all;
    }

    private static Layer conv(int rank, int filters, int size, int stride) {
        return switch (rank) {
            case 1 -> conv1d(filters, size).strides(stride).padding(SAME).useBias(false);
            case 2 -> conv2d(filters, size).strides(stride).padding(SAME);
            default -> conv3d(filters, size).strides(stride).padding(SAME);
        };
    }

    private static Model residual(int rank, boolean before) {
        Input in = rank == 1 ? input(15, 3) : rank == 2 ? input(9, 7, 3) : input(5, 6, 5, 2);
        Symbol x = conv(rank, 4, 3, 1).on(in);
        x = before ? x : relu().on(batchNormalization().on(x));
        for (int block = 0; block < 2; block++) {
            Symbol y = before ? activation(RELU).on(batchNormalization().on(x)) : x;
            Symbol shortcut = conv(rank, 6, 1, 2).on(y);
            y = conv(rank, 6, 3, 2).on(y);
            y = conv(rank, 6, 3, 1).on(relu().on(batchNormalization().on(y)));
            x = add().on(before ? y : batchNormalization().on(y), shortcut);
            x = before ? x : relu().on(x);
        }
        Layer pool = rank == 1 ? globalAveragePooling1d() : rank == 2 ? globalAveragePooling2d() : globalAveragePooling3d();
        return Model.of(in, dense(3, SOFTMAX).on(pool.on(x)));
    }

    private static Model joined() {
        Input in = input(8, 8, 3);
        Symbol x = zeroPadding2d(1).on(in);
        for (int i = 0; i < 3; i++) {
            Symbol y = conv2d(3, 3).padding(SAME).useBias(false).on(relu().on(batchNormalization().epsilon(1.001e-5).on(x)));
            x = concatenate().on(x, y);
        }
        x = averagePooling2d().on(conv2d(4, 1).on(x));
        return Model.of(in, dense(5, SIGMOID).on(globalMaxPooling2d().on(x)));
    }

    private static Model mobile() {
        Input in = input(9, 9, 3);
        Symbol x = conv2d(4, 3).strides(2).padding(SAME).useBias(false).on(in);
        x = activation(RELU6).on(batchNormalization().on(x));
        Symbol y = activation(RELU6).on(batchNormalization().on(conv2d(8, 1).useBias(false).on(x)));
        y = zeroPadding2d(0, 1, 0, 1).on(y);
        y = relu().maxValue(6).on(depthwiseConv2d(3).strides(1).padding(SAME).useBias(false).on(y));
        y = cropping2d(0, 1, 0, 1).on(y);
        x = add().on(x, batchNormalization().on(conv2d(4, 1).on(y)));
        return Model.of(in, dense(3, SOFTMAX).on(dropout(0.2).on(globalAveragePooling2d().on(x))));
    }

    private static Model efficient() {
        Input in = input(8, 8, 3);
        Symbol x = dyp.preprocessing.Preprocessing.rescaling(1 / 255.0).on(in);
        x = dyp.preprocessing.Preprocessing.normalization(dyp.tensor.NDArray.of(new float[] {0.1f, 0.2f, 0.3f}), dyp.tensor.NDArray.of(new float[] {1, 2, 3})).on(x);
        x = activation(SILU).on(batchNormalization().on(conv2d(6, 3).padding(SAME).on(x)));
        Symbol squeezed = reshape(1, 1, 6).on(globalAveragePooling2d().on(x));
        squeezed = conv2d(6, 1, SIGMOID).on(conv2d(2, 1, SILU).on(squeezed));
        x = multiply().on(depthwiseConv2d(5).padding(SAME).on(x), squeezed);
        return Model.of(in, dense(3).on(globalAveragePooling2d().on(x)));
    }

    private static Model inception() {
        Input in = input(9, 9, 3);
        Symbol a = conv2d(3, 1, RELU).on(in);
        Symbol b = conv2d(3, 1).kernelSize(1, 5).padding(SAME).on(conv2d(3, 1).kernelSize(5, 1).padding(SAME).on(in));
        Symbol c = conv2d(2, 1, RELU).on(averagePooling2d(3).strides(1).padding(SAME).on(in));
        Symbol x = concatenate().on(a, b, c);
        return Model.of(in, dense(4, SOFTMAX).on(globalAveragePooling2d().on(maxPooling2d(3).strides(2).on(x))));
    }

    private static Model convNext() {
        Input in = input(8, 8, 3);
        Symbol x = layerNormalization().epsilon(1e-6).on(conv2d(6, 4).strides(4).on(in));
        Symbol y = layerNormalization().on(depthwiseConv2d(7).padding(SAME).on(x));
        y = dense(6).on(dense(24, GELU).on(y));
        x = add().on(x, y);
        return Model.of(in, dense(3).on(layerNormalization().on(globalAveragePooling2d().on(x))));
    }

    private static Model unet() {
        Input in = input(8, 12, 2);
        Symbol one = conv2d(4, 3, RELU).padding(SAME).on(in);
        Symbol two = conv2d(6, 3, RELU).padding(SAME).on(maxPooling2d().on(one));
        Symbol deep = conv2d(8, 3, RELU).padding(SAME).on(maxPooling2d().on(two));
        Symbol up = concatenate().on(conv2dTranspose(6, 2).strides(2).on(deep), two);
        up = concatenate().on(conv2dTranspose(4, 3).strides(2).padding(SAME).on(conv2d(6, 3, RELU).padding(SAME).on(up)), one);
        Symbol other = upSampling2d(2).interpolation(Resize.Method.BILINEAR).on(two);
        up = concatenate().on(up, other, upSampling2d(4).on(deep));
        return Model.of(in, conv2d(3, 1, SOFTMAX).named("mask").on(up));
    }

    private static Model volumes() {
        Input in = input(4, 6, 4, 1);
        Symbol one = groupNormalization(2).on(conv3d(4, 3, RELU).padding(SAME).on(in));
        Symbol two = conv3d(6, 3, RELU).padding(SAME).on(maxPooling3d().on(one));
        Symbol up = concatenate().on(conv3dTranspose(4, 2).strides(2).on(two), one, upSampling3d().on(two));
        return Model.of(in, conv3d(2, 1, SIGMOID).on(up));
    }

    private static Model vit() {
        Input in = input(8, 8, 3);
        Symbol x = reshape(4, 12).on(conv2d(12, 4).strides(4).on(in));
        for (int i = 0; i < 2; i++) {
            Symbol y = layerNormalization().on(x);
            x = add().on(x, multiHeadAttention(3, 4).on(y, y));
            x = add().on(x, dense(12).on(dense(20, GELU).on(layerNormalization().on(x))));
        }
        return Model.of(in, dense(3).on(globalAveragePooling1d().on(layerNormalization().on(x))));
    }

    private static Model text() {
        Input in = input(7).ints();
        Symbol x = embedding(11, 6).maskZero(true).on(in);
        x = bidirectional(lstm(5).returnSequences(true)).on(x);
        x = bidirectional(gru(4)).on(x);
        return Model.of(in, dense(1, SIGMOID).on(x));
    }

    private static Model sequences() {
        Input from = input(6, 3).named("from");
        Input to = input(5, 3).named("to");
        var encoder = lstm(4).returnState(true).named("encoder").on(from);
        Symbol decoded = lstm(4).returnSequences(true).named("decoder").on(to, encoder.output(1), encoder.output(2));
        Symbol other = simpleRnn(4).activation(RELU).returnSequences(true).goBackwards(true).on(to);
        Symbol third = gru(3).resetAfter(false).on(to);
        Symbol seen = attention().on(decoded, other);
        Symbol out = timeDistributed(dense(3, SOFTMAX)).named("words").on(concatenate().on(decoded, seen));
        return Model.of(List.of(from, to), List.of(out, dense(2).named("kind").on(concatenate().on(encoder, third))));
    }

    private static Model nested() {
        Model base = Sequential.of(input(8, 8, 2), conv2d(4, 3, RELU).named("conv"), batchNormalization()).named("base");
        Input left = input(8, 8, 2).named("left");
        Input right = input(8, 8, 2).named("right");
        Symbol distance = subtract().on(base.on(left), base.on(right));
        return Model.of(List.of(left, right), List.of(dense(1, SIGMOID).on(flatten().on(distance))));
    }

    private static Model activations() {
        Input in = input(6, 5, 4);
        Symbol x = conv2d(4, 1).on(in);
        for (Activation a : Activation.values()) {
            if (a != Activation.GLU) {
                x = add().on(x, activation(a).on(dyp.preprocessing.Preprocessing.rescaling(0.2).on(x)));
                x = unitNormalization().on(x);
            }
        }
        x = leakyRelu(0.1).on(elu(0.7).on(prelu().sharedAxes(1, 2).on(x)));
        return Model.of(in, rmsNormalization().on(globalMaxPooling2d().on(x)));
    }
}
