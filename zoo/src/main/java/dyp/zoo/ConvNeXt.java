package dyp.zoo;

import static dyp.nn.Activation.GELU;
import static dyp.nn.Layers.*;

import dyp.nn.LayerNormalization;
import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.preprocessing.Preprocessing;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.List;

/**
 * Liu et al. 2022: a convolutional network with the habits of transformers. The preparation of pictures in three colours is part of the network.
 *
 * @param name what Keras's names begin with
 * @param depths blocks in each stage
 * @param widths channels in each stage
 */
record ConvNeXt(String name, List<Integer> depths, List<Integer> widths) implements Architecture {
    private static final double SCALE = 1e-6;

    private static LayerNormalization norm() {
        return layerNormalization().epsilon(1e-6);
    }

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = x.shape().last() != 3 ? x : net.put(name + "_prestem_normalization", Preprocessing.normalization(imageNet(1), imageNet(2)), x);
        Model stem = Sequential.of(input(y.shape().dims()), conv2d(widths.getFirst(), 4).strides(4).named(name + "_stem_conv"), norm().named(name + "_stem_layernorm"));
        net.call(name + "_stem/" + name + "_stem_conv", "features.0.0|stem.0");
        net.call(name + "_stem/" + name + "_stem_layernorm", "features.0.1|stem.1");
        y = net.put(name + "_stem", stem, y);
        for (int stage = 0; stage < depths.size(); stage++) {
            y = stage == 0 ? y : smaller(net, y, stage);
            for (int block = 0; block < depths.get(stage); block++) {
                y = block(net, y, stage, block);
            }
        }
        return y;
    }

    /** Means (power 1) or variances (power 2) of ImageNet's pictures of 0 to 255. */
    private static NDArray imageNet(int power) {
        List<Double> numbers = power == 1 ? Preprocess.IMAGENET.mean() : Preprocess.IMAGENET.deviation();
        return NDArray.generate(Shape.of(3), c -> Math.pow(numbers.get(c), power));
    }

    private Symbol smaller(Net net, Symbol x, int stage) {
        String block = name + "_downsampling_block_" + (stage - 1);
        String norm = name + "_downsampling_layernorm_" + (stage - 1);
        String conv = name + "_downsampling_conv_" + (stage - 1);
        net.call(block + "/" + norm, "features." + 2 * stage + ".0|stages." + stage + ".downsample.0");
        net.call(block + "/" + conv, "features." + 2 * stage + ".1|stages." + stage + ".downsample.1");
        return net.put(block, Sequential.of(input(x.shape().dims()), norm().named(norm), conv2d(widths.get(stage), 2).strides(2).named(conv)), x);
    }

    private Symbol block(Net net, Symbol x, int stage, int block) {
        String at = name + "_stage_" + stage + "_block_" + block;
        String torch = "features." + (2 * stage + 1) + "." + block + ".";
        String timm = "|stages." + stage + ".blocks." + block + ".";
        int width = widths.get(stage);
        Symbol y = net.put(at + "_depthwise_conv", torch + "block.0" + timm + "conv_dw", conv2d(width, 7).groups(width).padding(Padding.SAME), x);
        y = net.put(at + "_layernorm", torch + "block.2" + timm + "norm", norm(), y);
        y = net.put(at + "_pointwise_conv_1", torch + "block.3" + timm + "mlp.fc1", dense(4 * width), y);
        y = net.put(at + "_gelu", activation(GELU), y);
        y = net.put(at + "_pointwise_conv_2", torch + "block.5" + timm + "mlp.fc2", dense(width), y);
        net.call(at + "_layer_scale/gamma", torch + "layer_scale" + timm + "gamma");
        y = net.put(at + "_layer_scale", new LayerScale(SCALE, width), y);
        return net.put(at + "_add", add(), x, y);
    }

    @Override
    public Symbol top(Net net, Symbol features) {
        Symbol y = net.put(name + "_head_layernorm", "classifier.0|head.norm", norm(), net.globalAverage(name + "_head_gap", features));
        return net.put(name + "_head_dense", "classifier.2|head.fc", dense(net.classes(), net.end()), y);
    }

    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.NONE;
    }
}
