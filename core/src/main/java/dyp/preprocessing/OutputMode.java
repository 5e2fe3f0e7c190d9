package dyp.preprocessing;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;

/** What becomes of category numbers. */
public enum OutputMode {
    /** The numbers themselves, int32. */
    INT,
    /** A row with a one for each: (batch, ..., n) -> (batch, ..., n, depth); an axis of length 1 at the end goes. */
    ONE_HOT,
    /** One row per sample with a one for each category that is there: (batch, n) -> (batch, depth). */
    MULTI_HOT,
    /** One row per sample that says how often each category is there: (batch, n) -> (batch, depth). */
    COUNT;

    /** A number outside 0 to depth - 1 leaves no trace. */
    Tensor encode(Tensor indices, int depth) {
        return encode(indices, depth, null);
    }

    /** @param weights what each category counts, of the indices' shape; null: 1 each */
    Tensor encode(Tensor indices, int depth, Tensor weights) {
        Tensor ids = indices.cast(DType.INT32);
        int rank = ids.shape().rank();
        if (weights != null && (this != COUNT || !weights.shape().equals(ids.shape()))) {
            throw new DypException("Weights go with COUNT and have the shape of the categories, but " + this + " with " + weights.shape()
                    + " for " + ids.shape() + " came.");
        }
        if (this == INT) {
            return ids;
        }
        if (this == ONE_HOT) {
            Tensor flat = rank > 1 && ids.shape().last() == 1 ? ids.reshape(ids.shape().slice(0, rank - 1)) : ids;
            return flat.oneHot(depth);
        }
        Tensor hot = (rank == 1 ? ids.reshape(-1, 1) : ids).oneHot(depth);
        if (weights != null) {
            hot = hot.mul(weights.reshape(hot.shape().with(-1, 1)));
        }
        Tensor folded = this == COUNT ? hot.sum(1) : hot.max(1);
        return folded.reshape(without(hot.shape().dims()));
    }

    /** Without the second axis. */
    private static int[] without(int[] dims) {
        int[] left = new int[dims.length - 1];
        left[0] = dims[0];
        System.arraycopy(dims, 2, left, 1, left.length - 1);
        return left;
    }
}
