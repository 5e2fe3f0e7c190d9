package dyp.cpu.vector;

/**
 * The sizes of a batch of matrix products {@code C[m, n] = op(A)[m, k] · op(B)[k, n]}. C is dense: {@code [batch, m, n]}.
 *
 * @param transposeA A is stored {@code [k, m]} instead of {@code [m, k]}
 * @param transposeB B is stored {@code [n, k]} instead of {@code [k, n]}
 * @param strideA from one A of the batch to the next, in floats; 0 when they share one
 * @param strideB from one B of the batch to the next, in floats; 0 when they share one
 */
public record MatMulGeometry(
        int batch, int m, int n, int k, boolean transposeA, boolean transposeB, int strideA, int strideB) {

    /** One product. */
    public static MatMulGeometry of(int m, int n, int k, boolean transposeA, boolean transposeB) {
        return new MatMulGeometry(1, m, n, k, transposeA, transposeB, 0, 0);
    }

    /** The same products with fewer special cases: a batch that shares B is one taller product. */
    MatMulGeometry simplified() {
        boolean tall = batch > 1 && strideB == 0 && !transposeA && strideA == m * k;
        // A single column is also a single row: then the inner dimension is the one that lies side by side.
        boolean flip = n == 1 && !transposeB;
        return tall
                ? new MatMulGeometry(1, batch * m, n, k, false, transposeB || flip, 0, 0)
                : flip ? new MatMulGeometry(batch, m, n, k, transposeA, true, strideA, strideB) : this;
    }

    /** Multiply-adds in one product. */
    long work() {
        return (long) m * n * k;
    }
}
