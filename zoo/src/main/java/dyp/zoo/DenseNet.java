package dyp.zoo;

import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.concatenate;
import static dyp.nn.Layers.maxPooling2d;

import dyp.nn.Symbol;
import dyp.op.Padding;
import java.util.List;

/** Huang et al. 2017: each layer takes the outputs of all layers of its block. @param blocks how many layers each of the blocks has */
record DenseNet(List<Integer> blocks) implements Architecture {
    private static final int GROWTH = 32;

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = net.put("conv1_conv", "features.conv0", Rank.conv(2, 2 * GROWTH, 7, 2, Padding.VALID, false), net.padded("zero_padding2d", x, 7));
        y = norm(net, y, "conv1_bn", "conv1_relu", "features.norm0");
        y = net.put("pool1", maxPooling2d(3).strides(2), net.padded("zero_padding2d_1", y, 3));
        for (int block = 0; block < blocks.size(); block++) {
            for (int i = 1; i <= blocks.get(block); i++) {
                y = layer(net, y, "conv" + (block + 2) + "_block" + i, "features.denseblock" + (block + 1) + ".denselayer" + i);
            }
            if (block < blocks.size() - 1) {
                y = transition(net, y, "pool" + (block + 2), "features.transition" + (block + 1));
            }
        }
        return norm(net, y, "bn", "relu", "features.norm5");
    }

    private static Symbol norm(Net net, Symbol x, String name, String relu, String torch) {
        return net.relu(relu, net.put(name, torch, net.norm(1.001e-5, 0.99), x));
    }

    private static Symbol layer(Net net, Symbol x, String name, String torch) {
        Symbol y = norm(net, x, name + "_0_bn", name + "_0_relu", torch + ".norm1");
        y = net.conv(name + "_1_conv", torch + ".conv1", y, 4 * GROWTH, 1, 1, false);
        y = norm(net, y, name + "_1_bn", name + "_1_relu", torch + ".norm2");
        y = net.conv(name + "_2_conv", torch + ".conv2", y, GROWTH, 3, 1, false);
        return net.put(name + "_concat", concatenate(), x, y);
    }

    private static Symbol transition(Net net, Symbol x, String name, String torch) {
        Symbol y = norm(net, x, name + "_bn", name + "_relu", torch + ".norm");
        y = net.conv(name + "_conv", torch + ".conv", y, x.shape().last() / 2, 1, 1, false);
        return net.put(name + "_pool", averagePooling2d(2), y);
    }

    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.IMAGENET;
    }
}
