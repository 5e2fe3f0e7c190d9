package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Reduce;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Sums, means, maxima and minima. Neighbouring axes that share their fate are merged, which leaves (outer, folded, inner): with inner 1
 * each sum runs along memory, else a whole row of sums advances together. Few long sums are cut into fixed blocks whose
 * partial sums are added in order. Maxima likewise.
 */
final class ReduceKernel {
    private static final int BLOCKS = 32;

    private final Reduce.Kind kind;
    private final int outer;
    private final int folded;
    private final int inner;
    private final float scale;

    private ReduceKernel(Reduce.Kind kind, int outer, int folded, int inner, float scale) {
        this.kind = kind;
        this.outer = outer;
        this.folded = folded;
        this.inner = inner;
        this.scale = scale;
    }

    /** The kernel for this fold, or null where the axes do not merge into (outer, folded, inner). */
    static ReduceKernel of(Reduce op, Shape in) {
        if (op.kind() == Reduce.Kind.ARGMAX) {
            return null;
        }
        int[] sizes = {1, 1, 1};
        int part = 0;
        for (int axis = 0; axis < in.rank(); axis++) {
            if (in.dim(axis) == 1) {
                continue;
            }
            boolean folds = op.axes().contains(axis);
            if (part == 0 && folds || part == 1 && !folds) {
                part++;
            } else if (part == 2 && folds) {
                return null;
            }
            sizes[part] *= in.dim(axis);
        }
        float scale = op.kind() == Reduce.Kind.MEAN ? 1f / op.count(in) : 1f;
        return new ReduceKernel(op.kind(), sizes[0], sizes[1], sizes[2], scale);
    }

    private int blocks() {
        return blocks(outer, folded, inner);
    }

    /** Into how many blocks each fold is cut: 1 unless there are few folds, each of them long. */
    static int blocks(int outer, int folded, int inner) {
        long total = (long) outer * folded * inner;
        if ((long) outer * inner * BLOCKS > total || total < 2L * Blocks.GRAIN) {
            return 1;
        }
        return (int) Math.min(BLOCKS, Math.min(folded, total / outer / Blocks.GRAIN + 1));
    }

    /** A line per lane, then the blocks' sums. */
    long scratchFloats(int lanes) {
        return (long) lanes * Lanes.LINE + (blocks() == 1 ? 0 : (long) outer * blocks() * inner);
    }

    List<Step> bind(Slices s) {
        float[] x = s.input(0).floats();
        int xo = s.input(0).offset();
        float[] y = s.output().floats();
        int yo = s.output().offset();
        int blocks = blocks();
        float[] room = s.scratch().floats();
        int ro = s.scratch().offset();
        if (blocks == 1) {
            return List.of(Blocks.over(outer, (long) folded * inner, (from, to, lane) -> {
                for (int o = from; o < to; o++) {
                    fold(x, xo + o * folded * inner, folded, y, yo + o * inner, scale, room, ro + lane * Lanes.LINE);
                }
            }));
        }
        int po = ro + s.lanes() * Lanes.LINE;
        int length = Math.ceilDiv(folded, blocks);
        List<Step> steps = new ArrayList<>();
        steps.add(Blocks.of(outer * blocks, 1, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                int first = Math.min(folded, i % blocks * length);
                int count = Math.min(length, folded - first);
                fold(x, xo + (i / blocks * folded + first) * inner, count, room, po + i * inner, 1f, room, ro + lane * Lanes.LINE);
            }
        }));
        steps.add(Blocks.over(outer, (long) blocks * inner, (from, to, lane) -> {
            for (int o = from; o < to; o++) {
                fold(room, po + o * blocks * inner, blocks, y, yo + o * inner, scale, room, ro + lane * Lanes.LINE);
            }
        }));
        return steps;
    }

    private void fold(float[] x, int xo, int count, float[] y, int yo, float scale, float[] room, int ro) {
        if (kind == Reduce.Kind.MAX || kind == Reduce.Kind.MIN) {
            extreme(kind == Reduce.Kind.MIN, x, xo, count, y, yo, room, ro);
        } else if (inner == 1) {
            y[yo] = sum(x, xo, count, room, ro) * scale;
        } else {
            columns(x, xo, count, inner, y, yo, scale);
        }
    }

    private void extreme(boolean min, float[] x, int xo, int count, float[] y, int yo, float[] room, int ro) {
        if (inner == 1) {
            y[yo] = Extremes.row(min, x, xo, count, room, ro);
        } else {
            Extremes.columns(min, x, xo, count, inner, y, yo);
        }
    }

    /**
     * The sum of n neighbours: four running sums hide the latency of the additions. Their lanes are added one by one, since
     * {@code reduceLanes} promises no order: its bits could change when the loop is compiled.
     *
     * @param room {@link Lanes#LINE} floats from {@code ro} on that the sum may use
     */
    static float sum(float[] x, int xo, int n, float[] room, int ro) {
        int i = 0;
        float total = 0;
        if (n >= 4 * L) {
            FloatVector a = FloatVector.zero(SPECIES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (; i <= n - 4 * L; i += 4 * L) {
                a = a.add(FloatVector.fromArray(SPECIES, x, xo + i));
                b = b.add(FloatVector.fromArray(SPECIES, x, xo + i + L));
                c = c.add(FloatVector.fromArray(SPECIES, x, xo + i + 2 * L));
                d = d.add(FloatVector.fromArray(SPECIES, x, xo + i + 3 * L));
            }
            a.add(b).add(c.add(d)).intoArray(room, ro);
            for (int lane = 0; lane < L; lane++) {
                total += room[ro + lane];
            }
        }
        for (; i < n; i++) {
            total += x[xo + i];
        }
        return total;
    }

    /** Sums of the columns of a (rows, width) block: four rows at a time are read along memory and added to the row of sums. */
    static void columns(float[] x, int xo, int rows, int width, float[] y, int yo, float scale) {
        Arrays.fill(y, yo, yo + width, 0);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            fourRows(x, xo + r * width, width, y, yo);
        }
        for (; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                y[yo + j] += x[xo + r * width + j];
            }
        }
        for (int j = 0; scale != 1 && j < width; j++) {
            y[yo + j] *= scale;
        }
    }

    private static void fourRows(float[] x, int xo, int width, float[] y, int yo) {
        int j = 0;
        for (; j <= width - L; j += L) {
            int at = xo + j;
            FloatVector.fromArray(SPECIES, y, yo + j).add(FloatVector.fromArray(SPECIES, x, at)).add(FloatVector.fromArray(SPECIES, x, at + width))
                    .add(FloatVector.fromArray(SPECIES, x, at + 2 * width)).add(FloatVector.fromArray(SPECIES, x, at + 3 * width)).intoArray(y, yo + j);
        }
        for (; j < width; j++) {
            int at = xo + j;
            y[yo + j] = y[yo + j] + x[at] + x[at + width] + x[at + 2 * width] + x[at + 3 * width];
        }
    }
}
