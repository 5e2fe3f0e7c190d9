package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies stretches of a matrix into the panels that {@link MicroKernel} reads: in order, aligned, zeros beyond the edge. Number by number
 * for as long as the JIT has not compiled the loops with vectors: see {@link WarmUp}.
 */
final class Packing {
    /** Rows of a panel to transpose at a time: every store goes to another cache line, and these stay in L1. */
    static final int TRANSPOSED = 64;

    /** Zips the lower or the upper halves of two vectors, some floats at a time. */
    private static final VectorShuffle<Float> LOW_1 = zip(1, 0), LOW_2 = zip(2, 0), LOW_4 = zip(4, 0);
    private static final VectorShuffle<Float> HIGH_1 = zip(1, L / 2), HIGH_2 = zip(2, L / 2), HIGH_4 = zip(4, L / 2);

    private static final VectorMask<Float> FIRST = SPECIES.indexInRange(0, 8), SECOND = FIRST.not();

    /** Floats in a page of memory. */
    private static final int PAGE = 1024;

    private Packing() {}

    /** Whether the vectors' loops have to wait; but not for who warms them up. */
    private static boolean plain(float[] to) {
        return !WarmUp.packing && to != WarmUp.ROOM;
    }

    /** Numbers of the second vector are counted from -L. */
    private static VectorShuffle<Float> zip(int some, int first) {
        return VectorShuffle.fromOp(SPECIES, lane -> {
            int group = lane / some, at = first + group / 2 * some + lane % some;
            return group % 2 == 0 ? at : at - L;
        });
    }

