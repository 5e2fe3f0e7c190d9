package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.roundUp;

import jdk.incubator.vector.FloatVector;

/**
 * Strips of MR channels of what a tap sees, packed from the picture where it lies, zeros beyond its edge. For tasks that need only some
 * taps and channels: {@link ConvInput} would copy the whole of it for each of them.
 */
record ConvStrips(ConvGeometry g, float[] x, int xPos) {
    /** Whether no strip has channels of two taps. */
    static boolean suit(ConvGeometry g) {
        return g.isDense() && g.cin() % MR == 0;
    }

    /**
     * Packs rows of MR floats, one for each of {@code length} output pixels.
     *
     * @param taps the number of a row of taps, over the depth and the height
     * @param row from the first channel of its first tap
     * @param first the first output pixel, counted over the whole batch
     * @param toPos a place with a line of floats to spare at its end
     */
    void pack(int taps, int row, int first, int length, float[] to, int toPos) {
        int down = taps % g.kh() * g.dilationH() - g.padTop(), right = row / g.cin() - g.padLeft(), channel = xPos + row % g.cin();
        for (int pixel = first, end = first + length; pixel < end; ) {
            int column = pixel % g.ow(), line = pixel / g.ow(), some = Math.min(g.ow() - column, end - pixel);
            int picture = g.planeSeen(line / g.oh(), taps / g.kh()), top = line % g.oh() * g.strideH() + down, left = column * g.strideW() + right;
            boolean inside = picture >= 0 && top >= 0 && top < g.h();
            packRow(inside ? channel + (picture * g.h() + top) * g.w() * g.cin() : -1, left, some, to, toPos);
            toPos += some * MR;
            pixel += some;
        }
    }

    /** Part of a row of outputs. {@code at} is where the row of input begins, or -1 for one of zeros. */
    private void packRow(int at, int left, int some, float[] to, int toPos) {
        for (int i = 0; i < some; i++, left += g.strideW(), toPos += MR) {
            if (at < 0 || left < 0 || left >= g.w()) {
                zeros(to, toPos);
            } else {
                copy(at + left * g.cin(), to, toPos);
            }
        }
    }

    private static void zeros(float[] to, int toPos) {
        for (int r = 0; r < MR; r += L) {
            FloatVector.zero(SPECIES).intoArray(to, toPos + r);
        }
    }

    /** Whole vectors, each over the end of the one before: see {@link Packing#strip}. */
    private void copy(int at, float[] to, int toPos) {
        if (at + roundUp(MR, L) > x.length) {
            System.arraycopy(x, at, to, toPos, MR);
            return;
        }
        for (int r = 0; r < MR; r += L) {
            FloatVector.fromArray(SPECIES, x, at + r).intoArray(to, toPos + r);
        }
    }
}
