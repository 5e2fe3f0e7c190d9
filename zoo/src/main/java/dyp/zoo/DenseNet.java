package dyp.zoo;

import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.concatenate;
import static dyp.nn.Layers.maxPooling2d;

import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.tensor.DypException;
import java.util.List;

/**
 * Huang et al. 2017: each layer takes the outputs of all layers of its block.
 *
 * @param blocks how many layers each of the blocks has
 * @param growth how many channels a layer adds
 * @param small for small pictures: begins with a 3x3 convolution that keeps their size, as the paper's networks for CIFAR do (DenseNet-BC)
 */
record DenseNet(List<Integer> blocks, int growth, boolean small) implements Architecture {
    DenseNet {
        blocks = List.copyOf(blocks);
        if (growth < 1 || blocks.isEmpty() || blocks.stream().anyMatch(n -> n < 1)) {
            throw new DypException("A DenseNet needs a growth of 1 or more and blocks of 1 layer or more, but growth " + growth + " and blocks " + blocks + " came.");
        }
    }

    /** As for ImageNet. */
    DenseNet(List<Integer> blocks) {
        this(blocks, 32, false);
    }

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = small ? net.conv("conv1_conv", "features.conv0", x, 2 * growth, 3, 1, false) : begun(net, x);
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

    /** Down to a quarter of each side. */
    private Symbol begun(Net net, Symbol x) {
        Symbol y = net.put("conv1_conv", "features.conv0", Rank.conv(2, 2 * growth, 7, 2, Padding.VALID, false), net.padded("zero_padding2d", x, 7));
        y = norm(net, y, "conv1_bn", "conv1_relu", "features.norm0");
        return net.put("pool1", maxPooling2d(3).strides(2), net.padded("zero_padding2d_1", y, 3));
    }

    private static Symbol norm(Net net, Symbol x, String name, String relu, String torch) {
        return net.relu(relu, net.put(name, torch, net.norm(1.001e-5, 0.99), x));
    }

    private Symbol layer(Net net, Symbol x, String name, String torch) {
        Symbol y = norm(net, x, name + "_0_bn", name + "_0_relu", torch + ".norm1");
        y = net.conv(name + "_1_conv", torch + ".conv1", y, 4 * growth, 1, 1, false);
        y = norm(net, y, name + "_1_bn", name + "_1_relu", torch + ".norm2");
        y = net.conv(name + "_2_conv", torch + ".conv2", y, growth, 3, 1, false);
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
