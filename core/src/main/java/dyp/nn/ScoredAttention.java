package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/**
 * Attention with one score for each pair of a query and a key: softmax(scores) · value. Inputs query (batch, queries, dim), value
 * (batch, keys, features) and key (batch, keys, dim); outputs (batch, queries, features) and, where asked for, the weights
 * (batch, queries, keys). Masked steps of the value get no weight, and masked steps of the query give 0.
 *
 * @param <L> the layer
 */
interface ScoredAttention<L> extends Attending<L> {
    /** (batch, queries, keys). */
    Tensor scores(Tensor query, Tensor key, Scope scope);

    @Override
    default List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        Attended in = Attended.of(inputs, false);
        if (in.query().shape().rank() != 3 || in.query().shape().last() != in.key().shape().last()) {
            throw new DypException("Query and key must be (batch, steps, dim) with the same dim, but are " + in.query().shape() + " and "
                    + in.key().shape() + ".");
        }
        Tensor scores = scores(in.query(), in.key(), scope);
        Tensor causal = options().useCausalMask() ? Attended.causal(scores.shape().dim(1), scores.shape().dim(2)) : null;
        Tensor seen = Attended.and(Attended.overKeys(scope.mask(in.value())), causal);
        Tensor weights = (seen == null ? scores : Tensor.where(seen, scores, Tensor.scalar(Attended.HIDDEN))).softmax();
        weights = new Dropout(options().dropout()).apply(weights, scope);
        Tensor out = weights.matmul(in.value());
        Tensor asked = scope.mask(in.query());
        if (asked != null) {
            out = Tensor.where(Attended.overQueries(asked), out, Tensor.scalar(0));
            scope.mask(out, asked);
        }
        return options().returnAttentionScores() ? List.of(out, weights) : List.of(out);
    }
}
