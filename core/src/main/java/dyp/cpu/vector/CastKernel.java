package dyp.cpu.vector;

import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;

/** Between float32 and int32, in plain loops that the JIT turns into vectors. */
final class CastKernel {
    private CastKernel() {}

    /** The op itself, or the chain of one that the compiler makes of it: casts join no longer chain. */
    static boolean supports(Tensor node) {
        boolean cast = node.op() instanceof Elementwise.Cast
                || (node.op() instanceof Fused f && f.anchor() == null && f.body().size() == 1 && f.body().getFirst().op() instanceof Elementwise.Cast);
        return cast && node.dtype() != node.input(0).dtype() && node.shape().size() > 0;
    }

    static Step bind(Tensor node, Slices s) {
        int in = s.input(0).offset();
        int out = s.output().offset();
        if (node.dtype() == DType.INT32) {
            float[] x = s.input(0).floats();
            int[] y = s.output().ints();
            return Blocks.over(node.shape().size(), 1, (from, to, lane) -> {
                for (int i = from; i < to; i++) {
                    y[out + i] = (int) x[in + i];
                }
            });
        }
        int[] x = s.input(0).ints();
        float[] y = s.output().floats();
        return Blocks.over(node.shape().size(), 1, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                y[out + i] = x[in + i];
            }
        });
    }
}
