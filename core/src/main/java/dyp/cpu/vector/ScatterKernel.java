package dyp.cpu.vector;

import dyp.op.Gather;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import java.util.Arrays;

/**
 * Rows added up by index, as in an embedding's gradient. Each task owns a stretch of rows of the result and looks through all indices for
 * those that name one of its own: so each sum keeps the order of the indices.
 */
final class ScatterKernel {
    /** At most so many tasks: each reads all indices. */
    private static final int TASKS = 32;

    private ScatterKernel() {}

    static Step bind(Gather.ScatterAdd op, Tensor node, Slices s) {
        Shape to = op.to();
        int inner = to.slice(op.axis() + 1, to.rank()).size();
        int length = to.dim(op.axis());
        int rows = to.size() / inner;
        int count = node.input(1).shape().size();
        float[] g = s.input(0).floats();
        int go = s.input(0).offset();
        int[] index = s.input(1).ints();
        int io = s.input(1).offset();
        float[] y = s.output().floats();
        int yo = s.output().offset();
        return Blocks.of(rows, Math.max(Math.ceilDiv(rows, TASKS), Blocks.GRAIN / inner + 1), (from, end, lane) -> {
            Arrays.fill(y, yo + from * inner, yo + end * inner, 0);
            for (int outer = from / length; outer * length < end; outer++) {
                int first = Math.max(0, from - outer * length);
                int last = Math.min(length, end - outer * length);
                for (int i = 0; i < count; i++) {
                    int at = index[io + i];
                    if (at >= first && at < last) {
                        add(g, go + (outer * count + i) * inner, y, yo + (outer * length + at) * inner, inner);
                    }
                }
            }
        });
    }

    private static void add(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += x[xo + i];
        }
    }
}
