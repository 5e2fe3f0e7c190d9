package dyp.zoo;

import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.concatenate;

import dyp.nn.Activation;
import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;

/**
 * For each pixel or voxel a class: down to few places, and up again with what was seen on the way down. Ronneberger et al. 2015, for volumes Çiçek et
 * al. 2016; borders are filled, so that the output is as large as the input, and each convolution is normalized, as in the second paper.
 *
 * @param filters of the first level; each level below has twice as many
 * @param levels how often the places are halved
 * @param early whether the filters double before the pooling rather than behind it, as in the second paper
 */
record UNet(int filters, int levels, boolean early) implements Architecture {
    @Override
    public List<Style> styles() {
        return List.of(Style.TORCH);
    }

    @Override
    public Symbol features(Net net, Symbol x) {
        int rank = Rank.of(x);
        for (int axis = 0; axis < rank; axis++) {
            if (x.shape().dim(axis) % (1 << levels) != 0) {
                throw new DypException("Each axis of the input is halved " + levels + " times, so it must be a multiple of " + (1 << levels) + ", but the input is "
                        + x.shape() + ". Choose another size, or fewer levels.");
            }
        }
        List<Symbol> seen = new ArrayList<>();
        Symbol y = x;
        for (int level = 0; level <= levels; level++) {
            if (level > 0) {
                seen.add(y);
                y = net.put("pool" + level, Rank.maxPool(rank, 2, 2), y);
            }
            y = twice(net, y, filters << level, filters << (early ? level + 1 : level), "down" + level,
                    level == 0 ? "inc.double_conv." : "down" + level + ".maxpool_conv.1.double_conv.");
        }
        for (int level = levels - 1; level >= 0; level--) {
            int i = levels - level;
            int width = filters << (early ? level + 1 : level);
            Symbol up = net.put("up" + level + "_conv", "up" + i + ".up", Rank.up(rank, early ? 2 * width : width), y);
            y = twice(net, net.put("up" + level + "_concat", concatenate(), seen.removeLast(), up), width, width, "up" + level, "up" + i + ".conv.double_conv.");
        }
        return y;
    }

    private static Symbol twice(Net net, Symbol x, int first, int second, String name, String torch) {
        return unit(net, unit(net, x, first, name + "_1", torch, 0), second, name + "_2", torch, 3);
    }

    private static Symbol unit(Net net, Symbol x, int filters, String name, String torch, int at) {
        Symbol y = net.put(name + "_conv", torch + at, Rank.conv(Rank.of(x), filters, 3, 1, Padding.SAME, false), x);
        return net.relu(name + "_relu", net.put(name + "_bn", torch + (at + 1), batchNormalization().epsilon(1e-5).momentum(0.9), y));
    }

    @Override
    public Symbol top(Net net, Symbol features) {
        Symbol y = net.put("classes", "outc.conv", Rank.conv(Rank.of(features), net.classes(), 1, 1, Padding.SAME, true), features);
        return net.end() == Activation.LINEAR ? y : net.put("answer", activation(net.end()), y);
    }

    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.UNIT;
    }
}
