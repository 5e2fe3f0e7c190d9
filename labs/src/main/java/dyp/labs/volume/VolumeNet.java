package dyp.labs.volume;

import static dyp.nn.Layers.add;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.concatenate;
import static dyp.nn.Layers.conv3d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.globalAveragePooling3d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling3d;
import static dyp.nn.Layers.relu;

import dyp.init.Initializers;
import dyp.nn.Activation;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.train.Model;
import java.util.List;

/**
 * A small residual network for volumes (side, side, side, 1) in two classes. Each of its scales sends its means to the classifier: what is seen
 * in small pieces (how thick something is) counts directly, and a mean over the whole volume also tells how much of it there is.
 *
 * @param side of the volumes in voxels, 8 or more
 * @param widths filters at the full size, at half and at a quarter of it
 * @param dropped the share of the means that dropout drops
 */
public record VolumeNet(int side, List<Integer> widths, double dropped) {
    public VolumeNet {
        widths = List.copyOf(widths);
    }

    /** The layer whose features maps are made of: of half the side. */
    public static final String LOOKED_AT = "scale2_out";

    /** Gives the probability of class 1. */
    public Model model(long seed) {
        Input volume = input(side, side, side, 1);
        Symbol y = unit(volume, widths.get(0), 1, "scale1");
        Symbol fine = globalAveragePooling3d().named("scale1_mean").on(y);
        y = block(maxPooling3d(2).on(y), widths.get(1), 2);
        Symbol middle = globalAveragePooling3d().named("scale2_mean").on(y);
        y = block(maxPooling3d(2).on(y), widths.get(2), 3);
        Symbol coarse = globalAveragePooling3d().named("scale3_mean").on(y);
        Symbol all = batchNormalization().momentum(0.9).named("means").on(concatenate().on(fine, middle, coarse));
        return Model.of(volume, dense(1, Activation.SIGMOID).named("class").on(dropout(dropped).on(all))).seed(seed);
    }

    /** Two convolutions beside a shortcut. He et al. 2016, "Deep residual learning for image recognition". */
    private static Symbol block(Symbol x, int filters, int scale) {
        String name = "scale" + scale;
        Symbol y = unit(x, filters, 1, name + "a");
        y = batchNormalization().momentum(0.9).named(name + "b_norm").on(conv(filters, 3).named(name + "b_conv").on(y));
        Symbol beside = conv(filters, 1).named(name + "_beside").on(x);
        return relu().named(name + "_out").on(add().on(y, beside));
    }

    private static Symbol unit(Symbol x, int filters, int stride, String name) {
        Symbol y = conv(filters, 3).strides(stride).named(name + "_conv").on(x);
        return relu().named(name + "_relu").on(batchNormalization().momentum(0.9).named(name + "_norm").on(y));
    }

    private static dyp.nn.Conv3D conv(int filters, int size) {
        return conv3d(filters, size).padding(Padding.SAME).useBias(false).kernelInitializer(Initializers.heNormal());
    }
}
