package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/**
 * Several heads, each of which asks, compares and takes in a space of its own: softmax(query · keyᵀ / sqrt(keyDim)) · value.
 * Vaswani et al. 2017, "Attention is all you need".
 *
 * <p>Inputs query (batch, queries, features), value and key (batch, keys, other features); the key may be left out, it then is the value,
 * and so may the value, which then is the query. Outputs (batch, queries, output) and, where asked for, the weights (batch, heads,
 * queries, keys), before dropout. There may be more axes than one between batch and features. Masks of the inputs hide padded steps.
 *
 * @param keyDim features of query and key in each head
 * @param valueDim features of the value in each head
 * @param outputShape what comes out for each step; empty for as many features as the query has
 * @param attentionAxes the axes that are attended over; empty for all between batch and features
 */
public record MultiHeadAttention(int numHeads, int keyDim, int valueDim, List<Integer> outputShape, List<Integer> attentionAxes,
        AttentionOptions options, HeadOptions heads) implements HeadedAttention<MultiHeadAttention> {
    public MultiHeadAttention {
        Checks.positive("numHeads", numHeads);
        Checks.positive("keyDim", keyDim);
        Checks.positive("valueDim", valueDim);
        Checks.positive("outputShape", outputShape);
        outputShape = List.copyOf(outputShape);
        attentionAxes = List.copyOf(attentionAxes);
        if (attentionAxes.stream().distinct().count() != attentionAxes.size()) {
            throw new DypException("attentionAxes names an axis twice: " + attentionAxes + ".");
        }
    }

    public MultiHeadAttention(int numHeads, int keyDim) {
        this(numHeads, keyDim, keyDim, List.of(), List.of(), AttentionOptions.NONE, HeadOptions.NONE);
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        return new Heads(numHeads, numHeads, keyDim, valueDim, outputShape, attentionAxes, options, heads).apply(inputs, scope);
    }

    public MultiHeadAttention valueDim(int features) {
        return new MultiHeadAttention(numHeads, keyDim, features, outputShape, attentionAxes, options, heads);
    }

    /** What comes out for each step. */
    public MultiHeadAttention outputShape(int... shape) {
        return new MultiHeadAttention(numHeads, keyDim, valueDim, Checks.list(shape), attentionAxes, options, heads);
    }

    /** The axes that are attended over; negative ones count from the end. */
    public MultiHeadAttention attentionAxes(int... axes) {
        return new MultiHeadAttention(numHeads, keyDim, valueDim, outputShape, Checks.list(axes), options, heads);
    }

    @Override
    public MultiHeadAttention options(AttentionOptions o) {
        return new MultiHeadAttention(numHeads, keyDim, valueDim, outputShape, attentionAxes, o, heads);
    }

    @Override
    public MultiHeadAttention heads(HeadOptions h) {
        return new MultiHeadAttention(numHeads, keyDim, valueDim, outputShape, attentionAxes, options, h);
    }
}
