package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;
import static dyp.cpu.vector.Lanes.roundUp;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Products of a few rows (vector times matrix) and tiny products: nothing is packed, B is streamed once from memory, eight
 * of its rows at a time, and whatever else is needed stays in L1. One product is shared out by rows of B, which lie side by
 * side; the parts' sums are added in order. (Shared out by columns it reads B in short stretches and takes 1.4 times as long.)
 */
final class MatMulThin implements Step {
    /** Multiply-adds of a task, so that tiny products stay on the caller's thread. */
    private static final int TASK = 1 << 16;

    /** Stretches of rows of B, at most. */
    private static final int PARTS = 16;

    /** Rows of a stored B [n, k] of a task, at least. */
    private static final int DOTS = 64;

    /** Columns of a task, at least: rows of B are read in stretches of this many, and a row of sums stays in L1. */
    private static final int COLUMNS = 4096;

    private final MatMulGeometry g;
    private final float[] a, b, c, scratch;
    private final int aPos, bPos, cPos, scratchPos, laneFloats;
    private final Epilogue epilogue;
    private final int columns, columnBlocks, itemsPerTask, parts, partRows;

    private MatMulThin(MatMulGeometry g, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        this.g = g;
        this.a = a;
        this.aPos = aPos;
        this.b = b;
        this.bPos = bPos;
        this.c = c;
        this.cPos = cPos;
        this.scratch = scratch;
        this.scratchPos = scratchPos;
        this.epilogue = epilogue;
        laneFloats = (int) laneFloats(g);
        parts = parts(g);
        partRows = roundUp(blocks(g.k(), parts), 8);
        long perColumn = Math.max(1, (long) g.m() * g.k());
        int wanted = (int) Math.min(g.n(), Math.max(1, TASK / perColumn));
        columns = Math.min(roundUp(wanted, g.transposeB() ? DOTS : COLUMNS), Math.max(1, g.n()));
        columnBlocks = blocks(g.n(), columns);
        itemsPerTask = columnBlocks > 1 ? 1 : Math.clamp(TASK / Math.max(1, g.work()), 1, Math.max(1, g.batch()));
    }

    static long scratchFloats(MatMulGeometry g, int lanes) {
        return laneFloats(g) * lanes + (parts(g) == 1 ? 0 : (long) parts(g) * g.m() * g.n());
    }

    /** Into how many stretches of rows B is cut. */
    private static int parts(MatMulGeometry g) {
        return g.batch() > 1 || g.transposeB() || g.n() > COLUMNS ? 1 : Math.clamp(g.work() / TASK, 1, PARTS);
    }

    /** Eight vectors to be summed across, and one row of A gathered from its column. */
    private static long laneFloats(MatMulGeometry g) {
        return !g.transposeB() ? 0 : 8 * L + (g.transposeA() ? lines(g.k()) : 0);
    }

    static Step[] bind(MatMulGeometry g, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        var product = new MatMulThin(g, a, aPos, b, bPos, c, cPos, scratch, scratchPos, epilogue);
        if (product.parts > 1) {
            return new Step[] {product, new PartialSums(g.m(), g.n(), product.parts, scratch, scratchPos, g.m() * g.n(), c, cPos, epilogue)};
        }
        return epilogue == null || product.columnBlocks == 1
                ? new Step[] {product}
                : new Step[] {product, new EpilogueStep(g.batch() * g.m(), g.n(), epilogue)};
    }

    @Override
    public int tasks() {
        return parts > 1 ? parts : blocks(g.batch(), itemsPerTask) * columnBlocks;
    }

    @Override
    public void run(int task, int lane) {
        if (parts > 1) {
            int from = Math.min(task * partRows, g.k()), to = scratchPos + task * g.m() * g.n();
            if (from == g.k()) {
                Arrays.fill(scratch, to, to + g.m() * g.n(), 0);
            }
            stream(aPos, bPos, from, Math.min(from + partRows, g.k()), 0, g.n(), scratch, to);
            return;
        }
        int column = task % columnBlocks * columns, columnEnd = Math.min(column + columns, g.n());
        int first = task / columnBlocks * itemsPerTask, end = Math.min(first + itemsPerTask, g.batch());
        for (int item = first; item < end; item++) {
            int itemA = aPos + item * g.strideA(), itemB = bPos + item * g.strideB(), itemC = cPos + item * g.m() * g.n();
            if (g.transposeB()) {
                for (int j = column; j < columnEnd; j += 8) {
                    for (int i = 0; i < g.m(); i++) {
                        dots(i, itemA, itemB + j * g.k(), itemC + i * g.n() + j, Math.min(8, columnEnd - j),
                                scratchPos + lane * laneFloats);
                    }
                }
            } else {
                stream(itemA, itemB, 0, Math.max(1, g.k()), column, columnEnd, c, itemC);
            }
        }
        if (columnBlocks == 1 && epilogue != null && first < end) {
            epilogue.apply(first * g.m() * g.n(), end * g.m() * g.n(), lane);
        }
    }

    /** Some columns of the product of the rows {@code from} to {@code end} of B. */
    private void stream(int itemA, int itemB, int from, int end, int column, int columnEnd, float[] to, int toPos) {
        int aRow = g.transposeA() ? 1 : g.k(), aStep = g.transposeA() ? g.m() : 1;
        for (int k = from; k < end; k += 8) {
            for (int i = 0; i < g.m(); i++) {
                addRows(Math.min(8, Math.min(end, g.k()) - k), itemA + i * aRow + k * aStep, aStep, itemB + k * g.n() + column,
                        to, toPos + i * g.n() + column, columnEnd - column, k > from);
            }
        }
    }

