package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * exp, log and what is made of them, to about one unit in the last place, from additions, multiplications and fma alone.
 *
 * <p>Not {@code VectorOperators.EXP} and its kin: those take {@code Math}'s functions until the loop is compiled and a
 * vector library's from then on, whose last bits differ; the same seed would give other bits as the JVM warms up.
 *
 * <p>Where a function needs another's formula it stands there again: a helper that takes and gives a vector may not be
 * inlined, and then every vector is boxed.
 */
final class TileMath {
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts: the first has few bits, so that small multiples of it are exact. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** Adding and taking off 1.5 * 2^23 rounds to a whole number. */
    private static final float ROUND = 12582912f;

    private TileMath() {}

    /** e^x = 2^n e^r with r in ±ln 2 / 2, where e^r is its series up to r^7 / 7! (the next term is below 6e-9). */
    static int exp(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector given = FloatVector.fromArray(SPECIES, a, ao + i);
            // Below -104 it is 0. Masked scores lie there, and to come to 0 by multiplying takes the processor some 200 cycles.
            VectorMask<Float> none = given.lt(-104f);
            FloatVector x = given.blend(0f, none).min(95f);
            FloatVector n = x.mul(LOG2_E).add(ROUND).sub(ROUND);
            FloatVector r = x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
            FloatVector p = r.mul(1f / 5040).add(1f / 720).fma(r, FloatVector.broadcast(SPECIES, 1f / 120))
                    .fma(r, FloatVector.broadcast(SPECIES, 1f / 24)).fma(r, FloatVector.broadcast(SPECIES, 1f / 6))
                    .fma(r, FloatVector.broadcast(SPECIES, 0.5f)).mul(r).fma(r, r).add(1f);
            // 2^n in two factors: n may lie outside the exponents that one float has.
            IntVector whole = (IntVector) n.convert(VectorOperators.F2I, 0);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second = whole.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            p.mul(first).mul(second).blend(0f, none).intoArray(y, yo + i);
        }
        return i;
    }

    /** 1 / (1 + e^-x), in three passes over the tile. */
    static int sigmoid(float[] a, int ao, float[] y, int yo, int count) {
        int done = count - count % L;
        for (int i = 0; i < done; i += L) {
            FloatVector.fromArray(SPECIES, a, ao + i).neg().intoArray(y, yo + i);
        }
        exp(y, yo, y, yo, done);
        for (int i = 0; i < done; i += L) {
            FloatVector.broadcast(SPECIES, 1f).div(FloatVector.fromArray(SPECIES, y, yo + i).add(1f)).intoArray(y, yo + i);
        }
        return done;
    }

    /** Near 0 the continued fraction x / (1 + x² / (3 + x² / (5 + ...))) to its ninth denominator; else 1 - 2 / (e^2|x| + 1). */
    static int tanh(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            FloatVector z = x.mul(x);
            FloatVector near = x.mul(z.add(105f).fma(z, FloatVector.broadcast(SPECIES, 945f)))
                    .div(z.mul(15f).add(420f).fma(z, FloatVector.broadcast(SPECIES, 945f)));
            FloatVector twice = x.abs().min(10f).mul(2f);
            FloatVector n = twice.mul(LOG2_E).add(ROUND).sub(ROUND);
            FloatVector r = twice.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
            FloatVector p = r.mul(1f / 5040).add(1f / 720).fma(r, FloatVector.broadcast(SPECIES, 1f / 120))
                    .fma(r, FloatVector.broadcast(SPECIES, 1f / 24)).fma(r, FloatVector.broadcast(SPECIES, 1f / 6))
                    .fma(r, FloatVector.broadcast(SPECIES, 0.5f)).mul(r).fma(r, r).add(1f);
            IntVector whole = (IntVector) n.convert(VectorOperators.F2I, 0);
            FloatVector e = p.mul(whole.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            FloatVector far = FloatVector.broadcast(SPECIES, 1f).sub(FloatVector.broadcast(SPECIES, 2f).div(e.add(1f)));
            FloatVector signed = far.neg().blend(far, x.compare(VectorOperators.GE, 0f));
            near.blend(signed, z.compare(VectorOperators.GT, 0.36f)).intoArray(y, yo + i);
        }
        return i;
    }

    /** log x = n ln 2 + log m, m in [sqrt(1/2), sqrt 2), and log m = 2 atanh(s), s = (m - 1) / (m + 1), as its series up to s^9. */
    static int log(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            var tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits = x.blend(x.mul(0x1p24f), tiny).reinterpretAsInts();
            // The exponent of x / sqrt(1/2), so that m comes out on either side of 1.
            IntVector shifted = bits.sub(0x3F3504F3);
            FloatVector n = (FloatVector) shifted.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
            n = n.blend(n.sub(24f), tiny);
            FloatVector m = shifted.and(0x007FFFFF).add(0x3F3504F3).reinterpretAsFloats();
            FloatVector s = m.sub(1f).div(m.add(1f));
            FloatVector z = s.mul(s);
            FloatVector p = z.mul(2f / 9).add(2f / 7).fma(z, FloatVector.broadcast(SPECIES, 2f / 5))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 3)).mul(z).fma(s, s.add(s));
            FloatVector log = p.add(n.mul(LN2_LOW)).add(n.mul(LN2_HIGH));
            log = log.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY)).blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
            log = log.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f)).blend(Float.NaN, x.compare(VectorOperators.NE, x));
            log.intoArray(y, yo + i);
        }
        return i;
    }

    /** max(x, 0) + log(1 + e^-|x|); with u = e^-|x| in (0, 1], 2 atanh(u / (2 + u)) as its series up to the 15th power. */
    static int softplus(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            FloatVector t = x.abs().neg().max(-110f);
            FloatVector n = t.mul(LOG2_E).add(ROUND).sub(ROUND);
            FloatVector r = t.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
            FloatVector p = r.mul(1f / 5040).add(1f / 720).fma(r, FloatVector.broadcast(SPECIES, 1f / 120))
                    .fma(r, FloatVector.broadcast(SPECIES, 1f / 24)).fma(r, FloatVector.broadcast(SPECIES, 1f / 6))
                    .fma(r, FloatVector.broadcast(SPECIES, 0.5f)).mul(r).fma(r, r).add(1f);
            IntVector whole = (IntVector) n.convert(VectorOperators.F2I, 0);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            FloatVector u = p.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                    .mul(whole.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            FloatVector s = u.div(u.add(2f));
            FloatVector z = s.mul(s);
            FloatVector q = z.mul(2f / 15).add(2f / 13).fma(z, FloatVector.broadcast(SPECIES, 2f / 11))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 9)).fma(z, FloatVector.broadcast(SPECIES, 2f / 7))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 5)).fma(z, FloatVector.broadcast(SPECIES, 2f / 3)).mul(z).fma(s, s.add(s));
            q.add(x.max(0f)).intoArray(y, yo + i);
        }
        return i;
    }

    /** e^x - 1 = 2^n (e^r - 1) + (2^n - 1), so that near 0, where n is 0, no digit is lost; for large x e^x itself. */
    static int expm1(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i).max(-110f).min(95f);
            FloatVector n = x.mul(LOG2_E).add(ROUND).sub(ROUND);
            FloatVector r = x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
            FloatVector p = r.mul(1f / 5040).add(1f / 720).fma(r, FloatVector.broadcast(SPECIES, 1f / 120))
                    .fma(r, FloatVector.broadcast(SPECIES, 1f / 24)).fma(r, FloatVector.broadcast(SPECIES, 1f / 6))
                    .fma(r, FloatVector.broadcast(SPECIES, 0.5f)).mul(r).fma(r, r);
            IntVector whole = (IntVector) n.convert(VectorOperators.F2I, 0);
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second = whole.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector two = first.mul(second);
            FloatVector large = p.add(1f).mul(first).mul(second);
            p.fma(two, two.sub(1f)).blend(large, n.compare(VectorOperators.GT, 64f)).intoArray(y, yo + i);
        }
        return i;
    }

    /**
     * Up to 1 the power series 2 / sqrt(pi) (x - x³/3 + x⁵/10 - ...) to x^19; from there 1 - erfc(x), with erfc between 1 and 4 as
     * its Chebyshev interpolation of degree 14 in x - 2.5, off by at most 3e-8; beyond 4 it is less than half a unit of 1.
     */
    static int erf(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            FloatVector z = x.mul(x);
            FloatVector near = z.mul(-1.6365845e-7f).add(1.6462114e-6f).fma(z, FloatVector.broadcast(SPECIES, -1.4925650e-5f))
                    .fma(z, FloatVector.broadcast(SPECIES, 1.2055333e-4f)).fma(z, FloatVector.broadcast(SPECIES, -8.5483270e-4f))
                    .fma(z, FloatVector.broadcast(SPECIES, 5.2239776e-3f)).fma(z, FloatVector.broadcast(SPECIES, -2.6866170e-2f))
                    .fma(z, FloatVector.broadcast(SPECIES, 1.1283792e-1f)).fma(z, FloatVector.broadcast(SPECIES, -3.7612638e-1f))
                    .fma(z, FloatVector.broadcast(SPECIES, 1.1283792f)).mul(x);
            FloatVector s = x.abs().min(4f).sub(2.5f);
            FloatVector tail = s.mul(-8.83796645e-7f).add(-4.87990064e-7f).fma(s, FloatVector.broadcast(SPECIES, 1.56674851e-5f))
                    .fma(s, FloatVector.broadcast(SPECIES, -1.78376249e-5f)).fma(s, FloatVector.broadcast(SPECIES, -8.09334233e-5f))
                    .fma(s, FloatVector.broadcast(SPECIES, 0.000270835997f)).fma(s, FloatVector.broadcast(SPECIES, -0.00025899912f))
                    .fma(s, FloatVector.broadcast(SPECIES, -0.000560654385f)).fma(s, FloatVector.broadcast(SPECIES, 0.00279777893f))
                    .fma(s, FloatVector.broadcast(SPECIES, -0.00610891636f)).fma(s, FloatVector.broadcast(SPECIES, 0.00862251408f))
                    .fma(s, FloatVector.broadcast(SPECIES, -0.00835182425f)).fma(s, FloatVector.broadcast(SPECIES, 0.00544570247f))
                    .fma(s, FloatVector.broadcast(SPECIES, -0.00217818026f)).fma(s, FloatVector.broadcast(SPECIES, 0.000406952022f));
            FloatVector far = FloatVector.broadcast(SPECIES, 1f).sub(tail).min(1f);
            FloatVector signed = far.neg().blend(far, x.compare(VectorOperators.GE, 0f));
            near.blend(signed, z.compare(VectorOperators.GT, 1f)).intoArray(y, yo + i);
        }
        return i;
    }
}
