package dyp.labs.digits;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.add;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.relu;
import static dyp.op.Padding.SAME;

import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.train.Model;
import dyp.train.Sequential;

/** Networks for small pictures, from 0 to 1, in ten classes; they give logits. */
final class Networks {
    private static final int CLASSES = 10;
    /** Of a layer's moving averages at each step: epochs are short here. */
    private static final double MOMENTUM = 0.9;

    private Networks() {}

    /** Two wide layers, which know nothing of which pixels are neighbours. */
    static Model mlp() {
        return Sequential.of(input(28, 28, 1), flatten(), dense(512, RELU), dropout(0.3), dense(512, RELU), dropout(0.3), dense(CLASSES));
    }

    /** Normalized 3x3 convolutions with pooling behind the first three, after Simonyan and Zisserman 2015. */
    static Model cnn() {
        Input x = input(28, 28, 1);
        Symbol y = maxPooling2d(2).on(unit(x, 32, 1, true, "conv1"));
        y = maxPooling2d(2).on(unit(y, 64, 1, true, "conv2"));
        y = unit(unit(y, 128, 1, true, "conv3"), 128, 1, true, "conv4");
        y = flatten().on(maxPooling2d(2).on(y));
        y = dropout(0.4).on(dense(128, RELU).on(dropout(0.3).on(y)));
        return Model.of(x, dense(CLASSES).named("classes").on(y));
    }

    /** ResNet-18 for pictures of 32x32: a 3x3 stem and no pooling behind it. He et al. 2016, "Deep residual learning for image recognition". */
    static Model resNet18() {
        Input x = input(32, 32, 3);
        Symbol y = unit(x, 64, 1, true, "stem");
        for (int stage = 0; stage < 4; stage++) {
            for (int block = 0; block < 2; block++) {
                y = block(y, 64 << stage, stage > 0 && block == 0 ? 2 : 1, "stage" + (stage + 1) + "_block" + (block + 1));
            }
        }
        return Model.of(x, dense(CLASSES).named("classes").on(globalAveragePooling2d().on(y)));
    }

    private static Symbol block(Symbol x, int filters, int stride, String name) {
        Symbol y = unit(unit(x, filters, stride, true, name + "_a"), filters, 1, false, name + "_b");
        Symbol beside = stride == 1 ? x : normalized(conv2d(filters, 1).strides(stride).useBias(false).named(name + "_beside").on(x), name + "_beside");
        return relu().named(name).on(add().on(y, beside));
    }

    private static Symbol unit(Symbol x, int filters, int stride, boolean activated, String name) {
        Symbol y = normalized(conv2d(filters, 3).strides(stride).padding(SAME).useBias(false).named(name).on(x), name);
        return activated ? relu().named(name + "_relu").on(y) : y;
    }

    private static Symbol normalized(Symbol x, String name) {
        return batchNormalization().momentum(MOMENTUM).named(name + "_norm").on(x);
    }
}
