package dyp.zoo;

import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SILU;
import static dyp.nn.Layers.*;
import static dyp.preprocessing.Preprocessing.normalization;
import static dyp.preprocessing.Preprocessing.rescaling;

import dyp.init.Initializer;
import dyp.init.VarianceScaling;
import dyp.init.VarianceScaling.Distribution;
import dyp.init.VarianceScaling.Mode;
import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.List;

/**
 * Tan and Le 2019: MobileNetV2's blocks, in which channels are weighted by what all places show (Hu et al. 2018), made wider and deeper together. The
 * preparation of pictures is part of the network.
 *
 * @param width times the filters of B0
 * @param depth times the layers of B0
 * @param dropped of the features before the classifier, in training
 */
record EfficientNet(double width, double depth, double dropped) implements Architecture {
    /** Kernel, how many, filters, expansion, stride of the first: the groups of B0. */
    private static final List<int[]> GROUPS = List.of(new int[] {3, 1, 16, 1, 1}, new int[] {3, 2, 24, 6, 2}, new int[] {5, 2, 40, 6, 2}, new int[] {3, 3, 80, 6, 2},
            new int[] {5, 3, 112, 6, 1}, new int[] {5, 4, 192, 6, 2}, new int[] {3, 1, 320, 6, 1});
    private static final double FALLING = 0.2;
    private static final Initializer KERNEL = new VarianceScaling(2, Mode.FAN_OUT, Distribution.TRUNCATED_NORMAL);
    private static final Initializer CLASSIFIER = new VarianceScaling(1.0 / 3, Mode.FAN_OUT, Distribution.UNIFORM);
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = net.put("normalization", normalization(-1), net.put("rescaling", rescaling(1 / 255.0), x));
        y = conv(net, "stem_conv", "features.0.0|conv_stem", y, eights(32), 3, 2);
        y = norm(net, y, "stem_bn", "stem_activation", "features.0.1|bn1");
        int all = GROUPS.stream().mapToInt(g -> repeats(g[1])).sum();
        int done = 0;
        for (int group = 0; group < GROUPS.size(); group++) {
            int[] g = GROUPS.get(group);
            for (int i = 0; i < repeats(g[1]); i++, done++) {
                Block block = new Block("block" + (group + 1) + (char) ('a' + i) + "_", "features." + (group + 1) + "." + i + ".block.", "blocks." + group + "." + i + ".",
                        g[0], eights(g[2]), g[3], i == 0 ? g[4] : 1, FALLING * done / all);
                y = block.on(net, y);
            }
        }
        y = conv(net, "top_conv", "features.8.0|conv_head", y, eights(1280), 1, 1);
        return norm(net, y, "top_bn", "top_activation", "features.8.1|bn2");
    }

    private static Symbol conv(Net net, String name, String torch, Symbol x, int filters, int kernel, int stride) {
        boolean pad = net.torch() && stride > 1;
        return net.put(name, torch, conv2d(filters, kernel).strides(stride).padding(pad ? Padding.VALID : Padding.SAME).useBias(false).kernelInitializer(KERNEL),
                pad ? net.padded(name + "_pad", x, kernel) : x);
    }

    private static Symbol norm(Net net, Symbol x, String name, String activation, String torch) {
        return net.put(activation, activation(SILU), net.put(name, torch, net.norm(1e-3, 0.99), x));
    }

    /** @param falls how often a block is left out in training */
    private record Block(String name, String torch, String timm, int kernel, int filters, int expansion, int stride, double falls) {
        Symbol on(Net net, Symbol x) {
            int in = x.shape().last();
            boolean wide = expansion > 1;
            int at = wide ? 1 : 0;
            Symbol y = x;
            if (wide) {
                y = conv(net, name + "expand_conv", torch + "0.0|" + timm + "conv_pw", y, in * expansion, 1, 1);
                y = norm(net, y, name + "expand_bn", name + "expand_activation", torch + "0.1|" + timm + "bn1");
            }
            boolean pad = net.torch() && stride > 1;
            y = net.put(name + "dwconv", torch + at + ".0|" + timm + "conv_dw",
                    depthwiseConv2d(kernel).strides(stride).padding(pad ? Padding.VALID : Padding.SAME).useBias(false).depthwiseInitializer(KERNEL),
                    pad ? net.padded(name + "dwconv_pad", y, kernel) : y);
            y = norm(net, y, name + "bn", name + "activation", torch + at + ".1|" + timm + (wide ? "bn2" : "bn1"));
            y = excited(net, y, Math.max(1, in / 4), torch + (at + 1));
            y = conv(net, name + "project_conv", torch + (at + 2) + ".0|" + timm + (wide ? "conv_pwl" : "conv_pw"), y, filters, 1, 1);
            y = net.put(name + "project_bn", torch + (at + 2) + ".1|" + timm + (wide ? "bn3" : "bn2"), net.norm(1e-3, 0.99), y);
            if (stride > 1 || in != filters) {
                return y;
            }
            return net.put(name + "add", add(), falls == 0 ? y : net.put(name + "drop", dropout(falls).noiseShape(-1, 1, 1, 1), y), x);
        }

        private Symbol excited(Net net, Symbol x, int squeezed, String torch) {
            int channels = x.shape().last();
            Symbol y = net.put(name + "se_reshape", reshape(1, 1, channels), net.put(name + "se_squeeze", globalAveragePooling2d(), x));
            y = net.put(name + "se_reduce", torch + ".fc1|" + timm + "se.conv_reduce", conv2d(squeezed, 1, SILU).padding(Padding.SAME).kernelInitializer(KERNEL), y);
            y = net.put(name + "se_expand", torch + ".fc2|" + timm + "se.conv_expand", conv2d(channels, 1, SIGMOID).padding(Padding.SAME).kernelInitializer(KERNEL), y);
            return net.put(name + "se_excite", multiply(), x, y);
        }
    }

    @Override
    public Symbol top(Net net, Symbol features) {
        Symbol y = net.put("top_dropout", dropout(dropped), net.globalAverage("avg_pool", features));
        return net.put("predictions", "classifier.1|classifier", dense(net.classes(), net.end()).kernelInitializer(CLASSIFIER), y);
    }

    private int repeats(int n) {
        return (int) Math.ceil(depth * n);
    }

    /** The nearest multiple of 8 of the widened number, but not less than nine tenths of it. */
    private int eights(int filters) {
        double wide = filters * width;
        int near = Math.max(8, (int) (wide + 4) / 8 * 8);
        return near < 0.9 * wide ? near + 8 : near;
    }

    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.NONE;
    }

    @Override
    public boolean own(String variable) {
        return variable.startsWith("normalization/");
    }

    /** PyTorch's files know nothing of the preparation; Keras's of ImageNet hold deviations where the layer takes variances. */
    @Override
    public void loaded(Model model, Style from) {
        float[] mean = Architecture.value(model, "normalization/mean").floats();
        NDArray variance = Architecture.value(model, "normalization/variance");
        boolean deviations = true;
        for (int c = 0; c < variance.size(); c++) {
            deviations &= variance.size() == DEVIATION.length && Math.abs(variance.at(c) - DEVIATION[c]) < 1e-6;
        }
        for (int c = 0; c < variance.size() && (from == Style.TORCH || deviations); c++) {
            int like = Math.min(c, DEVIATION.length - 1);
            mean[c] = from == Style.TORCH ? (float) MEAN[like] : mean[c];
            variance.floats()[c] = (float) (DEVIATION[like] * DEVIATION[like]);
        }
    }
}
