package dyp.nn;

import dyp.init.Initializers;
import dyp.op.MatMul;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/**
 * Additive attention: a query fits a key by sum scale * tanh(query + key). Bahdanau, Cho and Bengio 2015, "Neural machine translation by
 * jointly learning to align and translate".
 *
 * <p>Inputs query (batch, queries, dim), value (batch, keys, features) and key (batch, keys, dim); the key may be left out, it then is
 * the value. Outputs (batch, queries, features) and, where asked for, the weights (batch, queries, keys). It holds
 * batch * queries * keys * dim numbers at once.
 *
 * @param useScale whether there is a trained scale (dim), else 1
 */
public record AdditiveAttention(boolean useScale, AttentionOptions options) implements ScoredAttention<AdditiveAttention> {
    public AdditiveAttention() {
        this(true, AttentionOptions.NONE);
    }

    @Override
    public Tensor scores(Tensor query, Tensor key, Scope scope) {
        int dim = query.shape().last();
        Tensor weights = useScale ? scope.weight("scale", Initializers.glorotUniform(), dim) : Tensor.scalar(1).broadcastTo(Shape.of(dim));
        return pairs(query, key, Tensor.scalar(1), weights);
    }

    /** sum weights * tanh(scale * (query + key)) for each pair: (batch, queries, keys). */
    static Tensor pairs(Tensor query, Tensor key, Tensor scale, Tensor weights) {
        int batch = query.shape().dim(0);
        int queries = query.shape().dim(1);
        int keys = key.shape().dim(1);
        int dim = query.shape().last();
        Tensor both = query.reshape(batch, queries, 1, dim).add(key.reshape(batch, 1, keys, dim)).mul(scale).tanh();
        return Tensor.make(new MatMul(false, true), weights.reshape(1, dim), both.reshape(batch * queries * keys, dim))
                .reshape(batch, queries, keys);
    }

    public AdditiveAttention useScale(boolean use) {
        return new AdditiveAttention(use, options);
    }

    @Override
    public AdditiveAttention options(AttentionOptions o) {
        return new AdditiveAttention(useScale, o);
    }
}
