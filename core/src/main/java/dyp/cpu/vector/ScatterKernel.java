package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Gather;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Rows added up by index, as in an embedding's gradient. The indices are first dealt out to stretches of rows of the result, in their own
 * order; each task then fills some stretches, so each sum keeps the order of the indices.
 */
final class ScatterKernel {
    /** At most so many stretches. */
    private static final int STRETCHES = 64;

    private ScatterKernel() {}

    static List<Step> bind(Gather.ScatterAdd op, Tensor node, Slices s) {
        Shape to = op.to();
        int inner = to.slice(op.axis() + 1, to.rank()).size();
        int length = to.dim(op.axis());
        int count = node.input(1).shape().size();
        float[] g = s.input(0).floats();
        int go = s.input(0).offset();
        int[] index = s.input(1).ints();
        int io = s.input(1).offset();
        float[] y = s.output().floats();
        int yo = s.output().offset();
        int stretch = Math.clamp(Blocks.GRAIN / inner + 1, Math.ceilDiv(length, STRETCHES), length);
        int stretches = Math.ceilDiv(length, stretch);
        int[] first = new int[stretches + 2], order = new int[count];
        Step deal = (task, lane) -> deal(index, io, length, stretch, first, order);
        Step sum = Blocks.over(to.size() / inner / length * stretches, (long) stretch * inner, (from, end, lane) -> {
            for (int i = from; i < end; i++) {
                int outer = i / stretches, own = i % stretches, base = yo + outer * length * inner;
                Arrays.fill(y, base + own * stretch * inner, base + Math.min(length, (own + 1) * stretch) * inner, 0);
                for (int j = first[own]; j < first[own + 1]; j++) {
                    add(g, go + (outer * count + order[j]) * inner, y, base + index[io + order[j]] * inner, inner);
                }
            }
        });
        return List.of(deal, sum);
    }

    /**
     * Sorts the places of valid indices by stretch, by counting.
     *
     * @param first where each stretch's places begin in {@code order}; has two to spare
     */
    private static void deal(int[] index, int io, int length, int stretch, int[] first, int[] order) {
        Arrays.fill(first, 0);
        for (int i = 0; i < order.length; i++) {
            int at = index[io + i];
            if (at >= 0 && at < length) {
                first[at / stretch + 2]++;
            }
        }
        for (int k = 2; k < first.length; k++) {
            first[k] += first[k - 1];
        }
        // Each count moves from its stretch's beginning to its end, which is where the next one begins.
        for (int i = 0; i < order.length; i++) {
            int at = index[io + i];
            if (at >= 0 && at < length) {
                order[first[at / stretch + 1]++] = i;
            }
        }
    }

    private static void add(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(SPECIES, y, yo + i).add(FloatVector.fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] += x[xo + i];
        }
    }
}
