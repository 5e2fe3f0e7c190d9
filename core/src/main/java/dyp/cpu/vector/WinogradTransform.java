package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.WinogradTiles.IN;
import static dyp.cpu.vector.WinogradTiles.OUT;

import jdk.incubator.vector.FloatVector;

/**
 * The linear maps of Winograd's F(4x4, 3x3), y = A'[(G g G') * (B' d B)]A with * number by number (Lavin and Gray 2016, section 4.3).
 * The points are 0, infinity and plus and minus the roots of 1/2 and of 2: no more work than with
 * the paper's 1 and 2, and a quarter of the rounding error (2e-7 to 4e-7 of the sum of the products' magnitudes at most, in place of 1e-6).
 *
 * <p>Each map is one-dimensional, done first down the columns into a room of the lane's and then along the rows, a vector of channels
 * at a time. Vectors stay within each method: see {@link MicroKernel}.
 */
final class WinogradTransform {
    /** Floats of the room between the two passes. */
    static final int ROOM = IN * IN * L;

    /** The smaller point, the root of 1/2; the larger one is its double, and the product of both is 1. */
    private static final float P = (float) Math.sqrt(0.5);

    private WinogradTransform() {}

    /**
     * B' d B: a tile of 6x6 pixels.
     *
     * @param channels a multiple of L
     * @param rowStep from one row of pixels to the next; {@code step} from one pixel to the next
     * @param toStep from one of the 36 results to the next
     */
    static void input(float[] from, int pos, int rowStep, int step, int channels, float[] to, int toPos, int toStep, float[] room, int roomPos) {
        for (int c = 0; c < channels; c += L) {
            for (int q = 0; q < IN; q++) {
                inputLine(from, pos + c + q * step, rowStep, room, roomPos + q * L, IN * L);
            }
            for (int q = 0; q < IN; q++) {
                inputLine(room, roomPos + q * IN * L, L, to, toPos + c + q * IN * toStep, toStep);
            }
        }
    }

    private static void inputLine(float[] from, int pos, int step, float[] to, int toPos, int toStep) {
        FloatVector a = FloatVector.fromArray(SPECIES, from, pos), b = FloatVector.fromArray(SPECIES, from, pos + step);
        FloatVector c = FloatVector.fromArray(SPECIES, from, pos + 2 * step), d = FloatVector.fromArray(SPECIES, from, pos + 3 * step);
        FloatVector e = FloatVector.fromArray(SPECIES, from, pos + 4 * step), f = FloatVector.fromArray(SPECIES, from, pos + 5 * step);
        FloatVector small = FloatVector.broadcast(SPECIES, -0.5f), large = FloatVector.broadcast(SPECIES, -2);
        FloatVector both = FloatVector.broadcast(SPECIES, -2.5f);
        FloatVector even = c.fma(large, e), odd = b.fma(large, d).mul(P), even2 = c.fma(small, e), odd2 = b.fma(small, d).mul(2 * P);
        c.fma(both, e).add(a).intoArray(to, toPos);
        even.add(odd).intoArray(to, toPos + toStep);
        even.sub(odd).intoArray(to, toPos + 2 * toStep);
        even2.add(odd2).intoArray(to, toPos + 3 * toStep);
        even2.sub(odd2).intoArray(to, toPos + 4 * toStep);
        d.fma(both, f).add(b).intoArray(to, toPos + 5 * toStep);
    }

    /**
     * A' m A: a tile of 4x4 pixels from the 36 products.
     *
     * @param step from one of the 36 numbers to the next
     * @param channels a multiple of L
     * @param rowStep from one row of pixels to the next; {@code toStep} from one pixel to the next
     */
    static void output(float[] from, int pos, int step, int channels, float[] to, int toPos, int rowStep, int toStep, float[] room, int roomPos) {
        for (int c = 0; c < channels; c += L) {
            for (int q = 0; q < IN; q++) {
                outputLine(from, pos + c + q * step, IN * step, room, roomPos + q * L, IN * L);
            }
            for (int q = 0; q < OUT; q++) {
                outputLine(room, roomPos + q * IN * L, L, to, toPos + c + q * rowStep, toStep);
            }
        }
    }

    private static void outputLine(float[] from, int pos, int step, float[] to, int toPos, int toStep) {
        FloatVector a = FloatVector.fromArray(SPECIES, from, pos), b = FloatVector.fromArray(SPECIES, from, pos + step);
        FloatVector c = FloatVector.fromArray(SPECIES, from, pos + 2 * step), d = FloatVector.fromArray(SPECIES, from, pos + 3 * step);
        FloatVector e = FloatVector.fromArray(SPECIES, from, pos + 4 * step), f = FloatVector.fromArray(SPECIES, from, pos + 5 * step);
        FloatVector two = FloatVector.broadcast(SPECIES, 2), four = FloatVector.broadcast(SPECIES, 4);
        FloatVector even = b.add(c), odd = b.sub(c), even2 = d.add(e), odd2 = d.sub(e);
        a.add(even).add(even2).intoArray(to, toPos);
        odd2.fma(two, odd).mul(P).intoArray(to, toPos + toStep);
        even2.fma(four, even).mul(0.5f).intoArray(to, toPos + 2 * toStep);
        odd2.mul(8).add(odd).fma(FloatVector.broadcast(SPECIES, P / 2), f).intoArray(to, toPos + 3 * toStep);
    }

