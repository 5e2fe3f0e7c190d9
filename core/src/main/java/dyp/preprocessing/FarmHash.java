package dyp.preprocessing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * FarmHash's 64-bit fingerprint: the same number for the same bytes on every machine, for good. Pike and Alakuijala 2014, "Introducing
 * FarmHash"; {@code farmhashna::Hash64} of its reference implementation.
 */
final class FarmHash {
    private static final long K0 = 0xC3A5C85C97CB3127L;
    private static final long K1 = 0xB492B66FBE98F273L;
    private static final long K2 = 0x9AE16A3B2F90404FL;

    private final ByteBuffer s;
    private final int length;

    private FarmHash(byte[] bytes) {
        s = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        length = bytes.length;
    }

    static long fingerprint(byte[] bytes) {
        FarmHash h = new FarmHash(bytes);
        return bytes.length <= 16 ? h.upTo16() : bytes.length <= 32 ? h.upTo32() : bytes.length <= 64 ? h.upTo64() : h.longer();
    }

    private long at(int i) {
        return s.getLong(i);
    }

    private static long rotate(long x, int by) {
        return Long.rotateRight(x, by);
    }

    private static long shiftMix(long x) {
        return x ^ x >>> 47;
    }

    private static long mix(long u, long v, long mul) {
        long a = shiftMix((u ^ v) * mul);
        return shiftMix((v ^ a) * mul) * mul;
    }

    private long upTo16() {
        long mul = K2 + length * 2L;
        if (length >= 8) {
            long a = at(0) + K2;
            long b = at(length - 8);
            return mix(rotate(b, 37) * mul + a, (rotate(a, 25) + b) * mul, mul);
        }
        if (length >= 4) {
            return mix(length + (Integer.toUnsignedLong(s.getInt(0)) << 3), Integer.toUnsignedLong(s.getInt(length - 4)), mul);
        }
        if (length == 0) {
            return K2;
        }
        int y = (s.get(0) & 0xFF) + ((s.get(length >> 1) & 0xFF) << 8);
        int z = length + ((s.get(length - 1) & 0xFF) << 2);
        return shiftMix(y * K2 ^ z * K0) * K2;
    }

    private long upTo32() {
        long mul = K2 + length * 2L;
        long a = at(0) * K1;
        long b = at(8);
        long c = at(length - 8) * mul;
        long d = at(length - 16) * K2;
        return mix(rotate(a + b, 43) + rotate(c, 30) + d, a + rotate(b + K2, 18) + c, mul);
    }

    private long upTo64() {
        long mul = K2 + length * 2L;
        long a = at(0) * K2;
        long b = at(8);
        long c = at(length - 8) * mul;
        long d = at(length - 16) * K2;
        long y = rotate(a + b, 43) + rotate(c, 30) + d;
        long z = mix(y, a + rotate(b + K2, 18) + c, mul);
        long e = at(16) * mul;
        long f = at(24);
        long g = (y + at(length - 32)) * mul;
        long h = (z + at(length - 24)) * mul;
        return mix(rotate(e + f, 43) + rotate(g, 30) + h, e + rotate(f + a, 18) + g, mul);
    }

    /** Two sums of 32 bytes. */
    private long[] weak(int i, long a, long b) {
        long start = a + at(i);
        long sum = start + at(i + 8) + at(i + 16);
        return new long[] {sum + at(i + 24), rotate(b + start + at(i + 24), 21) + rotate(sum, 44) + start};
    }

    private long longer() {
        long x = 81;
        long y = 81 * K1 + 113;
        long z = shiftMix(y * K2 + 113) * K2;
        long[] v = {0, 0};
        long[] w = {0, 0};
        x = x * K2 + at(0);
        int end = (length - 1) / 64 * 64;
        for (int i = 0; i <= end; i += 64) {
            // The last 64 bytes come after the loop, with other factors.
            boolean last = i == end;
            int at = last ? length - 64 : i;
            long mul = last ? K1 + ((z & 0xFF) << 1) : K1;
            if (last) {
                w[0] += length - 1 & 63;
                v[0] += w[0];
                w[0] += v[0];
            }
            x = rotate(x + y + v[0] + at(at + 8), 37) * mul;
            y = rotate(y + v[1] + at(at + 48), 42) * mul;
            x ^= last ? w[1] * 9 : w[1];
            y += (last ? v[0] * 9 : v[0]) + at(at + 40);
            z = rotate(z + w[0], 33) * mul;
            v = weak(at, v[1] * mul, x + w[0]);
            w = weak(at + 32, z + w[1], y + at(at + 16));
            long swap = z;
            z = x;
            x = swap;
            if (last) {
                return mix(mix(v[0], w[0], mul) + shiftMix(y) * K0 + z, mix(v[1], w[1], mul) + x, mul);
            }
        }
        throw new AssertionError();
    }
}
