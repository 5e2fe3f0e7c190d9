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
 * of its rows at a time, and whatever else is needed stays in L1.
 */
final class MatMulThin implements Step {
    /** Multiply-adds of a task, so that tiny products stay on the caller's thread. */
    private static final int TASK = 1 << 16;

    /** Columns of a task, at least: rows of B are read in stretches of this many. */
    private static final int COLUMNS = 512;

    private final MatMulGeometry g;
    private final float[] a, b, c, scratch;
    private final int aPos, bPos, cPos, scratchPos, laneFloats;
    private final Epilogue epilogue;
    private final int columns, columnBlocks, itemsPerTask;

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
        long perColumn = Math.max(1, (long) g.m() * g.k());
        int wanted = (int) Math.min(g.n(), Math.max(1, TASK / perColumn));
        columns = Math.min(roundUp(wanted, COLUMNS), Math.max(1, g.n()));
        columnBlocks = blocks(g.n(), columns);
        itemsPerTask = columnBlocks > 1 ? 1 : Math.clamp(TASK / Math.max(1, g.work()), 1, Math.max(1, g.batch()));
    }

    static long scratchFloats(MatMulGeometry g, int lanes) {
        return laneFloats(g) * lanes;
    }

    /** Eight vectors to be summed across, and one row of A gathered from its column. */
    private static long laneFloats(MatMulGeometry g) {
        return !g.transposeB() ? 0 : 8 * L + (g.transposeA() ? lines(g.k()) : 0);
    }

    static Step[] bind(MatMulGeometry g, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        var product = new MatMulThin(g, a, aPos, b, bPos, c, cPos, scratch, scratchPos, epilogue);
        return epilogue == null || product.columnBlocks == 1
                ? new Step[] {product}
                : new Step[] {product, new EpilogueStep(g.batch() * g.m(), g.n(), epilogue)};
    }

    @Override
    public int tasks() {
        return blocks(g.batch(), itemsPerTask) * columnBlocks;
    }

    @Override
    public void run(int task, int lane) {
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
                int aRow = g.transposeA() ? 1 : g.k(), aStep = g.transposeA() ? g.m() : 1;
                for (int k = 0; k < Math.max(1, g.k()); k += 8) {
                    for (int i = 0; i < g.m(); i++) {
                        addRows(Math.min(8, g.k() - k), itemA + i * aRow + k * aStep, aStep, itemB + k * g.n() + column,
                                itemC + i * g.n() + column, columnEnd - column, k > 0);
                    }
                }
            }
        }
        if (columnBlocks == 1 && epilogue != null && first < end) {
            epilogue.apply(first * g.m() * g.n(), end * g.m() * g.n(), lane);
        }
    }

    /** c[0..width) = (c +) the sum of {@code height} rows of B, at most 8, each times its scalar of A. */
    private void addRows(int height, int aAt, int aStep, int bAt, int cAt, int width, boolean add) {
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
