package dyp.zoo;

import static dyp.nn.Layers.add;
import static dyp.nn.Layers.concatenate;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.cropping2d;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.separableConv2d;

import dyp.nn.Layer;
import dyp.nn.Symbol;
import dyp.op.Padding;

/** Chollet 2017: Inception taken to its end, each channel convolved alone and then mixed. */
record Xception() implements Architecture {
    private static final int MIDDLE = 8;

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = stem(net, x, 32, 2, "block1_conv1", "1");
        y = stem(net, y, 64, 1, "block1_conv2", "2");
        y = smaller(net, y, 2, 128, 128, false);
        y = smaller(net, y, 3, 256, 256, true);
        y = smaller(net, y, 4, 728, 728, true);
        for (int block = 5; block < 5 + MIDDLE; block++) {
            Symbol z = y;
            for (int i = 1; i <= 3; i++) {
                z = net.relu("block" + block + "_sepconv" + i + "_act", z);
                z = separable(net, z, 728, "block" + block + "_sepconv" + i, "block" + (block - 1) + ".rep.", 3 * i - 2);
            }
            y = net.put(net.next("add"), add(), z, y);
        }
        y = smaller(net, y, 5 + MIDDLE, 728, 1024, true);
        y = last(net, y, 1536, "block14_sepconv1", "3");
        return last(net, y, 2048, "block14_sepconv2", "4");
    }

    private static Symbol stem(Net net, Symbol x, int filters, int stride, String name, String torch) {
        Symbol y = net.put(name, "conv" + torch, conv2d(filters, 3).strides(stride).useBias(false), x);
        return net.relu(name + "_act", norm(net, y, name + "_bn", "bn" + torch));
    }

    private static Symbol norm(Net net, Symbol x, String name, String torch) {
        return net.put(name, torch, net.norm(1e-3, 0.99), x);
    }

    /** @param at the place in PyTorch's list of layers; its normalization is the next */
    private static Symbol separable(Net net, Symbol x, int filters, String name, String torch, int at) {
        Symbol y = net.put(name, torch + at, separableConv2d(filters, 3).padding(Padding.SAME).useBias(false), x);
        return norm(net, y, name + "_bn", torch + (at + 1));
    }

    private static Symbol smaller(Net net, Symbol x, int block, int first, int second, boolean reluFirst) {
        String name = "block" + block;
        String torch = "block" + (block - 1) + ".";
        Symbol beside = net.put(net.next("conv2d"), torch + "skip", conv2d(second, 1).strides(2).padding(Padding.SAME).useBias(false), x);
        beside = norm(net, beside, net.next("batch_normalization"), torch + "skipbn");
        int at = reluFirst ? 1 : 0;
        Symbol y = reluFirst ? net.relu(name + "_sepconv1_act", x) : x;
        y = separable(net, y, first, name + "_sepconv1", torch + "rep.", at);
        y = net.relu(name + "_sepconv2_act", y);
        y = separable(net, y, second, name + "_sepconv2", torch + "rep.", at + 3);
        y = pooled(net, y, name + "_pool");
        return net.put(net.next("add"), add(), y, beside);
    }

    /**
     * The largest of 3x3 places, at every second. Where a length is even, PyTorch puts the border of one before it, Keras behind it; the first row once
     * more is such a border, as the largest number stays the same.
     */
    private static Symbol pooled(Net net, Symbol x, String name) {
        int height = x.shape().dim(0);
        int width = x.shape().dim(1);
        if (!net.torch() || height % 2 == 1 && width % 2 == 1) {
            return net.put(name, maxPooling2d(3).strides(2).padding(Padding.SAME), x);
        }
        Symbol y = bordered(net, x, name + "_top", 1, cropping2d(0, height - 1, 0, 0), height % 2 == 0 ? null : cropping2d(height - 1, 0, 0, 0));
        y = bordered(net, y, name + "_left", 2, cropping2d(0, 0, 0, width - 1), width % 2 == 0 ? null : cropping2d(0, 0, width - 1, 0));
        return net.put(name, maxPooling2d(3).strides(2), y);
    }

    /** @param last null where nothing goes behind */
    private static Symbol bordered(Net net, Symbol x, String name, int axis, Layer first, Layer last) {
        Symbol before = net.put(name + "_first", first, x);
        return last == null ? net.put(name, concatenate(axis), before, x) : net.put(name, concatenate(axis), before, x, net.put(name + "_last", last, x));
    }

    private static Symbol last(Net net, Symbol x, int filters, String name, String torch) {
        Symbol y = net.put(name, "conv" + torch, separableConv2d(filters, 3).padding(Padding.SAME).useBias(false), x);
        return net.relu(name + "_act", norm(net, y, name + "_bn", "bn" + torch));
    }

    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.SCALE;
    }
}
