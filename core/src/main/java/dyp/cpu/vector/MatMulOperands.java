package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;

/** The two operands of a product where they lie, and how blocks of them are packed for {@link MicroKernel#columns}. */
final class MatMulOperands {
    final float[] a, b;
    private final MatMulGeometry g;
    private final int aPos, bPos;
    /** Where the rows of A begin, counted from aPos, if not one behind the other; else null. */
    private final int[] rows;

    MatMulOperands(MatMulGeometry g, float[] a, int aPos, int[] rows, float[] b, int bPos) {
        this.g = g;
        this.a = a;
        this.aPos = aPos;
        this.rows = rows;
        this.b = b;
        this.bPos = bPos;
    }

    /** Floats from one strip of A to the next, for so many steps of k: with the line to spare that packing one needs. */
    static int stripFloats(int steps) {
        return (int) Lanes.lines((long) steps * MR) + LINE;
    }

    /** Where row {@code i} of an A that is stored by rows begins. */
    int row(int item, int i) {
        return rows == null ? aPos + item * g.strideA() + i * g.k() : aPos + rows[i];
    }

    /** Packs steps {@code k} to {@code kEnd} of rows {@code i} to {@code iEnd} of A into strips, {@code step} floats apart. */
    void packA(int item, int i, int iEnd, int k, int kEnd, float[] to, int toPos, int step) {
        if (g.transposeA()) {
            Packing.strips(a, aPos + item * g.strideA() + k * g.m() + i, g.m(), kEnd - k, iEnd - i, to, toPos, step);
            return;
        }
        for (; i < iEnd; i += MR, toPos += step) {
            // Rows beyond the edge repeat the last one.
            int last = iEnd - 1;
            Packing.stripOfRows(a, row(item, i) + k, row(item, Math.min(i + 1, last)) + k, row(item, Math.min(i + 2, last)) + k,
                    row(item, Math.min(i + 3, last)) + k, row(item, Math.min(i + 4, last)) + k, row(item, Math.min(i + 5, last)) + k,
                    row(item, Math.min(i + 6, last)) + k, row(item, Math.min(i + 7, last)) + k, kEnd - k, to, toPos);
        }
    }

    /** Packs steps {@code k} to {@code kEnd} of columns {@code j} to {@code jEnd} of B into panels, {@code step} floats apart. */
    void packB(int item, int j, int jEnd, int k, int kEnd, float[] to, int toPos, int step) {
        int from = bPos + item * g.strideB();
        if (!g.transposeB()) {
            Packing.panels(b, from + k * g.n() + j, g.n(), kEnd - k, jEnd - j, to, toPos, step);
            return;
        }
        for (; j < jEnd; j += NR, toPos += step) {
            for (int p = k; p < kEnd; p += Packing.TRANSPOSED) {
                Packing.panelOfTransposed(b, from + j * g.k() + p, g.k(), Math.min(Packing.TRANSPOSED, kEnd - p), Math.min(NR, jEnd - j),
                        to, toPos + (p - k) * NR);
            }
        }
    }
}