    /**
     * Packs {@code k x width} of a row-major matrix into rows of {@link Lanes#NR} floats.
     *
     * @param step from one row of the matrix to the next
     * @param width at most NR; the rest of each packed row is zero
     */
    static void panel(float[] from, int pos, int step, int k, int width, float[] to, int toPos) {
        if (width == NR && !plain(to)) {
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
        int turned = L < 8 || plain(to) ? 0 : width / 8 * 8, done = turned == 0 ? 0 : k / L * L;
        for (int column = 0; column < turned; column += 8) {
            int at = pos + column * step;
            turn(from, at, at + step, at + 2 * step, at + 3 * step, at + 4 * step, at + 5 * step, at + 6 * step, at + 7 * step,
                    k, to, toPos + column, NR);
        }
        for (int column = 0; column < width; column++) {
            int source = pos + column * step;
            for (int p = column < turned ? done : 0; p < k; p++) {
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
        int reach = Lanes.roundUp(MR, L), safe = plain(to) ? 0 : length;
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
     * Packs a block of a matrix that is stored transposed, {@code length} rows of {@code rows} floats, into strips: see {@link #strip}.
     * Row by row, as the processor fetches ahead.
     *
     * @param step from one row of the stored matrix to the next
     * @param toStep from one strip to the next
     */
    static void strips(float[] from, int pos, int step, int length, int rows, float[] to, int toPos, int toStep) {
        int safe = plain(to) ? -1 : from.length - Lanes.roundUp(MR, L);
        for (int p = 0; p < length; p++, pos += step, toPos += MR) {
            for (int r = 0, place = toPos; r < rows; r += MR, place += toStep) {
                if (pos + r > safe) {
                    System.arraycopy(from, pos + r, to, place, Math.min(MR, rows - r));
                } else {
                    for (int v = 0; v < MR; v += L) {
                        FloatVector.fromArray(SPECIES, from, pos + r + v).intoArray(to, place + v);
                    }
                }
            }
        }
    }

    /**
     * Packs {@code length} rows of {@code columns} floats of a row-major matrix into panels, row by row.
     *
     * @param step from one row of the matrix to the next
     * @param toStep from one panel to the next; what is beyond the last one's edge is zero
     */
    static void panels(float[] from, int pos, int step, int length, int columns, float[] to, int toPos, int toStep) {
        int whole = plain(to) ? 0 : columns / NR * NR;
        for (int p = 0; p < length; p++, pos += step, toPos += NR) {
            int j = 0, place = toPos;
            for (; j < whole; j += NR, place += toStep) {
                FloatVector.fromArray(SPECIES, from, pos + j).intoArray(to, place);
                FloatVector.fromArray(SPECIES, from, pos + j + L).intoArray(to, place + L);
            }
            for (; j < columns; j += NR, place += toStep) {
                int some = Math.min(NR, columns - j);
                System.arraycopy(from, pos + j, to, place, some);
                Arrays.fill(to, place + some, place + NR, 0);
            }
        }
    }

    /**
     * Packs {@code length} floats of each of MR rows into a strip of rows of {@link Lanes#MR} floats.
     *
     * @param r0 where row 0 begins in {@code from}; the others likewise, and those beyond the edge repeat the last
     */
    static void stripOfRows(float[] from, int r0, int r1, int r2, int r3, int r4, int r5, int r6, int r7, int length, float[] to, int toPos) {
        int done = L < 8 || plain(to) ? 0 : turn(from, r0, r1, r2, r3, r4, r5, r6, r7, length, to, toPos, MR);
        for (int p = done; p < length; p++) {
            int at = toPos + p * MR;
            to[at] = from[r0 + p];
            to[at + 1] = from[r1 + p];
            to[at + 2] = from[r2 + p];
            to[at + 3] = from[r3 + p];
            to[at + 4] = from[r4 + p];
            to[at + 5] = from[r5 + p];
            if (MR == 8) {
                to[at + 6] = from[r6 + p];
                to[at + 7] = from[r7 + p];
            }
        }
    }

    /**
     * Writes what lies in eight rows, as many whole vectors as there are, as rows of eight: three rounds that each zip pairs of vectors
     * (0.1 ns a float, one by one 0.8).
     *
     * @param step from one of the rows written to the next; with less than 8, each lies over the end of the one before
     * @return how many rows are written
     */
    private static int turn(float[] from, int r0, int r1, int r2, int r3, int r4, int r5, int r6, int r7, int length,
            float[] to, int toPos, int step) {
        int p = 0, two = L / 8 * step;
        for (; p <= length - L; p += L) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, from, r0 + p), x1 = FloatVector.fromArray(SPECIES, from, r1 + p);
            FloatVector x2 = FloatVector.fromArray(SPECIES, from, r2 + p), x3 = FloatVector.fromArray(SPECIES, from, r3 + p);
            FloatVector x4 = FloatVector.fromArray(SPECIES, from, r4 + p), x5 = FloatVector.fromArray(SPECIES, from, r5 + p);
            FloatVector x6 = FloatVector.fromArray(SPECIES, from, r6 + p), x7 = FloatVector.fromArray(SPECIES, from, r7 + p);
            FloatVector y0 = x0.rearrange(LOW_1, x1), y1 = x2.rearrange(LOW_1, x3), y2 = x4.rearrange(LOW_1, x5), y3 = x6.rearrange(LOW_1, x7);
            FloatVector y4 = x0.rearrange(HIGH_1, x1), y5 = x2.rearrange(HIGH_1, x3), y6 = x4.rearrange(HIGH_1, x5), y7 = x6.rearrange(HIGH_1, x7);
            x0 = y0.rearrange(LOW_2, y1);
            x1 = y2.rearrange(LOW_2, y3);
            x2 = y0.rearrange(HIGH_2, y1);
            x3 = y2.rearrange(HIGH_2, y3);
            x4 = y4.rearrange(LOW_2, y5);
            x5 = y6.rearrange(LOW_2, y7);
            x6 = y4.rearrange(HIGH_2, y5);
            x7 = y6.rearrange(HIGH_2, y7);
            y0 = x0.rearrange(LOW_4, x1);
            y1 = x0.rearrange(HIGH_4, x1);
            y2 = x2.rearrange(LOW_4, x3);
            y3 = x2.rearrange(HIGH_4, x3);
            y4 = x4.rearrange(LOW_4, x5);
            y5 = x4.rearrange(HIGH_4, x5);
            y6 = x6.rearrange(LOW_4, x7);
            y7 = x6.rearrange(HIGH_4, x7);
            int at = toPos + p * step;
            y0.intoArray(to, at, FIRST);
            y1.intoArray(to, at + two, FIRST);
            y2.intoArray(to, at + 2 * two, FIRST);
            y3.intoArray(to, at + 3 * two, FIRST);
            y4.intoArray(to, at + 4 * two, FIRST);
            y5.intoArray(to, at + 5 * two, FIRST);
            y6.intoArray(to, at + 6 * two, FIRST);
            y7.intoArray(to, at + 7 * two, FIRST);
            if (L == 16) {
                // The second eight of each vector belong one row further on.
                at += step - 8;
                y0.intoArray(to, at, SECOND);
                y1.intoArray(to, at + two, SECOND);
                y2.intoArray(to, at + 2 * two, SECOND);
                y3.intoArray(to, at + 3 * two, SECOND);
                y4.intoArray(to, at + 4 * two, SECOND);
                y5.intoArray(to, at + 5 * two, SECOND);
                y6.intoArray(to, at + 6 * two, SECOND);
                y7.intoArray(to, at + 7 * two, SECOND);
            }
        }
        return p;
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

    /**
     * Reads a number of every line of a part of a stretch of memory, so that it is in the cache when it is needed: some lines of each of
     * its pages at a time. The processor then fetches the pages' next lines by itself while the caller computes; it does so within a page,
     * and only where its lines are read one after another.
     *
     * @param floats the stretch, or as much of it as there is
     * @param part of so many parts
     * @return something that the caller has to put somewhere, or else the JIT leaves the reading out
     */
    static float fetch(float[] from, int pos, int floats, int part, int parts) {
        float sum = 0;
        int there = Math.min(floats, from.length - pos), first = PAGE * part / parts / LINE * LINE, end = part + 1 == parts ? PAGE : PAGE * (part + 1) / parts / LINE * LINE;
        for (int line = first; line < end; line += LINE) {
            for (int at = line; at < there; at += PAGE) {
                sum += from[pos + at];
            }
        }
        return sum;
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
