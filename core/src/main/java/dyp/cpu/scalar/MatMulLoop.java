package dyp.cpu.scalar;

import dyp.op.MatMul;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;

/** Matrix products, three loops. */
final class MatMulLoop {
    private MatMulLoop() {}

    static Step of(MatMul op, Tensor node, Slices s) {
        Shape as = node.input(0).shape();
        Shape bs = node.input(1).shape();
        int m = node.shape().dim(-2);
        int n = node.shape().dim(-1);
        int k = as.dim(op.transposeA() ? -2 : -1);
        int aRow = op.transposeA() ? 1 : as.last();
        int aCol = op.transposeA() ? as.last() : 1;
        int bRow = op.transposeB() ? 1 : bs.last();
        int bCol = op.transposeB() ? bs.last() : 1;
        Slice a = s.input(0);
        Slice b = s.input(1);
        return Blocks.over(node.shape().size(), k, (from, to, lane) -> {
            for (int o = from; o < to; o++) {
                int batch = o / (m * n);
                int i = o / n % m;
                int j = o % n;
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a.get(batch * m * k + i * aRow + p * aCol) * b.get(batch * k * n + p * bRow + j * bCol);
                }
                s.output().set(o, sum);
            }
        });
    }
}