    /**
     * G g G': the 3x3 taps of one input channel and a panel of output channels.
     *
     * @param step from one tap to the next
     * @param channels a multiple of L
     * @param toStep from one of the 36 results to the next
     */
    static void kernel(float[] from, int pos, int step, int channels, float[] to, int toPos, int toStep, float[] room, int roomPos) {
        for (int c = 0; c < channels; c += L) {
            for (int q = 0; q < 3; q++) {
                kernelLine(from, pos + c + q * step, 3 * step, room, roomPos + q * L, 3 * L);
            }
            for (int q = 0; q < IN; q++) {
                kernelLine(room, roomPos + q * 3 * L, L, to, toPos + c + q * IN * toStep, toStep);
            }
        }
    }

    private static void kernelLine(float[] from, int pos, int step, float[] to, int toPos, int toStep) {
        FloatVector a = FloatVector.fromArray(SPECIES, from, pos), b = FloatVector.fromArray(SPECIES, from, pos + step);
        FloatVector c = FloatVector.fromArray(SPECIES, from, pos + 2 * step);
        FloatVector even = c.mul(0.5f).add(a).mul(-2 / 3f), odd = b.mul(-2 / 3f * P);
        FloatVector even2 = c.mul(2).add(a).mul(1 / 6f), odd2 = b.mul(P / 3);
        a.intoArray(to, toPos);
        even.add(odd).intoArray(to, toPos + toStep);
        even.sub(odd).intoArray(to, toPos + 2 * toStep);
        even2.add(odd2).intoArray(to, toPos + 3 * toStep);
        even2.sub(odd2).intoArray(to, toPos + 4 * toStep);
        c.intoArray(to, toPos + 5 * toStep);
    }

    /**
     * G dy G' of the weight gradient F(3x3, 4x4), which has the same points: a tile of 4x4 pixels. Its input is {@link #input}.
     *
     * <p>The steps are those of {@link #input}.
     */
    static void gradient(float[] from, int pos, int rowStep, int step, int channels, float[] to, int toPos, int toStep, float[] room, int roomPos) {
        for (int c = 0; c < channels; c += L) {
            for (int q = 0; q < OUT; q++) {
                gradientLine(from, pos + c + q * step, rowStep, room, roomPos + q * L, OUT * L);
            }
            for (int q = 0; q < IN; q++) {
                gradientLine(room, roomPos + q * OUT * L, L, to, toPos + c + q * IN * toStep, toStep);
            }
        }
    }

    private static void gradientLine(float[] from, int pos, int step, float[] to, int toPos, int toStep) {
        FloatVector a = FloatVector.fromArray(SPECIES, from, pos), b = FloatVector.fromArray(SPECIES, from, pos + step);
        FloatVector c = FloatVector.fromArray(SPECIES, from, pos + 2 * step), d = FloatVector.fromArray(SPECIES, from, pos + 3 * step);
        FloatVector even = c.mul(0.5f).add(a).mul(-2 / 3f), odd = d.mul(0.5f).add(b).mul(-2 / 3f * P);
        FloatVector even2 = c.mul(2).add(a).mul(1 / 6f), odd2 = d.mul(2).add(b).mul(P / 3);
        a.intoArray(to, toPos);
        even.add(odd).intoArray(to, toPos + toStep);
        even.sub(odd).intoArray(to, toPos + 2 * toStep);
        even2.add(odd2).intoArray(to, toPos + 3 * toStep);
        even2.sub(odd2).intoArray(to, toPos + 4 * toStep);
        d.intoArray(to, toPos + 5 * toStep);
    }

    /**
     * A' m A of the weight gradient: 3x3 taps from the 36 sums.
     *
     * @param step from one of the 36 numbers to the next
     * @param channels a multiple of L
     * @param toStep from one tap to the next
     */
    static void taps(float[] from, int pos, int step, int channels, float[] to, int toPos, int toStep, float[] room, int roomPos) {
        for (int c = 0; c < channels; c += L) {
            for (int q = 0; q < IN; q++) {
                tapsLine(from, pos + c + q * step, IN * step, room, roomPos + q * L, IN * L);
            }
            for (int q = 0; q < 3; q++) {
                tapsLine(room, roomPos + q * IN * L, L, to, toPos + c + q * 3 * toStep, toStep);
            }
        }
    }

    private static void tapsLine(float[] from, int pos, int step, float[] to, int toPos, int toStep) {
        FloatVector a = FloatVector.fromArray(SPECIES, from, pos), b = FloatVector.fromArray(SPECIES, from, pos + step);
        FloatVector c = FloatVector.fromArray(SPECIES, from, pos + 2 * step), d = FloatVector.fromArray(SPECIES, from, pos + 3 * step);
        FloatVector e = FloatVector.fromArray(SPECIES, from, pos + 4 * step), f = FloatVector.fromArray(SPECIES, from, pos + 5 * step);
        FloatVector even = b.add(c), even2 = d.add(e);
        a.add(even).add(even2).intoArray(to, toPos);
        d.sub(e).fma(FloatVector.broadcast(SPECIES, 2), b.sub(c)).mul(P).intoArray(to, toPos + toStep);
        even2.mul(4).add(even).fma(FloatVector.broadcast(SPECIES, 0.5f), f).intoArray(to, toPos + 2 * toStep);
    }
}
