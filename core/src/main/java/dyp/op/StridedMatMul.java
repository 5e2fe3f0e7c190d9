package dyp.op;

import dyp.tensor.Shape;
import java.util.List;

/**
 * Products of a batch of matrices, (m, k) by (k, n), that lie anywhere in their tensors: heads of attention within the features, say,
 * which are read and written there and never copied. Made by the compiler; never by a user.
 *
 * @param to the result's shape
 */
public record StridedMatMul(int batch, int m, int n, int k, Matrices a, Matrices b, Matrices c, Shape to) implements Op {
    /**
     * How a batch of matrices lies, in numbers: matrix i begins at {@code i / group * groupStep + i % group * step}.
     *
     * @param row from one row to the next
     * @param column from one column to the next
     */
    public record Matrices(int group, int groupStep, int step, int row, int column) {
        /** One behind the other, each in one piece. */
        public static Matrices dense(int rows, int columns, boolean transposed) {
            return new Matrices(1, rows * columns, 0, transposed ? 1 : columns, transposed ? rows : 1);
        }

        /** The same numbers with rows as columns. */
        public Matrices turned() {
            return new Matrices(group, groupStep, step, column, row);
        }

        /** Where a matrix begins. */
        public int start(int i) {
            return i / group * groupStep + i % group * step;
        }
    }

    /** The same products, written elsewhere. */
    public StridedMatMul to(Matrices lie, Shape shape) {
        return new StridedMatMul(batch, m, n, k, a, b, lie, shape);
    }

    /** The same numbers with rows as columns: Cᵀ = Bᵀ Aᵀ. It takes the inputs in the other order. */
    public StridedMatMul turned() {
        return new StridedMatMul(batch, n, m, k, b.turned(), a.turned(), c.turned(), to);
    }

    /** Whether the results lie one behind the other. */
    public boolean dense() {
        return c.equals(Matrices.dense(m, n, false));
    }

    @Override
    public Shape shape(List<Tensor> inputs) {
        return to;
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        throw new IllegalStateException("strides are put in after differentiation");
    }

    @Override
    public String label() {
        return "matmul";
    }
}
