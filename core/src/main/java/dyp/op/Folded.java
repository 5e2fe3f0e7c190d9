package dyp.op;

import dyp.tensor.Shape;
import java.util.List;

/**
 * A chain of elementwise ops whose results are summed where they are made, so that they never reach memory. Made by the
 * compiler; never by a user.
 *
 * @param chain without an anchor; it gives (outer, count, inner) numbers
 * @param kind sum or mean, of {@code count} numbers each
 * @param to the result's shape, of outer times inner numbers
 */
public record Folded(Fused chain, Reduce.Kind kind, int outer, int count, int inner, Shape to) implements Op {
    @Override
    public Shape shape(List<Tensor> inputs) {
        return to;
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        throw new IllegalStateException("a folded chain is made after differentiation");
    }

    @Override
    public String label() {
        return chain.label() + "+" + kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
