package dyp.tensor;

/**
 * Random numbers by counting: every number is a pure function of (seed, step, stream, index), so it does not matter who
 * draws it, in which order or on how many threads.
 *
 * <p>Philox 4x32 with 10 rounds: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
public final class Philox {
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;

    private Philox() {}

    /**
     * 32 random bits. Counter c, as (c, step, stream, 0) under the seed, gives four words; numbers come in groups of 64
     * from 16 neighbouring counters, first all first words, then all second ones and so on, which suits vectors of any
     * width up to 16.
     */
    public static int bits(long seed, int step, int stream, int index) {
        int c0 = index >>> 6 << 4 | index & 15;
        int c1 = step;
        int c2 = stream;
        int c3 = 0;
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < 10; round++) {
            long p0 = M0 * (c0 & 0xFFFFFFFFL);
            long p1 = M1 * (c2 & 0xFFFFFFFFL);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        return switch (index >>> 4 & 3) {
            case 0 -> c0;
            case 1 -> c1;
            case 2 -> c2;
            default -> c3;
        };
    }

    /** Uniform in [0, 1), a multiple of 2^-24. */
    public static float uniform(long seed, int step, int stream, int index) {
        return (bits(seed, step, stream, index) >>> 8) * 0x1p-24f;
    }

    /** Standard normal, by Box and Muller's transform of two uniforms (1958). Bit-identical everywhere. */
    public static float normal(long seed, int step, int stream, int index) {
        double u = ((bits(seed, step, stream, index & ~1) >>> 8) + 0.5) * 0x1p-24;
        double v = (bits(seed, step, stream, index | 1) >>> 8) * 0x1p-24;
        double radius = Math.sqrt(-2 * StrictMath.log(u));
        double angle = 2 * Math.PI * v;
        return (float) (radius * ((index & 1) == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle)));
    }
}
