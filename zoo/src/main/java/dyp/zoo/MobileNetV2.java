package dyp.zoo;

import static dyp.nn.Layers.add;
import static dyp.nn.Layers.depthwiseConv2d;
import static dyp.nn.Layers.relu;

import dyp.nn.Symbol;
import dyp.op.Padding;
import java.util.List;

/** Sandler et al. 2018: narrow, wide, narrow, with a convolution of each channel alone in the middle. @param width times the filters of the paper */
record MobileNetV2(double width) implements Architecture {
    /** Expansion, filters, how many, stride of the first. */
    private static final List<int[]> GROUPS = List.of(new int[] {1, 16, 1, 1}, new int[] {6, 24, 2, 2}, new int[] {6, 32, 3, 2}, new int[] {6, 64, 4, 2},
            new int[] {6, 96, 3, 1}, new int[] {6, 160, 3, 2}, new int[] {6, 320, 1, 1});

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = net.conv("Conv1", "features.0.0|conv_stem", x, eights(32 * width), 3, 2, false);
        y = norm(net, y, "bn_Conv1", "Conv1_relu", "features.0.1|bn1");
        int block = 0;
        for (int group = 0; group < GROUPS.size(); group++) {
            int[] g = GROUPS.get(group);
            for (int i = 0; i < g[2]; i++, block++) {
                y = inverted(net, y, g[0], eights((int) (g[1] * width)), i == 0 ? g[3] : 1, block, "blocks." + group + "." + i);
            }
        }
        y = net.conv("Conv_1", "features.18.0|conv_head", y, width > 1 ? eights(1280 * width) : 1280, 1, 1, false);
        return norm(net, y, "Conv_1_bn", "out_relu", "features.18.1|bn2");
    }

    private static Symbol inverted(Net net, Symbol x, int expansion, int filters, int stride, int block, String timm) {
        String name = block == 0 ? "expanded_conv_" : "block_" + block + "_";
        String torch = "features." + (block + 1) + ".conv.";
        int in = x.shape().last();
        boolean wide = expansion > 1;
        Symbol y = x;
        if (wide) {
            y = net.conv(name + "expand", torch + "0.0|" + timm + ".conv_pw", y, expansion * in, 1, 1, false);
            y = norm(net, y, name + "expand_BN", name + "expand_relu", torch + "0.1|" + timm + ".bn1");
        }
        int at = wide ? 1 : 0;
        boolean pad = net.torch() && stride > 1;
        y = net.put(name + "depthwise", torch + at + ".0|" + timm + ".conv_dw",
                depthwiseConv2d(3).strides(stride).padding(pad ? Padding.VALID : Padding.SAME).useBias(false), pad ? net.padded(name + "pad", y, 3) : y);
        y = norm(net, y, name + "depthwise_BN", name + "depthwise_relu", torch + at + ".1|" + timm + (wide ? ".bn2" : ".bn1"));
        y = net.conv(name + "project", torch + (at + 1) + "|" + timm + (wide ? ".conv_pwl" : ".conv_pw"), y, filters, 1, 1, false);
        y = net.put(name + "project_BN", torch + (at + 2) + "|" + timm + (wide ? ".bn3" : ".bn2"), net.norm(1e-3, 0.999), y);
        return stride == 1 && in == filters ? net.put(name + "add", add(), x, y) : y;
    }

    private static Symbol norm(Net net, Symbol x, String name, String relu, String torch) {
        return net.put(relu, relu().maxValue(6), net.put(name, torch, net.norm(1e-3, 0.999), x));
    }

    /** The nearest multiple of 8, but not less than nine tenths. */
    private static int eights(double filters) {
        int near = Math.max(8, (int) (filters + 4) / 8 * 8);
        return near < 0.9 * filters ? near + 8 : near;
    }

    @Override
    public Preprocess preprocess(Style style) {
        return style == Style.KERAS ? Preprocess.SCALE : Preprocess.IMAGENET;
    }
}
