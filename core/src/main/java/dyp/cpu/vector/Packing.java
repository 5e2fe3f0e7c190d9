package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Copies stretches of a matrix into the panels that {@link MicroKernel} reads: in order, aligned, zeros beyond the edge. */
final class Packing {
    /** Rows of a panel to transpose at a time: every store goes to another cache line, and these stay in L1. */
    static final int TRANSPOSED = 64;

    private Packing() {}

    /**
     * Packs {@code k x width} of a row-major matrix into rows of {@link Lanes#NR} floats.
     *
     * @param step from one row of the matrix to the next
     * @param width at most NR; the rest of each packed row is zero
     */
    static void panel(float[] from, int pos, int step, int k, int width, float[] to, int toPos) {
        if (width == NR) {
            for (int p = 0; p < k; p++) {
                int at = pos + p * step, place = toPos + p * NR;
                FloatVector.fromArray(SPECIES, from, at).intoArray(to, place);
                FloatVector.fromArray(SPECIES, from, at + L).intoArray(to, place + L);
            }
            return;
        }
        for (int p = 0; p < k; p++, pos += step, toPos += NR) {
            System.arraycopy(from, pos, to, toPos, width);
            Arrays.fill(to, toPos + width, toPos + NR, 0);
        }
    }

    /**
     * Packs {@code k x width} of a matrix that is stored transposed, {@code [width, k]}, into rows of NR floats.
     *
     * @param k at most {@link #TRANSPOSED}
     * @param step from one row of the stored matrix to the next, so from one column of the panel to the next
     */
    static void panelOfTransposed(float[] from, int pos, int step, int k, int width, float[] to, int toPos) {
        if (width < NR) {
            Arrays.fill(to, toPos, toPos + k * NR, 0);
        }
        for (int column = 0; column < width; column++) {
            int source = pos + column * step;
            for (int p = 0; p < k; p++) {
                to[toPos + p * NR + column] = from[source + p];
            }
        }
    }

    /**
     * Packs MR floats from each of {@code length} places, {@code pos + offset[first + p]} in rising order, into a strip of
     * rows of {@link Lanes#MR} floats: columns of a matrix stored transposed, or channels of pixels.
     *
     * <p>Whole vectors are copied, each over the end of the one before: a strip has a line of floats to spare at its end.
     * No smaller vectors: a second species anywhere in the process spoils C2's type profile of {@code intoArray}, and then
     * {@link MicroKernel} boxes its accumulators (measured: 75 times slower).
     *
     * @param height how many of the MR floats matter; the others may become anything
     */
    static void strip(float[] from, int pos, int[] offset, int first, int length, int height, float[] to, int toPos) {
        int reach = Lanes.roundUp(MR, L), safe = length;
        while (safe > 0 && pos + offset[first + safe - 1] + reach > from.length) {
            safe--;
        }
        for (int p = 0; p < safe; p++) {
            int at = pos + offset[first + p], place = toPos + p * MR;
            for (int r = 0; r < MR; r += L) {
                FloatVector.fromArray(SPECIES, from, at + r).intoArray(to, place + r);
            }
        }
        for (int p = safe; p < length; p++) {
            System.arraycopy(from, pos + offset[first + p], to, toPos + p * MR, height);
        }
    }

    /**
     * Packs {@code length} floats of each of {@code height} rows of a row-major matrix into a strip of rows of
     * {@link Lanes#MR} floats.
     *
     * @param step from one row of the matrix to the next
     * @param height at most MR; the rest of each packed row may become anything
     */
    static void stripOfRows(float[] from, int pos, int step, int length, int height, float[] to, int toPos) {
        if (height == 8 && MR == 8) {
            // Known to be 8, the inner loop is unrolled: one store after another, each line of the strip written once.
            for (int p = 0; p < length; p++) {
                for (int r = 0; r < 8; r++) {
                    to[toPos + p * 8 + r] = from[pos + r * step + p];
                }
            }
            return;
        }
        for (int r = 0; r < height; r++) {
            for (int p = 0; p < length; p++) {
                to[toPos + p * MR + r] = from[pos + r * step + p];
            }
        }
    }

    /**
     * Puts a row that lies in panels of NR columns back together.
     *
     * @param step from one panel to the next
     */
    static void row(float[] from, int pos, int step, int width, float[] to, int toPos) {
        int j = 0;
        for (; j <= width - NR; j += NR, pos += step) {
            FloatVector.fromArray(SPECIES, from, pos).intoArray(to, toPos + j);
            FloatVector.fromArray(SPECIES, from, pos + L).intoArray(to, toPos + j + L);
        }
        if (j < width) {
            System.arraycopy(from, pos, to, toPos + j, width - j);
        }
    }

    /**
     * Deals out packed rows of NR floats.
     *
     * @param width how many of the floats of each row are copied
     * @param places where each row goes, from {@code toPos} on
     */
    static void rows(float[] from, int pos, int count, int width, float[] to, int toPos, int[] places) {
        if (width < NR) {
            for (int p = 0; p < count; p++) {
                System.arraycopy(from, pos + p * NR, to, toPos + places[p], width);
            }
            return;
        }
        for (int p = 0; p < count; p++) {
            int at = toPos + places[p];
            FloatVector.fromArray(SPECIES, from, pos + p * NR).intoArray(to, at);
            FloatVector.fromArray(SPECIES, from, pos + p * NR + L).intoArray(to, at + L);
        }
    }

    /** Writes (or adds) the {@code height x width} corner of a register tile to C, where the whole tile would not fit. */
    static void corner(float[] tile, int tilePos, int height, int width, float[] c, int cPos, int cStep, boolean add) {
        for (int r = 0; r < height; r++, tilePos += NR, cPos += cStep) {
            if (add) {
                for (int j = 0; j < width; j++) {
                    c[cPos + j] += tile[tilePos + j];
                }
            } else {
                System.arraycopy(tile, tilePos, c, cPos, width);
            }
        }
    }
}
