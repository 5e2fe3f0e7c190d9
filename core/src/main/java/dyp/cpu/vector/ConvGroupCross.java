package dyp.cpu.vector;

import static dyp.cpu.vector.ConvGroupInput.FOUR;
import static dyp.cpu.vector.ConvGroupInput.ONE;
import static dyp.cpu.vector.ConvGroupInput.TWO;
import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.SPECIES;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/**
 * The register tile of {@link ConvGroupForward} for groups of 4 to 4 and of 8 to 8, which reads the input where it lies: a vector of input
 * channels has a sum for each way c to c ^ i across its groups, and only the sums are shuffled, at the end. Four pixels by four ways.
 */
final class ConvGroupCross {
    private final float[] x, weights;
    private final int[] pixel, taps;

    ConvGroupCross(ConvGeometry g, ConvInput input, float[] weights) {
        x = input.data;
        this.weights = weights;
        pixel = input.pixel;
        taps = IntStream.range(0, g.taps()).map(i -> input.tapRow[i / g.kw()] + i % g.kw() * g.dilationW() * g.cin()).toArray();
    }

    /** Whether it serves for a vector of channels: all of them are there, and there are registers for 16 sums. */
    static boolean suits(ConvGeometry g, int vector) {
        int in = g.groupIn();
        return MR == 8 && in == g.groupOut() && (in == 4 || in == 8) && L % in == 0 && vector * L + L <= g.cout();
    }

    /** Packs a vector's weights as {@code [i / 4][tap][i % 4][L]}: those from input channel c, the lane's, to output channel c ^ i. */
    static void pack(ConvGeometry g, boolean turned, int vector, float[] kernel, int kernelPos, float[] to, int toPos) {
        int in = g.groupIn();
        for (int i = 0; i < in; i++) {
            for (int tap = 0; tap < g.taps(); tap++) {
                for (int l = 0; l < L; l++) {
                    int c = vector * L + l, o = c ^ i;
                    int from = turned ? ((g.taps() - 1 - tap) * in + o % in) * g.cin() + c : (tap * in + c % in) * g.cout() + o;
                    to[toPos + ((i / 4 * g.taps() + tap) * 4 + i % 4) * L + l] = kernel[kernelPos + from];
                }
            }
        }
    }

    /**
     * Four of the ways for pixels {@code p} to {@code last}, at most four; those of the tile beyond it are the last one again.
     *
     * @param origin where the vector's first channel lies, of the pixel that the others are counted from
     * @param b the weights
     * @param step from one pixel of the output to the next
     * @param second adds the ways i + 4 to what is there
     */
    void tile(int origin, int p, int last, int b, float[] y, int yPos, int step, boolean second) {
        float[] x = this.x, w = weights;
        int[] taps = this.taps;
        int a0 = origin + pixel[p], a1 = origin + pixel[Math.min(p + 1, last)], a2 = origin + pixel[Math.min(p + 2, last)], a3 = origin + pixel[last];
        FloatVector s00 = FloatVector.zero(SPECIES), s01 = s00, s02 = s00, s03 = s00, s10 = s00, s11 = s00, s12 = s00, s13 = s00;
        FloatVector s20 = s00, s21 = s00, s22 = s00, s23 = s00, s30 = s00, s31 = s00, s32 = s00, s33 = s00;
        for (int k = 0; k < taps.length; k++) {
            int from = taps[k];
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, b + k * 4 * L), w1 = FloatVector.fromArray(SPECIES, w, b + k * 4 * L + L);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, b + k * 4 * L + 2 * L), w3 = FloatVector.fromArray(SPECIES, w, b + k * 4 * L + 3 * L);
            FloatVector v = FloatVector.fromArray(SPECIES, x, a0 + from);
            s00 = v.fma(w0, s00); s01 = v.fma(w1, s01); s02 = v.fma(w2, s02); s03 = v.fma(w3, s03);
            v = FloatVector.fromArray(SPECIES, x, a1 + from);
            s10 = v.fma(w0, s10); s11 = v.fma(w1, s11); s12 = v.fma(w2, s12); s13 = v.fma(w3, s13);
            v = FloatVector.fromArray(SPECIES, x, a2 + from);
            s20 = v.fma(w0, s20); s21 = v.fma(w1, s21); s22 = v.fma(w2, s22); s23 = v.fma(w3, s23);
            v = FloatVector.fromArray(SPECIES, x, a3 + from);
            s30 = v.fma(w0, s30); s31 = v.fma(w1, s31); s32 = v.fma(w2, s32); s33 = v.fma(w3, s33);
        }
        s00 = s03.rearrange(ONE).add(s02).rearrange(TWO).add(s01.rearrange(ONE)).add(s00);
        s10 = s13.rearrange(ONE).add(s12).rearrange(TWO).add(s11.rearrange(ONE)).add(s10);
        s20 = s23.rearrange(ONE).add(s22).rearrange(TWO).add(s21.rearrange(ONE)).add(s20);
        s30 = s33.rearrange(ONE).add(s32).rearrange(TWO).add(s31.rearrange(ONE)).add(s30);
        int few = last - p, y1 = yPos + Math.min(1, few) * step, y2 = yPos + Math.min(2, few) * step, y3 = yPos + few * step;
        if (second) {
            s00 = s00.rearrange(FOUR).add(FloatVector.fromArray(SPECIES, y, yPos));
            s10 = s10.rearrange(FOUR).add(FloatVector.fromArray(SPECIES, y, y1));
            s20 = s20.rearrange(FOUR).add(FloatVector.fromArray(SPECIES, y, y2));
            s30 = s30.rearrange(FOUR).add(FloatVector.fromArray(SPECIES, y, y3));
        }
        s00.intoArray(y, yPos);
        s10.intoArray(y, y1);
        s20.intoArray(y, y2);
        s30.intoArray(y, y3);
    }
}
