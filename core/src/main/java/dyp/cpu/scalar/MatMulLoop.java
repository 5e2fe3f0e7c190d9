package dyp.cpu.scalar;

import dyp.op.MatMul;
import dyp.op.StridedMatMul;
import dyp.op.StridedMatMul.Matrices;
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
        int m = node.shape().dim(-2);
        int n = node.shape().dim(-1);
        int k = as.dim(op.transposeA() ? -2 : -1);
        int batch = node.shape().rank() == 3 ? node.shape().dim(0) : 1;
        return strided(new StridedMatMul(batch, m, n, k, Matrices.dense(m, k, op.transposeA()), Matrices.dense(k, n, op.transposeB()),
                Matrices.dense(m, n, false), node.shape()), s);
    }

    static Step strided(StridedMatMul op, Slices s) {
        int m = op.m();
        int n = op.n();
        Matrices as = op.a();
        Matrices bs = op.b();
        Matrices cs = op.c();
        Slice a = s.input(0);
        Slice b = s.input(1);
        return Blocks.over(op.to().size(), op.k(), (from, to, lane) -> {
            for (int o = from; o < to; o++) {
                int item = o / (m * n);
                int i = o / n % m;
                int j = o % n;
                double sum = 0;
                for (int p = 0; p < op.k(); p++) {
                    sum += a.get(as.start(item) + i * as.row() + p * as.column()) * b.get(bs.start(item) + p * bs.row() + j * bs.column());
                }
                s.output().set(cs.start(item) + i * cs.row() + j * cs.column(), sum);
            }
        });
    }
}
