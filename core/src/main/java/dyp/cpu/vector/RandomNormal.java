package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Standard normal numbers from random words by Box and Muller's transform (1958): of neighbours u and v, r cos(2 pi v) and r sin(2 pi v)
 * with r = sqrt(-2 log u). A lane and its neighbour both compute r, and the sine is the cosine of a quarter turn less.
 */
final class RandomNormal {
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    /** 1 in the odd lanes. */
    private static final IntVector ODD = IntVector.zero(INTS).addIndex(1).and(1);
    private static final float LN2 = 0.6931472f;
    private static final int HALF = 1 << 23;

    private RandomNormal() {}

    /** 64 numbers of as many words. */
    static void of(int[] words, float[] y, int yo) {
        for (int i = 0; i < 64; i += L) {
            IntVector bits = IntVector.fromArray(INTS, words, i).lanewise(VectorOperators.LSHR, 8);
            // Each pair's even word in both lanes, and its odd word.
            var pairs = bits.reinterpretAsLongs();
            IntVector u = pairs.lanewise(VectorOperators.LSHL, 32).or(pairs.and(0xFFFFFFFFL)).reinterpretAsInts();
            IntVector v = pairs.lanewise(VectorOperators.LSHR, 32).or(pairs.and(0xFFFFFFFF00000000L)).reinterpretAsInts();

            // u = (k + 1/2) / 2^24 where that is below 1/2, else its distance from 1, which is as exact.
            VectorMask<Integer> upper = u.compare(VectorOperators.GE, HALF);
            IntVector k = u.blend(u.neg().add(2 * HALF - 1), upper);
            FloatVector d = ((FloatVector) k.convert(VectorOperators.I2F, 0)).add(0.5f).mul(0x1p-24f);
            // log u = n ln 2 + log m with m in [sqrt(1/2), sqrt 2), log m = 2 atanh s, s = (m - 1) / (m + 1); for the upper half n is 0, m = 1 - d.
            IntVector shifted = d.reinterpretAsInts().sub(0x3F3504F3);
            FloatVector m = shifted.and(0x007FFFFF).add(0x3F3504F3).reinterpretAsFloats();
            FloatVector n = ((FloatVector) shifted.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0))
                    .blend(0f, upper.cast(SPECIES));
            FloatVector s = m.sub(1f).blend(d.neg(), upper.cast(SPECIES)).div(m.add(1f).blend(d.neg().add(2f), upper.cast(SPECIES)));
            FloatVector z = s.mul(s);
            FloatVector log = z.fma(FloatVector.broadcast(SPECIES, 2f / 15), FloatVector.broadcast(SPECIES, 2f / 13))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 11)).fma(z, FloatVector.broadcast(SPECIES, 2f / 9))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 7)).fma(z, FloatVector.broadcast(SPECIES, 2f / 5))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 3)).mul(z).fma(s, s.add(s));
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, LN2), log).mul(-2f).sqrt();

            // Quarter turns, rounded, and what is left of one: at most half a quarter on either side. The odd lanes are a quarter behind.
            IntVector quarters = v.add(1 << 21).lanewise(VectorOperators.LSHR, 22);
            FloatVector x = ((FloatVector) v.sub(quarters.lanewise(VectorOperators.LSHL, 22)).convert(VectorOperators.I2F, 0))
                    .mul((float) (Math.PI / (1 << 23)));
            IntVector turn = quarters.sub(ODD);
            FloatVector x2 = x.mul(x);
            FloatVector sin = x2.fma(FloatVector.broadcast(SPECIES, 2.7557319e-6f), FloatVector.broadcast(SPECIES, -1.9841270e-4f))
                    .fma(x2, FloatVector.broadcast(SPECIES, 8.3333333e-3f)).fma(x2, FloatVector.broadcast(SPECIES, -1f / 6)).mul(x2).fma(x, x);
            FloatVector cos = x2.fma(FloatVector.broadcast(SPECIES, 2.4801587e-5f), FloatVector.broadcast(SPECIES, -1.3888889e-3f))
                    .fma(x2, FloatVector.broadcast(SPECIES, 1f / 24)).fma(x2, FloatVector.broadcast(SPECIES, -0.5f))
                    .fma(x2, FloatVector.broadcast(SPECIES, 1f));
            // cos(x + t quarters) is cos x, -sin x, -cos x, sin x.
            FloatVector c = cos.blend(sin, turn.and(1).compare(VectorOperators.NE, 0).cast(SPECIES));
            IntVector sign = turn.add(1).and(2).lanewise(VectorOperators.LSHL, 30);
            r.mul(c).reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }
}
