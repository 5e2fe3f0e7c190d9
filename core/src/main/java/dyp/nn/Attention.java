package dyp.nn;

import dyp.init.Initializers;
import dyp.op.MatMul;
import dyp.op.Tensor;
import dyp.tensor.Shape;

/**
 * Dot-product attention: each query takes the mean of the values, weighted by how well its key fits: softmax(query · keyᵀ) · value.
 * Luong, Pham and Manning 2015, "Effective approaches to attention-based neural machine translation".
 *
 * <p>Inputs query (batch, queries, dim), value (batch, keys, features) and key (batch, keys, dim); the key may be left out, it then is
 * the value. Outputs (batch, queries, features) and, where asked for, the weights (batch, queries, keys).
 *
 * @param useScale whether the scores are scaled by a trained number, 1 at first
 * @param scoreMode how a query is compared with a key
 */
public record Attention(boolean useScale, ScoreMode scoreMode, AttentionOptions options) implements ScoredAttention<Attention> {
    /** How a query is compared with a key. */
    public enum ScoreMode {
        /** scale * query · key. */
        DOT,
        /** weight * sum tanh(scale * (query + key)), the weight a trained number, 1 at first. */
        CONCAT
    }

    public Attention() {
        this(false, ScoreMode.DOT, AttentionOptions.NONE);
    }

    @Override
    public Tensor scores(Tensor query, Tensor key, Scope scope) {
        Tensor scale = useScale ? scope.weight("scale", Initializers.ones()) : Tensor.scalar(1);
        return switch (scoreMode) {
            case DOT -> Tensor.make(new MatMul(false, true), query, key).mul(scale);
            case CONCAT -> {
                Tensor weight = scope.weight("concat_score_weight", Initializers.ones());
                yield AdditiveAttention.pairs(query, key, scale, weight.broadcastTo(Shape.of(query.shape().last())));
            }
        };
    }

    public Attention useScale(boolean use) {
        return new Attention(use, scoreMode, options);
    }

    public Attention scoreMode(ScoreMode mode) {
        return new Attention(useScale, mode, options);
    }

    @Override
    public Attention options(AttentionOptions o) {
        return new Attention(useScale, scoreMode, o);
    }
}
