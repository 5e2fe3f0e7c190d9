package dyp.labs;

/**
 * A small generator of random numbers whose whole state is one counter.
 *
 * <p>It is SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 * Only integer and plain IEEE 754 arithmetic is used, so a key gives the same numbers on every machine.
 */
public final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double TO_UNIT = 1.0 / (1L << 53);

    private long counter;

    /** Starts the numbers that belong to a key. */
    public Dice(long key) {
        this.counter = scramble(key);
    }

    /** The key of the item with this index among those of a seed; neighbours get unrelated keys. */
    public static long key(long seed, long index) {
        return scramble(scramble(seed + GOLDEN) + index * GOLDEN);
    }

    /** A number in [0, 1). */
    public double unit() {
        counter += GOLDEN;
        return (scramble(counter) >>> 11) * TO_UNIT;
    }

    /** A number in [low, high). */
    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** A whole number from 0 to bound - 1. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /**
     * A bell-shaped number with mean 0 and standard deviation 1, never beyond 3.5 in size.
     * It is the sum of four uniform numbers, which needs no logarithm and has no wild values.
     */
    public double bell() {
        return (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772;
    }

    private static long scramble(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
