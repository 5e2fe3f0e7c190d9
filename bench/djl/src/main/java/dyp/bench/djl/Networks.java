package dyp.bench.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import java.util.List;

/** The networks of the workloads by DJL's blocks, layer for layer as Dyp's. Classifiers end in logits. U-Net is missing: DJL's
 * PyTorch engine has no transposed convolution. */
final class Networks {
    private Networks() {}

    static Block mlp() {
        return chain(dense(512), Activation.reluBlock(), dense(256), Activation.reluBlock(), dense(10));
    }

    static Block mnistCnn() {
        return chain(conv(32, 3, 1, 0, true, 1), Activation.reluBlock(), conv(64, 3, 1, 0, true, 1), Activation.reluBlock(), pool(), flat(), dense(128),
                Activation.reluBlock(), dense(10));
    }

    static Block lenet5() {
        return chain(conv(6, 5, 1, 2, true, 1), Activation.reluBlock(), pool(), conv(16, 5, 1, 0, true, 1), Activation.reluBlock(), pool(), flat(),
                dense(120), Activation.reluBlock(), dense(84), Activation.reluBlock(), dense(10));
    }

    static Block signals() {
        return chain(Conv1d.builder().setKernelShape(new Shape(5)).setFilters(32).build(), Activation.reluBlock(), pool1d(),
                Conv1d.builder().setKernelShape(new Shape(5)).setFilters(64).build(), Activation.reluBlock(), pool1d(), flat(), dense(64),
                Activation.reluBlock(), dense(5));
    }

    static Block volumes() {
        return chain(conv3d(16), Activation.reluBlock(), pool3d(), conv3d(32), Activation.reluBlock(), pool3d(), flat(), dense(64),
                Activation.reluBlock(), dense(2));
    }

    static Block resnet18() {
        SequentialBlock all = chain(unit(64, 3, 1, true));
        for (int stage = 0; stage < 4; stage++) {
            int filters = 64 << stage;
            for (int block = 0; block < 2; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                Block inner = chain(unit(filters, 3, stride, true), unit(filters, 3, 1, false));
                all.add(residual(inner, stride == 1 ? Blocks.identityBlock() : unit(filters, 1, stride, false))).add(Activation.reluBlock());
            }
        }
        return all.add(Pool.globalAvgPool2dBlock()).add(dense(10));
    }

    static Block resnet50() {
        SequentialBlock all = chain(unit(64, 7, 2, true), Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 0; stage < 4; stage++) {
            int filters = 64 << stage;
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                Block inner = chain(unit(filters, 1, 1, true), unit(filters, 3, stride, true), unit(4 * filters, 1, 1, false));
                all.add(residual(inner, block > 0 ? Blocks.identityBlock() : unit(4 * filters, 1, stride, false))).add(Activation.reluBlock());
            }
        }
        return all.add(Pool.globalAvgPool2dBlock()).add(dense(1000));
    }

    static Block mobilenetV2() {
        SequentialBlock all = chain(conv(32, 3, 2, 1, false, 1), norm(), relu6());
        int channels = 32;
        int[][] groups = {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
        for (int[] g : groups) {
            for (int i = 0; i < g[2]; i++) {
                int stride = i == 0 ? g[3] : 1;
                int wide = g[0] * channels;
                SequentialBlock inner = g[0] == 1 ? chain() : chain(conv(wide, 1, 1, 0, false, 1), norm(), relu6());
                inner.add(conv(wide, 3, stride, 1, false, wide)).add(norm()).add(relu6()).add(conv(g[1], 1, 1, 0, false, 1)).add(norm());
                all.add(stride == 1 && channels == g[1] ? residual(inner, Blocks.identityBlock()) : inner);
                channels = g[1];
            }
        }
        return all.add(conv(1280, 1, 1, 0, false, 1)).add(norm()).add(relu6()).add(Pool.globalAvgPool2dBlock()).add(dense(1000));
    }

    static Block vit() {
        int width = 192;
        SequentialBlock all = chain(Conv2d.builder().setKernelShape(new Shape(4, 4)).setFilters(width).optStride(new Shape(4, 4)).build(),
                LambdaBlock.singleton(x -> x.reshape(x.getShape().get(0), width, 64).transpose(0, 2, 1)), new Positions());
        for (int block = 0; block < 6; block++) {
            all.add(residual(chain(layerNorm(), ScaledDotProductAttentionBlock.builder().setEmbeddingSize(width).setHeadCount(3).optAttentionProbsDropoutProb(0)
                    .build()), Blocks.identityBlock()));
            all.add(residual(chain(layerNorm(), dense(4 * width), Activation.geluBlock(), dense(width)), Blocks.identityBlock()));
        }
        return all.add(layerNorm()).add(LambdaBlock.singleton(x -> x.mean(new int[] {1}))).add(dense(10));
    }

    // ---- parts

    private static SequentialBlock chain(Block... parts) {
        SequentialBlock all = new SequentialBlock();
        for (Block part : parts) {
            all.add(part);
        }
        return all;
    }

    private static Block residual(Block inner, Block shortcut) {
        return new ParallelBlock(parts -> new NDList(parts.get(0).head().add(parts.get(1).head())), List.of(inner, shortcut));
    }

    private static Block unit(int filters, int kernel, int stride, boolean relu) {
        SequentialBlock all = chain(conv(filters, kernel, stride, (kernel - 1) / 2, false, 1), norm());
        return relu ? all.add(Activation.reluBlock()) : all;
    }

    private static Block conv(int filters, int kernel, int stride, int pad, boolean bias, int groups) {
        return Conv2d.builder().setKernelShape(new Shape(kernel, kernel)).setFilters(filters).optStride(new Shape(stride, stride))
                .optPadding(new Shape(pad, pad)).optBias(bias).optGroups(groups).build();
    }

    private static Block conv3d(int filters) {
        return Conv3d.builder().setKernelShape(new Shape(3, 3, 3)).setFilters(filters).optPadding(new Shape(1, 1, 1)).build();
    }

    private static Block norm() {
        return BatchNorm.builder().build();
    }

    private static Block layerNorm() {
        return LayerNorm.builder().axis(2).build();
    }

    private static Block relu6() {
        return LambdaBlock.singleton(x -> x.clip(0, 6));
    }

    private static Block dense(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block flat() {
        return Blocks.batchFlattenBlock();
    }

    private static Block pool() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    private static Block pool1d() {
        return Pool.maxPool1dBlock(new Shape(2), new Shape(2));
    }

    private static Block pool3d() {
        return Pool.maxPool3dBlock(new Shape(2, 2, 2), new Shape(2, 2, 2));
    }
}
