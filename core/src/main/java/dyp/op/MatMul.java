package dyp.op;

import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;

/**
 * Matrix product of (m, k) and (k, n), or of as many pairs as a first axis counts.
 *
 * @param transposeA the first matrix lies as (k, m)
 * @param transposeB the second matrix lies as (n, k)
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
    @Override
    public Shape shape(List<Tensor> inputs) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (a.rank() != b.rank() || a.rank() < 2 || a.rank() > 3 || (a.rank() == 3 && a.dim(0) != b.dim(0))) {
            throw new DypException("[matmul] needs two matrices or two equally long batches of them: " + a + " x " + b);
        }
        if (a.dim(transposeA ? -2 : -1) != b.dim(transposeB ? -1 : -2)) {
            throw new DypException("[matmul] inner dimensions differ: " + a + (transposeA ? "ᵀ" : "") + " x " + b + (transposeB ? "ᵀ" : ""));
        }
        Shape product = Shape.of(a.dim(transposeA ? -1 : -2), b.dim(transposeB ? -2 : -1));
        return a.rank() == 3 ? product.batch(a.dim(0)) : product;
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor g) {
        Tensor a = out.input(0);
        Tensor b = out.input(1);
        Tensor da = transposeA ? of(b, g, transposeB, true) : of(g, b, false, !transposeB);
        Tensor db = transposeB ? of(g, a, true, transposeA) : of(a, g, !transposeA, false);
        return List.of(da, db);
    }

    private static Tensor of(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        return Tensor.make(new MatMul(transposeA, transposeB), a, b);
    }
}