    /** c[0..width) = (c +) the sum of {@code height} rows of B, at most 8, each times its scalar of A. */
    private void addRows(int height, int aAt, int aStep, int bAt, float[] c, int cAt, int width, boolean add) {
        int n = g.n(), j = 0;
        if (height == 8) {
            float s0 = a[aAt], s1 = a[aAt + aStep], s2 = a[aAt + 2 * aStep], s3 = a[aAt + 3 * aStep];
            float s4 = a[aAt + 4 * aStep], s5 = a[aAt + 5 * aStep], s6 = a[aAt + 6 * aStep], s7 = a[aAt + 7 * aStep];
            for (; j <= width - L; j += L) {
                FloatVector sum = add ? FloatVector.fromArray(SPECIES, c, cAt + j) : FloatVector.zero(SPECIES);
                int at = bAt + j;
                sum = FloatVector.fromArray(SPECIES, b, at).fma(FloatVector.broadcast(SPECIES, s0), sum);
                sum = FloatVector.fromArray(SPECIES, b, at + n).fma(FloatVector.broadcast(SPECIES, s1), sum);
                sum = FloatVector.fromArray(SPECIES, b, at + 2 * n).fma(FloatVector.broadcast(SPECIES, s2), sum);
                sum = FloatVector.fromArray(SPECIES, b, at + 3 * n).fma(FloatVector.broadcast(SPECIES, s3), sum);
                sum = FloatVector.fromArray(SPECIES, b, at + 4 * n).fma(FloatVector.broadcast(SPECIES, s4), sum);
                sum = FloatVector.fromArray(SPECIES, b, at + 5 * n).fma(FloatVector.broadcast(SPECIES, s5), sum);
                sum = FloatVector.fromArray(SPECIES, b, at + 6 * n).fma(FloatVector.broadcast(SPECIES, s6), sum);
                sum = FloatVector.fromArray(SPECIES, b, at + 7 * n).fma(FloatVector.broadcast(SPECIES, s7), sum);
                sum.intoArray(c, cAt + j);
            }
        }
        // The last columns, and the last rows of B when there are fewer than 8: C2 vectorises this loop by itself.
        if (!add) {
            Arrays.fill(c, cAt + j, cAt + width, 0);
        }
        for (int p = 0; p < height; p++) {
            float s = a[aAt + p * aStep];
            int at = bAt + p * n;
            for (int q = j; q < width; q++) {
                c[cAt + q] = Math.fma(s, b[at + q], c[cAt + q]);
            }
        }
    }

    /** c[0..height) = row {@code i} of A times each of {@code height} rows, at most 8, of the stored B [n, k]. */
    private void dots(int i, int itemA, int bAt, int cAt, int height, int sums) {
        int k = g.k(), row = itemA + i * k;
        float[] from = a;
        if (g.transposeA()) {
            from = scratch;
            row = sums + 8 * L;
            for (int p = 0; p < k; p++) {
                scratch[row + p] = a[itemA + p * g.m() + i];
            }
        }
        eightDots(from, row, bAt, height - 1, sums);
        for (int q = 0; q < height; q++) {
            float sum = 0;
            // Added one by one: reduceLanes promises no order, so its bits could change when the JIT compiles it.
            for (int p = 0; p < L; p++) {
                sum += scratch[sums + q * L + p];
            }
            for (int p = k / L * L; p < k; p++) {
                sum = Math.fma(from[row + p], b[bAt + q * k + p], sum);
            }
            c[cAt + q] = sum;
        }
    }

    /** Eight sums, still as vectors, of the whole vectors of a row with 8 rows of B; rows beyond {@code last} repeat it. */
    private void eightDots(float[] from, int row, int at, int last, int sums) {
        int k = g.k(), end = k / L * L;
        int r1 = at + Math.min(1, last) * k, r2 = at + Math.min(2, last) * k, r3 = at + Math.min(3, last) * k;
        int r4 = at + Math.min(4, last) * k, r5 = at + Math.min(5, last) * k, r6 = at + Math.min(6, last) * k;
        int r7 = at + Math.min(7, last) * k;
        FloatVector d0 = FloatVector.zero(SPECIES), d1 = d0, d2 = d0, d3 = d0, d4 = d0, d5 = d0, d6 = d0, d7 = d0;
        for (int p = 0; p < end; p += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, from, row + p);
            d0 = x.fma(FloatVector.fromArray(SPECIES, b, at + p), d0);
            d1 = x.fma(FloatVector.fromArray(SPECIES, b, r1 + p), d1);
            d2 = x.fma(FloatVector.fromArray(SPECIES, b, r2 + p), d2);
            d3 = x.fma(FloatVector.fromArray(SPECIES, b, r3 + p), d3);
            d4 = x.fma(FloatVector.fromArray(SPECIES, b, r4 + p), d4);
            d5 = x.fma(FloatVector.fromArray(SPECIES, b, r5 + p), d5);
            d6 = x.fma(FloatVector.fromArray(SPECIES, b, r6 + p), d6);
            d7 = x.fma(FloatVector.fromArray(SPECIES, b, r7 + p), d7);
        }
        d0.intoArray(scratch, sums);
        d1.intoArray(scratch, sums + L);
        d2.intoArray(scratch, sums + 2 * L);
        d3.intoArray(scratch, sums + 3 * L);
        d4.intoArray(scratch, sums + 4 * L);
        d5.intoArray(scratch, sums + 5 * L);
        d6.intoArray(scratch, sums + 6 * L);
        d7.intoArray(scratch, sums + 7 * L);
    }
}
