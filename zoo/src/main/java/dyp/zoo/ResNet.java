package dyp.zoo;

import static dyp.nn.Layers.add;

import dyp.nn.Symbol;
import dyp.op.Padding;
import java.util.List;

/**
 * Residual networks, for signals, pictures and volumes. He et al. 2016: version 1 normalizes after each convolution, version 2 before. In PyTorch's
 * style version 1 has its strides in the 3x3 convolutions (called 1.5) and no biases, in Keras's in the first 1x1 ones.
 *
 * @param blocks how many in each of the stages, whose filters double
 * @param bottleneck three convolutions a block, 1x1, 3x3 and 1x1 with four times the filters; otherwise two of 3x3
 */
record ResNet(List<Integer> blocks, boolean bottleneck, int version) implements Architecture {
    private static final double EPSILON = 1.001e-5;
    private static final int WIDTH = 64;

    @Override
    public List<Style> styles() {
        // Keras has no shallow ones.
        return bottleneck ? List.of(Style.KERAS, Style.TORCH) : List.of(Style.TORCH);
    }

    @Override
    public Symbol features(Net net, Symbol x) {
        int rank = Rank.of(x);
        boolean bias = !net.torch() || version == 2;
        Symbol y = net.put("conv1_conv", "conv1", Rank.conv(rank, WIDTH, 7, 2, Padding.VALID, bias), net.padded("conv1_pad", x, 7));
        if (version == 1) {
            y = net.relu("conv1_relu", norm(net, y, "conv1_bn", "bn1"));
        }
        y = net.put("pool1_pool", Rank.maxPool(rank, 3, 2), net.padded("pool1_pad", y, 3));
        for (int stage = 0; stage < blocks.size(); stage++) {
            for (int block = 0; block < blocks.get(stage); block++) {
                String name = "conv" + (stage + 2) + "_block" + (block + 1);
                String torch = "layer" + (stage + 1) + "." + block;
                int filters = WIDTH << stage;
                if (version == 1) {
                    y = after(net, y, filters, stage > 0 && block == 0 ? 2 : 1, block == 0, name, torch);
                } else {
                    y = before(net, y, filters, stage < blocks.size() - 1 && block == blocks.get(stage) - 1 ? 2 : 1, block == 0, name, torch);
                }
            }
        }
        return version == 1 ? y : net.relu("post_relu", norm(net, y, "post_bn", "norm"));
    }

    private static Symbol norm(Net net, Symbol x, String name, String torch) {
        return net.put(name, torch, net.norm(EPSILON, 0.99), x);
    }

    private Symbol after(Net net, Symbol x, int filters, int stride, boolean first, String name, String torch) {
        boolean bias = !net.torch();
        int out = bottleneck ? 4 * filters : filters;
        // Where nothing changes, PyTorch has no convolution beside the first block.
        boolean changes = first && (bias || stride > 1 || x.shape().last() != out);
        Symbol beside = !changes ? x : norm(net, net.conv(name + "_0_conv", torch + ".downsample.0", x, out, 1, stride, bias), name + "_0_bn", torch + ".downsample.1");
        Symbol y;
        if (bottleneck) {
            y = unit(net, x, filters, 1, net.torch() ? 1 : stride, name, torch, 1);
            y = unit(net, y, filters, 3, net.torch() ? stride : 1, name, torch, 2);
        } else {
            y = unit(net, x, filters, 3, stride, name, torch, 1);
        }
        int last = bottleneck ? 3 : 2;
        y = net.conv(name + "_" + last + "_conv", torch + ".conv" + last, y, out, bottleneck ? 1 : 3, 1, bias);
        y = norm(net, y, name + "_" + last + "_bn", torch + ".bn" + last);
        return net.relu(name + "_out", net.put(name + "_add", add(), beside, y));
    }

    private static Symbol unit(Net net, Symbol x, int filters, int kernel, int stride, String name, String torch, int i) {
        Symbol y = net.conv(name + "_" + i + "_conv", torch + ".conv" + i, x, filters, kernel, stride, !net.torch());
        return net.relu(name + "_" + i + "_relu", norm(net, y, name + "_" + i + "_bn", torch + ".bn" + i));
    }

    private Symbol before(Net net, Symbol x, int filters, int stride, boolean first, String name, String torch) {
        int rank = Rank.of(x);
        Symbol begun = net.relu(name + "_preact_relu", norm(net, x, name + "_preact_bn", torch + ".norm1"));
        int out = bottleneck ? 4 * filters : filters;
        Symbol beside = first ? net.conv(name + "_0_conv", torch + ".downsample.conv", begun, out, 1, stride, true)
                : stride > 1 ? net.put(name + "_pool", Rank.maxPool(rank, 1, stride), x) : x;
        Symbol y = begun;
        if (bottleneck) {
            y = net.conv(name + "_1_conv", torch + ".conv1", y, filters, 1, 1, false);
            y = net.relu(name + "_1_relu", norm(net, y, name + "_1_bn", torch + ".norm2"));
        }
        int middle = bottleneck ? 2 : 1;
        y = net.put(name + "_" + middle + "_conv", torch + ".conv" + middle, Rank.conv(rank, filters, 3, stride, Padding.VALID, false),
                net.padded(name + "_" + middle + "_pad", y, 3));
        y = net.relu(name + "_" + middle + "_relu", norm(net, y, name + "_" + middle + "_bn", torch + ".norm" + (middle + 1)));
        y = net.conv(name + "_" + (middle + 1) + "_conv", torch + ".conv" + (middle + 1), y, out, bottleneck ? 1 : 3, 1, true);
        return net.put(name + "_out", add(), beside, y);
    }

    @Override
    public Preprocess preprocess(Style style) {
        return style == Style.TORCH ? Preprocess.IMAGENET : version == 1 ? Preprocess.CAFFE : Preprocess.SCALE;
    }
}
