package dyp.bench;

import static dyp.nn.Activation.GELU;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.*;
import static dyp.op.Padding.SAME;

import dyp.init.RandomNormal;
import dyp.nn.Activation;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.nn.Symbol;
import dyp.op.Tensor;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.List;

/** The networks of the workloads, by Dyp's own layers, as any user writes them. Classifiers end in logits. */
final class Networks {
    private Networks() {}

    static Model mlp() {
        return Sequential.of(input(784), dense(512, RELU), dense(256, RELU), dense(10));
    }

    /** Keras's example "Simple MNIST convnet" of old: no dropout. */
    static Model mnistCnn() {
        return Sequential.of(input(28, 28, 1), conv2d(32, 3, RELU), conv2d(64, 3, RELU), maxPooling2d(2), flatten(), dense(128, RELU), dense(10));
    }

    /** LeCun et al. 1998, with ReLU and max-pooling. */
    static Model lenet5() {
        return Sequential.of(input(28, 28, 1), conv2d(6, 5, RELU).padding(SAME), maxPooling2d(2), conv2d(16, 5, RELU), maxPooling2d(2), flatten(),
                dense(120, RELU), dense(84, RELU), dense(10));
    }

    static Model signals() {
        return Sequential.of(input(187, 1), conv1d(32, 5, RELU), maxPooling1d(2), conv1d(64, 5, RELU), maxPooling1d(2), flatten(),
                dense(64, RELU), dense(5));
    }

    static Model volumes() {
        return Sequential.of(input(32, 32, 32, 1), conv3d(16, 3, RELU).padding(SAME), maxPooling3d(2), conv3d(32, 3, RELU).padding(SAME),
                maxPooling3d(2), flatten(), dense(64, RELU), dense(2));
    }

    // ---- residual networks: He et al. 2016

    /** For pictures of 32x32: a 3x3 stem and no pooling behind it. */
    static Model resnet18() {
        Input x = input(32, 32, 3);
        Symbol y = unit(x, 64, 3, 1, RELU);
        for (int stage = 0; stage < 4; stage++) {
            int filters = 64 << stage;
            for (int block = 0; block < 2; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                Symbol inner = unit(unit(y, filters, 3, stride, RELU), filters, 3, 1, null);
                y = relu().on(add().on(inner, stride == 1 ? y : unit(y, filters, 1, stride, null)));
            }
        }
        return Model.of(x, dense(10).on(globalAveragePooling2d().on(y)));
    }

    static Model resnet50() {
        Input x = input(224, 224, 3);
        Symbol y = maxPooling2d(3).strides(2).padding(SAME).on(unit(x, 64, 7, 2, RELU));
        return Model.of(x, dense(1000).on(globalAveragePooling2d().on(bottlenecks(y, 64, 3, 4, 6, 3))));
    }

    /** Depths that {@link #residual} knows. */
    static final List<Integer> RESIDUAL = List.of(26, 50, 101, 152);

    /** The deep ones' blocks behind a stem for pictures of 32x32. */
    static Model residual(int depth, int width) {
        int[] blocks = switch (depth) {
            case 26 -> new int[] {2, 2, 2, 2};
            case 50 -> new int[] {3, 4, 6, 3};
            case 101 -> new int[] {3, 4, 23, 3};
            case 152 -> new int[] {3, 8, 36, 3};
            default -> throw new IllegalArgumentException("no network of " + depth + " layers");
        };
        Input x = input(32, 32, 3);
        return Model.of(x, dense(10).on(globalAveragePooling2d().on(bottlenecks(unit(x, width, 3, 1, RELU), width, blocks))));
    }

    private static Symbol bottlenecks(Symbol x, int width, int... blocks) {
        Symbol y = x;
        for (int stage = 0; stage < blocks.length; stage++) {
            int filters = width << stage;
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                Symbol inner = unit(unit(unit(y, filters, 1, 1, RELU), filters, 3, stride, RELU), 4 * filters, 1, 1, null);
                y = relu().on(add().on(inner, block > 0 ? y : unit(y, 4 * filters, 1, stride, null)));
            }
        }
        return y;
    }

    /** Convolution, normalization, activation (null for none). */
    private static Symbol unit(Symbol x, int filters, int kernel, int stride, Activation activation) {
        return normalized(conv2d(filters, kernel).strides(stride).padding(SAME).useBias(false).on(x), activation);
    }

    private static Symbol normalized(Symbol x, Activation activation) {
        Symbol y = batchNormalization().on(x);
        return activation == null ? y : activation(activation).on(y);
    }

    /** Sandler et al. 2018, width 1. */
    static Model mobilenetV2() {
        Input x = input(224, 224, 3);
        Symbol y = unit(x, 32, 3, 2, Activation.RELU6);
        int[][] groups = {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
        for (int[] g : groups) {
            for (int i = 0; i < g[2]; i++) {
                y = inverted(y, g[0], g[1], i == 0 ? g[3] : 1);
            }
        }
        return Model.of(x, dense(1000).on(globalAveragePooling2d().on(unit(y, 1280, 1, 1, Activation.RELU6))));
    }

    private static Symbol inverted(Symbol x, int expansion, int filters, int stride) {
        int in = x.shape().last();
        Symbol wide = expansion == 1 ? x : unit(x, expansion * in, 1, 1, Activation.RELU6);
        Symbol deep = normalized(depthwiseConv2d(3).strides(stride).padding(SAME).useBias(false).on(wide), Activation.RELU6);
        Symbol narrow = unit(deep, filters, 1, 1, null);
        return stride == 1 && in == filters ? add().on(x, narrow) : narrow;
    }

    // ---- the others

    /** Learned positions: Dosovitskiy et al. 2021. */
    record Positions() implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return x.add(scope.weight("positions", new RandomNormal(0, 0.02), x.shape().dim(1), x.shape().dim(2)));
        }
    }

    /** Patches of 4, normalization before each part, the mean over all patches. */
    static Model vit() {
        int width = 192;
        Input x = input(32, 32, 3);
        Symbol y = new Positions().on(reshape(64, width).on(conv2d(width, 4).strides(4).on(x)));
        for (int block = 0; block < 6; block++) {
            Symbol normal = layerNormalization().on(y);
            y = add().on(y, multiHeadAttention(3, width / 3).on(normal, normal));
            y = add().on(y, dense(width).on(dense(4 * width, GELU).on(layerNormalization().on(y))));
        }
        return Model.of(x, dense(10).on(globalAveragePooling1d().on(layerNormalization().on(y))));
    }

    /** Ronneberger et al. 2015, with borders filled: three levels of 16, 32 and 64 channels over one of 128. */
    static Model unet() {
        Input x = input(64, 64, 1);
        List<Symbol> levels = new ArrayList<>();
        Symbol y = x;
        for (int filters = 16; filters <= 64; filters *= 2) {
            Symbol level = twice(y, filters);
            levels.add(level);
            y = maxPooling2d(2).on(level);
        }
        y = twice(y, 128);
        for (int filters = 64; filters >= 16; filters /= 2) {
            Symbol up = conv2dTranspose(filters, 2).strides(2).on(y);
            y = twice(concatenate().on(levels.removeLast(), up), filters);
        }
        return Model.of(x, conv2d(1, 1).on(y));
    }

    private static Symbol twice(Symbol x, int filters) {
        return conv2d(filters, 3, RELU).padding(SAME).on(conv2d(filters, 3, RELU).padding(SAME).on(x));
    }
}
