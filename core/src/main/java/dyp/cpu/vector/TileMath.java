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
    /** ln 2 in two parts: the first has few bits, so that small multiples of it are exact. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** 1 / ln 4. */
    private static final float LOG4_E = 0.72134752f;
    /** Adding and taking off 1.5 * 2^23 rounds to a whole number m; with 127 more, the sum's last eight bits are 2^m's exponent. */
    private static final float ROUND = 12582912f + 127;
    /** e^r = 1 + r + r² (E0 + E1 r + ...), |r| up to ln 2: least largest relative error, 8e-10. */
    private static final float E0 = 0.5f, E1 = 0.16666672f, E2 = 0.041666605f, E3 = 0.008332655f, E4 = 0.0013891982f, E5 = 2.0092716e-4f,
            E6 = 2.4548828e-5f;

    /** sqrt(1/2), and 1 / sqrt(pi). */
    private static final float HALF_ROOT = 0.70710678f, INVERSE_ROOT_PI = 0.56418958f;

    private TileMath() {}

    /** e^x = 2^m e^r 2^m with r in ±ln 2: m, and not 2 m, is within the exponents that one float has, and takes one shift to make. */
    static int exp(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector given = FloatVector.fromArray(SPECIES, a, ao + i);
            // Below -104 it is 0. Masked scores lie there, and to come to 0 by multiplying takes the processor some 200 cycles.
            VectorMask<Float> none = given.lt(-104f);
            // Compared and chosen: min and max take five instructions, for the sake of NaN and -0.
            FloatVector x = given.blend(95f, given.compare(VectorOperators.GT, 95f)).blend(0f, none);
            FloatVector m = x.fma(FloatVector.broadcast(SPECIES, LOG4_E), FloatVector.broadcast(SPECIES, ROUND));
            FloatVector scale = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            m = m.sub(ROUND);
            FloatVector r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_HIGH), x);
            r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4)).fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2)).fma(r, FloatVector.broadcast(SPECIES, E1))
                    .fma(r, FloatVector.broadcast(SPECIES, E0)).mul(r).fma(r, r).add(1f);
            p.mul(scale).mul(scale).blend(0f, none).intoArray(y, yo + i);
        }
        return i;
    }

    /** 1 / (1 + e^-x); e^-x as in {@link #exp}. Beyond ±95 nothing changes any more. */
    static int sigmoid(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i).neg();
            x = x.blend(95f, x.compare(VectorOperators.GT, 95f)).blend(-95f, x.lt(-95f));
            FloatVector m = x.fma(FloatVector.broadcast(SPECIES, LOG4_E), FloatVector.broadcast(SPECIES, ROUND));
            FloatVector scale = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            m = m.sub(ROUND);
            FloatVector r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_HIGH), x);
            r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4)).fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2)).fma(r, FloatVector.broadcast(SPECIES, E1))
                    .fma(r, FloatVector.broadcast(SPECIES, E0)).mul(r).fma(r, r).add(1f);
            FloatVector one = FloatVector.broadcast(SPECIES, 1f);
            one.div(p.mul(scale).fma(scale, one)).intoArray(y, yo + i);
        }
        return i;
    }

    /** Near 0 the continued fraction x / (1 + x² / (3 + x² / (5 + ...))) to its ninth denominator; else 1 - 2 / (e^2|x| + 1). */
    static int tanh(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            FloatVector z = x.mul(x);
            FloatVector near = x.mul(z.add(105f).fma(z, FloatVector.broadcast(SPECIES, 945f)))
                    .div(z.mul(15f).add(420f).fma(z, FloatVector.broadcast(SPECIES, 945f)));
            FloatVector twice = x.abs().mul(2f);
            twice = twice.blend(20f, twice.compare(VectorOperators.GT, 20f));
            FloatVector m = twice.fma(FloatVector.broadcast(SPECIES, LOG4_E), FloatVector.broadcast(SPECIES, ROUND));
            FloatVector scale = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            m = m.sub(ROUND);
            FloatVector r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_HIGH), twice);
            r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4)).fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2)).fma(r, FloatVector.broadcast(SPECIES, E1))
                    .fma(r, FloatVector.broadcast(SPECIES, E0)).mul(r).fma(r, r).add(1f);
            FloatVector e = p.mul(scale).fma(scale, FloatVector.broadcast(SPECIES, 1f));
            FloatVector far = FloatVector.broadcast(SPECIES, 1f).sub(FloatVector.broadcast(SPECIES, 2f).div(e));
            FloatVector signed = x.reinterpretAsInts().and(Integer.MIN_VALUE).or(far.reinterpretAsInts()).reinterpretAsFloats();
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

    /**
     * max(x, 0) + log(1 + e^-|x|); with u = e^-|x| in (0, 1], log(1 + u) = 2 atanh(s) as its series up to the 15th power,
     * s = u / (2 + u), whose first term 2 s is u - u s.
     */
    static int softplus(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            FloatVector t = x.abs().neg();
            t = t.blend(-110f, t.lt(-110f));
            FloatVector m = t.fma(FloatVector.broadcast(SPECIES, LOG4_E), FloatVector.broadcast(SPECIES, ROUND));
            FloatVector scale = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            m = m.sub(ROUND);
            FloatVector r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_HIGH), t);
            r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4)).fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2)).fma(r, FloatVector.broadcast(SPECIES, E1))
                    .fma(r, FloatVector.broadcast(SPECIES, E0)).mul(r).fma(r, r).add(1f);
            FloatVector u = p.mul(scale).mul(scale);
            FloatVector s = u.div(u.add(2f));
            FloatVector z = s.mul(s);
            FloatVector q = z.mul(2f / 15).add(2f / 13).fma(z, FloatVector.broadcast(SPECIES, 2f / 11))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 9)).fma(z, FloatVector.broadcast(SPECIES, 2f / 7))
                    .fma(z, FloatVector.broadcast(SPECIES, 2f / 5)).fma(z, FloatVector.broadcast(SPECIES, 2f / 3)).fma(z, u.neg()).fma(s, u);
            q.add(x.max(0f)).intoArray(y, yo + i);
        }
        return i;
    }

    /** e^x - 1 = 4^m (e^r - 1) + (4^m - 1), so that near 0, where m is 0, no digit is lost; for large x e^x itself. */
    static int expm1(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            x = x.blend(95f, x.compare(VectorOperators.GT, 95f)).blend(-110f, x.lt(-110f));
            FloatVector m = x.fma(FloatVector.broadcast(SPECIES, LOG4_E), FloatVector.broadcast(SPECIES, ROUND));
            FloatVector scale = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            m = m.sub(ROUND);
            FloatVector r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_HIGH), x);
            r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4)).fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2)).fma(r, FloatVector.broadcast(SPECIES, E1))
                    .fma(r, FloatVector.broadcast(SPECIES, E0)).mul(r).fma(r, r);
            FloatVector two = scale.mul(scale);
            FloatVector large = p.add(1f).mul(scale).mul(scale);
            p.fma(two, two.sub(1f)).blend(large, m.compare(VectorOperators.GT, 32f)).intoArray(y, yo + i);
        }
        return i;
    }

    /**
     * Up to 1.1 x plus x times a polynomial in x²; from there 1 - q(|x|)^8, where q is the eighth root of erfc, nearly a straight line,
     * as a polynomial too. Both have the least largest error relative to erf, 8e-9. Beyond 4 erfc is less than half a unit of 1.
     */
    static int erf(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            FloatVector z = x.mul(x);
            FloatVector near = z.fma(FloatVector.broadcast(SPECIES, 7.2813382e-5f), FloatVector.broadcast(SPECIES, -7.8324892e-4f))
                    .fma(z, FloatVector.broadcast(SPECIES, 5.1672407e-3f)).fma(z, FloatVector.broadcast(SPECIES, -2.6841952e-2f))
                    .fma(z, FloatVector.broadcast(SPECIES, 0.11283277f)).fma(z, FloatVector.broadcast(SPECIES, -0.37612599f))
                    .fma(z, FloatVector.broadcast(SPECIES, 0.12837917f)).fma(x, x);
            FloatVector t = x.abs();
            t = t.blend(4f, t.compare(VectorOperators.GT, 4f));
            FloatVector q = t.fma(FloatVector.broadcast(SPECIES, 1.5989423e-4f), FloatVector.broadcast(SPECIES, -2.5777405e-3f))
                    .fma(t, FloatVector.broadcast(SPECIES, 1.3399125e-2f)).fma(t, FloatVector.broadcast(SPECIES, -1.2455789e-2f))
                    .fma(t, FloatVector.broadcast(SPECIES, -6.0063239e-2f)).fma(t, FloatVector.broadcast(SPECIES, -0.1459579f))
                    .fma(t, FloatVector.broadcast(SPECIES, 1.0010761f));
            q = q.mul(q);
            q = q.mul(q);
            FloatVector far = q.neg().fma(q, FloatVector.broadcast(SPECIES, 1f));
            FloatVector signed = x.reinterpretAsInts().and(Integer.MIN_VALUE).or(far.reinterpretAsInts()).reinterpretAsFloats();
            near.blend(signed, t.compare(VectorOperators.GT, 1.1f)).intoArray(y, yo + i);
        }
        return i;
    }

    /** x / 2 + x / 2 erf(x / sqrt 2); erf as in {@link #erf}. */
    static int gelu(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, ao + i);
            FloatVector s = x.mul(HALF_ROOT);
            FloatVector z = s.mul(s);
            FloatVector near = z.fma(FloatVector.broadcast(SPECIES, 7.2813382e-5f), FloatVector.broadcast(SPECIES, -7.8324892e-4f))
                    .fma(z, FloatVector.broadcast(SPECIES, 5.1672407e-3f)).fma(z, FloatVector.broadcast(SPECIES, -2.6841952e-2f))
                    .fma(z, FloatVector.broadcast(SPECIES, 0.11283277f)).fma(z, FloatVector.broadcast(SPECIES, -0.37612599f))
                    .fma(z, FloatVector.broadcast(SPECIES, 0.12837917f)).fma(s, s);
            FloatVector t = s.abs();
            t = t.blend(4f, t.compare(VectorOperators.GT, 4f));
            FloatVector q = t.fma(FloatVector.broadcast(SPECIES, 1.5989423e-4f), FloatVector.broadcast(SPECIES, -2.5777405e-3f))
                    .fma(t, FloatVector.broadcast(SPECIES, 1.3399125e-2f)).fma(t, FloatVector.broadcast(SPECIES, -1.2455789e-2f))
                    .fma(t, FloatVector.broadcast(SPECIES, -6.0063239e-2f)).fma(t, FloatVector.broadcast(SPECIES, -0.1459579f))
                    .fma(t, FloatVector.broadcast(SPECIES, 1.0010761f));
            q = q.mul(q);
            q = q.mul(q);
            FloatVector far = q.neg().fma(q, FloatVector.broadcast(SPECIES, 1f));
            FloatVector signed = s.reinterpretAsInts().and(Integer.MIN_VALUE).or(far.reinterpretAsInts()).reinterpretAsFloats();
            FloatVector half = x.mul(0.5f);
            near.blend(signed, t.compare(VectorOperators.GT, 1.1f)).fma(half, half).intoArray(y, yo + i);
        }
        return i;
    }

    /** 1 / 2 + erf(s) / 2 + s e^-s² / sqrt pi, s = x / sqrt 2; beyond 8 the last is nothing. erf and e^ as in {@link #erf} and {@link #exp}. */
    static int geluSlope(float[] a, int ao, float[] y, int yo, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector s = FloatVector.fromArray(SPECIES, a, ao + i).mul(HALF_ROOT);
            FloatVector z = s.mul(s);
            FloatVector near = z.fma(FloatVector.broadcast(SPECIES, 7.2813382e-5f), FloatVector.broadcast(SPECIES, -7.8324892e-4f))
                    .fma(z, FloatVector.broadcast(SPECIES, 5.1672407e-3f)).fma(z, FloatVector.broadcast(SPECIES, -2.6841952e-2f))
                    .fma(z, FloatVector.broadcast(SPECIES, 0.11283277f)).fma(z, FloatVector.broadcast(SPECIES, -0.37612599f))
                    .fma(z, FloatVector.broadcast(SPECIES, 0.12837917f)).fma(s, s);
            FloatVector t = s.abs();
            t = t.blend(4f, t.compare(VectorOperators.GT, 4f));
            FloatVector q = t.fma(FloatVector.broadcast(SPECIES, 1.5989423e-4f), FloatVector.broadcast(SPECIES, -2.5777405e-3f))
                    .fma(t, FloatVector.broadcast(SPECIES, 1.3399125e-2f)).fma(t, FloatVector.broadcast(SPECIES, -1.2455789e-2f))
                    .fma(t, FloatVector.broadcast(SPECIES, -6.0063239e-2f)).fma(t, FloatVector.broadcast(SPECIES, -0.1459579f))
                    .fma(t, FloatVector.broadcast(SPECIES, 1.0010761f));
            q = q.mul(q);
            q = q.mul(q);
            FloatVector far = q.neg().fma(q, FloatVector.broadcast(SPECIES, 1f));
            FloatVector signed = s.reinterpretAsInts().and(Integer.MIN_VALUE).or(far.reinterpretAsInts()).reinterpretAsFloats();
            FloatVector half = near.blend(signed, t.compare(VectorOperators.GT, 1.1f)).mul(0.5f).add(0.5f);
            s = s.blend(8f, s.compare(VectorOperators.GT, 8f)).blend(-8f, s.lt(-8f));
            FloatVector e = s.mul(s).neg();
            FloatVector m = e.fma(FloatVector.broadcast(SPECIES, LOG4_E), FloatVector.broadcast(SPECIES, ROUND));
            FloatVector scale = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            m = m.sub(ROUND);
            FloatVector r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_HIGH), e);
            r = m.fma(FloatVector.broadcast(SPECIES, -2 * LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E6), FloatVector.broadcast(SPECIES, E5))
                    .fma(r, FloatVector.broadcast(SPECIES, E4)).fma(r, FloatVector.broadcast(SPECIES, E3))
                    .fma(r, FloatVector.broadcast(SPECIES, E2)).fma(r, FloatVector.broadcast(SPECIES, E1))
                    .fma(r, FloatVector.broadcast(SPECIES, E0)).mul(r).fma(r, r).add(1f);
            p.mul(scale).mul(scale).fma(s.mul(INVERSE_ROOT_PI), half).intoArray(y, yo + i);
        }
        return i;
    }
}
