package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/**
 * {@link MultiHeadAttention} in which groups of query heads share one head of key and value, which saves weights and time. With as many of
 * these as of the query it is multi-head attention, with one it is multi-query attention. Ainslie et al. 2023, "GQA: training generalized
 * multi-query transformer models from multi-head checkpoints".
 *
 * <p>Inputs query (batch, queries, features), value and key (batch, keys, other features), the last ones of which may be left out; outputs
 * (batch, queries, features) and, where asked for, the weights (batch, query heads, queries, keys), before dropout.
 *
 * @param headDim features in each head
 * @param numQueryHeads a multiple of numKeyValueHeads
 */
public record GroupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads, AttentionOptions options, HeadOptions heads)
        implements HeadedAttention<GroupQueryAttention> {
    public GroupQueryAttention {
        Checks.positive("headDim", headDim);
        Checks.positive("numQueryHeads", numQueryHeads);
        Checks.positive("numKeyValueHeads", numKeyValueHeads);
        if (numQueryHeads % numKeyValueHeads != 0) {
            throw new DypException("numQueryHeads must be a multiple of numKeyValueHeads, but " + numQueryHeads + " and "
                    + numKeyValueHeads + " came.");
        }
    }

    public GroupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
        this(headDim, numQueryHeads, numKeyValueHeads, AttentionOptions.NONE, HeadOptions.NONE);
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        return new Heads(numQueryHeads, numKeyValueHeads, headDim, headDim, List.of(), List.of(1), options, heads).apply(inputs, scope);
    }

    @Override
    public GroupQueryAttention options(AttentionOptions o) {
        return new GroupQueryAttention(headDim, numQueryHeads, numKeyValueHeads, o, heads);
    }

    @Override
    public GroupQueryAttention heads(HeadOptions h) {
        return new GroupQueryAttention(headDim, numQueryHeads, numKeyValueHeads, options, h);
    }
}
