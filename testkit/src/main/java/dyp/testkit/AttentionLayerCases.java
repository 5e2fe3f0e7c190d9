package dyp.testkit;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Attention.ScoreMode.CONCAT;
import static dyp.nn.Layers.additiveAttention;
import static dyp.nn.Layers.attention;
import static dyp.nn.Layers.einsumDense;
import static dyp.nn.Layers.embedding;
import static dyp.nn.Layers.groupQueryAttention;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.multiHeadAttention;
import static dyp.testkit.LayerCase.joint;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.nn.Layer;
import dyp.tensor.Shape;
import java.util.List;

/** Attention and embeddings. Sizes are odd on purpose. */
final class AttentionLayerCases {
    /** Query, value, key. */
    private static final List<Shape> THREE = List.of(shape(4, 5), shape(3, 7), shape(3, 5));

    private AttentionLayerCases() {}

    static List<LayerCase> all() {
        return List.of(
                of("embedding", tokens(embedding(5, 3)), shape(4), shape(4, 3)).trained(15),
                of("embedding of one token", tokens(embedding(3, 5)), shape(), shape(5)).trained(15),
                of("embedding, mask, price", tokens(embedding(7, 2).maskZero(true).embeddingsRegularizer(l2(0.01))), shape(9), shape(9, 2)).trained(14),
                of("einsum dense", einsumDense("ab,bc->ac", 3), shape(5), shape(3)).trained(15),
                of("einsum dense, rows of rows", einsumDense("abc,cd->abd", -1, 3).biasAxes("d").activation(TANH), shape(4, 5), shape(4, 3)).trained(18),
                of("einsum dense, a matrix for each row", einsumDense("abc,cde->abde", -1, 2, 3).biasAxes("ed").activation(RELU), shape(4, 5), shape(4, 2, 3)).trained(36),
                of("einsum dense, heads joined", einsumDense("abcd,cde->abe", 4, 7).biasAxes("e"), shape(4, 3, 5), shape(4, 7)).trained(112),
                of("einsum dense, a kernel for each step", einsumDense("abc,bcd->abd", 4, 3).biasAxes("bd"), shape(4, 5), shape(4, 3)).trained(72),
                of("einsum dense, kernel turned", einsumDense("abc,dc->adb", 3, 4).biasAxes("d"), shape(4, 5), shape(3, 4)).trained(18),
                of("einsum dense, dots first", einsumDense("...x,xy->...y", 3).biasAxes("y"), shape(2, 4, 5), shape(2, 4, 3)).trained(18),
                of("einsum dense, dots last", einsumDense("ab...,bc->ac...", 3).biasAxes("c"), shape(5, 4, 2), shape(3, 4, 2)).trained(18),
                joint("attention", attention(), THREE, shape(4, 7)),
                joint("attention, scale, dropout", attention().useScale(true).dropout(0.3), THREE, shape(4, 7)).trained(1).drawsInTraining(),
                joint("attention, concat, causal", attention().scoreMode(CONCAT).useCausalMask(true), THREE, shape(4, 7)).trained(1),
                joint("attention, concat, scale", attention().scoreMode(CONCAT).useScale(true), THREE, shape(4, 7)).trained(2),
                of("attention to itself", attention().useScale(true), shape(4, 5), shape(4, 5)).trained(1),
                joint("attention, masked, weights", new Masked(attention().useCausalMask(true).returnAttentionScores(true), 3), THREE, shape(40)),
                joint("additive attention", additiveAttention(), THREE, shape(4, 7)).trained(5),
                joint("additive attention, no scale, dropout", additiveAttention().useScale(false).dropout(0.2), THREE, shape(4, 7)).drawsInTraining(),
                joint("additive attention, masked", new Masked(additiveAttention(), 2), List.of(shape(4, 5), shape(3, 5)), shape(4, 5)).trained(5),
                of("multi-head attention", multiHeadAttention(2, 3), shape(4, 5), shape(4, 5)).trained(3 * 36 + 35),
                of("multi-head attention, causal, no bias, price", multiHeadAttention(3, 2).useCausalMask(true).useBias(false).kernelRegularizer(l2(0.01)),
                        shape(4, 5), shape(4, 5)).trained(120),
                joint("multi-head attention, query, value, key", multiHeadAttention(2, 3).valueDim(4).outputShape(6).dropout(0.2), THREE, shape(4, 6))
                        .trained(36 + 36 + 64 + 54).drawsInTraining(),
                joint("multi-head attention, masked, weights", new Masked(multiHeadAttention(2, 3).returnAttentionScores(true), 2),
                        List.of(shape(4, 5), shape(3, 5)), shape(44)).trained(143),
                of("multi-head attention, masked, causal", new Masked(multiHeadAttention(2, 3).useCausalMask(true)), shape(4, 5), shape(4, 5)).trained(143),
                joint("multi-head attention, masked value and key", new Masked(multiHeadAttention(2, 3), 3), THREE, shape(4, 5)).trained(36 + 36 + 48 + 35),
                joint("multi-head attention, mask given", multiHeadAttention(2, 3).attentionMask(true), List.of(shape(4, 5), shape(3, 5), shape(4, 3)), shape(4, 5)).trained(143),
                of("multi-head attention, gate, window", multiHeadAttention(2, 3).useGate(true).slidingWindow(2), shape(4, 5), shape(4, 5)).trained(143 + 36),
                of("multi-head attention over two axes", multiHeadAttention(2, 3), shape(3, 2, 5), shape(3, 2, 5)).trained(143),
                of("multi-head attention over the second axis", multiHeadAttention(2, 3).attentionAxes(2).outputShape(2, 3), shape(2, 4, 5), shape(2, 4, 2, 3))
                        .trained(108 + 42),
                of("group query attention", groupQueryAttention(3, 4, 2), shape(4, 5), shape(4, 5)).trained(72 + 36 + 36 + 65),
                joint("group query attention, masked, dropout, weights", new Masked(groupQueryAttention(3, 4, 1).dropout(0.2).returnAttentionScores(true), 2),
                        List.of(shape(4, 5), shape(3, 5)), shape(20 + 48)).trained(72 + 18 + 18 + 65).drawsInTraining(),
                of("group query attention, causal, gate, window", groupQueryAttention(3, 2, 2).useCausalMask(true).useGate(true).slidingWindow(2), shape(4, 5), shape(4, 5))
                        .trained(36 * 4 + 35));
    }

    private static Layer tokens(dyp.nn.Embedding layer) {
        return new Tokens(layer, layer.inputDim());
    }
}
