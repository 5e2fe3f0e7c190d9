package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;

import java.util.Arrays;

/**
 * The rows of a kernel (its taps in order, and a tap's channels) in runs of three whose numbers lie side by side in {@link ConvPlanes}.
 * Where the taps of a row do not divide by three, the last run repeats some of the one before; runs of fewer reach beyond.
 *
 * @param at where the first tap of each run lies, from a pixel's place; three runs make a tile, and the last ones are repeated to fill it
 * @param rows the kernel's rows of these runs, three each; -1 for those that nobody wants
 */
record ConvTaps(int[] at, int[] rows) {
    private static final int RUN = 3, RUNS = 3;

    /** @param rowAt see {@link ConvPlanes} */
    static ConvTaps of(ConvGeometry g, int[] rowAt) {
        int count = count(g), run = 0, step = step(g);
        int[] at = new int[roundUp(count, RUNS)], rows = new int[at.length * RUN];
        Arrays.fill(rows, -1);
        for (int line = 0; line < g.kd() * g.kh(); line++) {
            for (int channel = 0; channel < g.cin(); channel++) {
                for (int part = 0; part < Math.min(step, g.kw()); part++) {
                    int taps = blocks(g.kw() - part, step);
                    for (int from = 0; from < taps; from += RUN, run++) {
                        int first = Math.max(0, Math.min(from, taps - RUN));
                        for (int i = 0; i < Math.min(RUN, taps); i++) {
                            int row = (line * g.kw() + part + (first + i) * step) * g.cin() + channel;
                            rows[run * RUN + i] = first + i < from ? -1 : row;
                            at[run] = rowAt[row] - i;
                        }
                    }
                }
            }
        }
        Arrays.fill(at, run, at.length, at[0]);
        return new ConvTaps(at, rows);
    }

    /** From a tap to the one that lies beside it; the whole row of taps where there is none. */
    private static int step(ConvGeometry g) {
        return g.strideW() % g.dilationW() == 0 ? g.strideW() / g.dilationW() : g.kw();
    }

    private static int count(ConvGeometry g) {
        int count = 0, step = step(g);
        for (int part = 0; part < Math.min(step, g.kw()); part++) {
            count += blocks(blocks(g.kw() - part, step), RUN);
        }
        return count * g.kd() * g.kh() * g.cin();
    }

    /** Vectors of all tiles: multiply-adds for a pixel. */
    static int vectors(ConvGeometry g) {
        return roundUp(count(g), RUNS) * RUN * blocks(g.cout(), L);
    }

    /** Floats of all tiles' sums. */
    static int sumFloats(ConvGeometry g) {
        return vectors(g) * L;
    }

    /** Copies the sums, {@code [vectors of channels][runs][RUN][L]}, to the kernel's rows. */
    void unpack(ConvGeometry g, float[] sums, int pos, float[] to, int toPos) {
        for (int column = 0; column < g.cout(); column += L) {
            for (int i = 0; i < rows.length; i++, pos += L) {
                if (rows[i] >= 0) {
                    System.arraycopy(sums, pos, to, toPos + rows[i] * g.cout() + column, Math.min(L, g.cout() - column));
                }
            }
        }
    }
}
