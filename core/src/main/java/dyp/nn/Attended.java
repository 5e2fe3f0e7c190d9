package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;

/**
 * What attention is given, in Keras's order: query, value, key. A key that is left out is the value; a value that is left out is the
 * query, which then attends to itself.
 *
 * @param mask which key each query may see, 1 or 0; null where nothing was said
 */
record Attended(Tensor query, Tensor value, Tensor key, Tensor mask) {
    /** Far below any score, so that its exponential is 0. */
    static final double HIDDEN = -1e9;

    Attended {
        Shape v = value.shape();
        boolean fits = query.shape().rank() >= 3 && query.shape().rank() == v.rank() && query.shape().dim(0) == v.dim(0)
                && v.with(-1, 1).equals(key.shape().with(-1, 1));
        if (!fits) {
            throw new DypException("Attention takes query (batch, steps, features) and value and key (batch, other steps, features), of equal"
                    + " rank, value and key of equal length; but query " + query.shape() + ", value " + v + " and key " + key.shape() + " came.");
        }
    }

    static Attended of(List<Tensor> inputs, boolean masked) {
        int n = inputs.size() - (masked ? 1 : 0);
        if (n < 1 || n > 3) {
            throw new DypException("Attention takes query, value and key, in this order, of which the last ones may be left out"
                    + (masked ? ", and then the attention mask" : "") + "; but " + inputs.size() + " inputs came.");
        }
        Tensor value = inputs.get(Math.min(1, n - 1));
        return new Attended(inputs.getFirst(), value, n == 3 ? inputs.get(2) : value, masked ? inputs.getLast() : null);
    }

    /** 1 where query step i may see key step j, else 0: (queries, keys). */
    static Tensor causal(int queries, int keys) {
        return Tensor.constant(NDArray.generate(Shape.of(queries, keys), i -> i % keys <= i / keys ? 1 : 0));
    }

    /** 1 where the steps are less than {@code width} apart, else 0: (queries, keys). */
    static Tensor window(int queries, int keys, int width) {
        return Tensor.constant(NDArray.generate(Shape.of(queries, keys), i -> Math.abs(i % keys - i / keys) < width ? 1 : 0));
    }

    /** Both masks, either of which may be null. */
    static Tensor and(Tensor a, Tensor b) {
        return a == null ? b : b == null ? a : a.mul(b);
    }

    /** (batch, keys) as (batch, 1, keys), or null. */
    static Tensor overKeys(Tensor mask) {
        return mask == null ? null : mask.reshape(mask.shape().dim(0), 1, -1);
    }

    /** (batch, queries) as (batch, queries, 1), or null. */
    static Tensor overQueries(Tensor mask) {
        return mask == null ? null : mask.reshape(mask.shape().dim(0), -1, 1);
    }
}
