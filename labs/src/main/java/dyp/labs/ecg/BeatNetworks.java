package dyp.labs.ecg;

import static dyp.nn.Layers.*;
import static dyp.op.Padding.SAME;

import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.train.Model;

/** Networks for beats: (length, channels) in, a score per class out. */
final class BeatNetworks {
    /** The last layer that still knows where in the beat something was. */
    static final String MAP = "beat_map";

    private BeatNetworks() {}

    /**
     * Residual blocks of 1-D convolutions, each of which halves the length, after Wang, Yan and Oates 2017, "Time series classification from scratch
     * with deep neural networks", narrower and with strides.
     *
     * @param width channels of the first block; the others have twice as many
     */
    static Model resNet(int length, int channels, int classes, int width, long seed) {
        Input beat = input(length, channels);
        Symbol y = block(beat, width, 1, "block1");
        y = block(y, 2 * width, 2, "block2");
        y = block(y, 2 * width, 2, "block3");
        y = identity().named(MAP).on(y);
        Symbol features = concatenate().on(globalAveragePooling1d().on(y), globalMaxPooling1d().on(y));
        return Model.of(beat, dense(classes).named("classes").on(dropout(0.3).on(features))).seed(seed);
    }

    private static Symbol block(Symbol x, int filters, int stride, String name) {
        Symbol y = normalized(x, filters, 7, stride, name + "_a");
        y = relu().on(y);
        y = relu().on(normalized(y, filters, 5, 1, name + "_b"));
        y = normalized(y, filters, 3, 1, name + "_c");
        return relu().named(name).on(add().on(y, normalized(x, filters, 1, stride, name + "_past")));
    }

    private static Symbol normalized(Symbol x, int filters, int size, int stride, String name) {
        Symbol y = conv1d(filters, size).strides(stride).padding(SAME).useBias(false).named(name).on(x);
        return batchNormalization().momentum(0.9).on(y);
    }
}
