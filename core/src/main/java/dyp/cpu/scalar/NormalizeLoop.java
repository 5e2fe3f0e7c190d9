package dyp.cpu.scalar;

import dyp.op.Normalize;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;

/** Softmax and its logarithm, row by row. */
final class NormalizeLoop {
    private NormalizeLoop() {}

    static Step of(Normalize op, Shape shape, Slices s) {
        int n = shape.rank() == 0 ? 1 : shape.last();
        Slice x = s.input(0);
        Slice y = s.output();
        return Blocks.over(n == 0 ? 0 : shape.size() / n, n, (from, to, lane) -> {
            for (int row = from; row < to; row++) {
                double max = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < n; j++) {
                    max = Math.max(max, x.get(row * n + j));
                }
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.exp(x.get(row * n + j) - max);
                }
                for (int j = 0; j < n; j++) {
                    double shifted = x.get(row * n + j) - max;
                    y.set(row * n + j, switch (op) {
                        case SOFTMAX -> Math.exp(shifted) / sum;
                        case LOG_SOFTMAX -> shifted - Math.log(sum);
                    });
                }
            }
        });
    }
}
