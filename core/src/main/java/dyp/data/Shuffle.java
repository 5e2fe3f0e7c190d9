package dyp.data;

import dyp.tensor.Philox;

/**
 * Random orders: Fisher and Yates's shuffle (Durstenfeld's form, CACM 7(7), 1964, algorithm 235) driven by
 * {@link Philox}, so that an order is a function of (seed, epoch, size) alone, on every machine.
 */
final class Shuffle {
    /** Far from the small numbers that the random ops of a graph use, so that dropout does not follow the order. */
    private static final int STREAM = 0x53485546;

    private Shuffle() {}

    static void shuffle(int[] order, long seed, int epoch) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = below(i + 1, seed, epoch, i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /** Uniform in [0, bound): 64 random bits scaled down, which favours no value by more than one part in 2^33. */
    private static int below(int bound, long seed, int epoch, int draw) {
        long high = Philox.bits(seed, epoch, STREAM, 2 * draw);
        long low = Philox.bits(seed, epoch, STREAM, 2 * draw + 1);
        return (int) Math.unsignedMultiplyHigh(high << 32 | low & 0xFFFFFFFFL, bound);
    }
}
