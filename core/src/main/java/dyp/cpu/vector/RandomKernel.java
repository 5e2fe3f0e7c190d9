package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Random;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Philox;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Random numbers by {@link Philox}, a counter per lane. Even counters are in one vector and odd ones in another, so that their words side
 * by side are the numbers in order. Uniform numbers are the very same as {@link Philox#uniform}'s; normal ones differ from
 * {@link Philox#normal}'s in their last bits, and are the same for vectors of any width.
 */
final class RandomKernel {
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SPECIES.vectorShape());
    private static final LongVector EVEN = LongVector.zero(LONGS).addIndex(2);
    private static final long LOW = 0xFFFFFFFFL;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final long W0 = 0x9E3779B9L;
    private static final long W1 = 0xBB67AE85L;
    /** Counters that give a group of numbers, word by word. */
    private static final int COUNTERS = 16;
    private static final int GROUP = 4 * COUNTERS;

    private RandomKernel() {}

    static Step bind(Random op, Slices s) {
        int n = s.output().length();
        int groups = Math.ceilDiv(n, GROUP);
        int[][] words = new int[s.lanes()][GROUP];
        float[][] last = new float[s.lanes()][GROUP];
        float[] y = s.output().floats();
        int yo = s.output().offset();
        return Blocks.over(groups, GROUP, (from, to, lane) -> {
            int[] key = s.input(0).ints();
            int at = s.input(0).offset();
            for (int g = from; g < to; g++) {
                for (int c = 0; c < COUNTERS; c += L) {
                    words(g * COUNTERS + c, key[at + 2], op.stream(), key[at], key[at + 1], words[lane], c);
                }
                // The last group may not fit.
                boolean whole = (g + 1) * GROUP <= n;
                float[] to64 = whole ? y : last[lane];
                int first = whole ? yo + g * GROUP : 0;
                if (op.kind() == Random.Kind.UNIFORM) {
                    uniform(words[lane], to64, first);
                } else {
                    RandomNormal.of(words[lane], to64, first);
                }
                if (!whole) {
                    System.arraycopy(to64, 0, y, yo + g * GROUP, n - g * GROUP);
                }
            }
        });
    }

    /** The four words of each of L counters, word by word, each word's first at {@code at} behind the one before's. */
    private static void words(int counter, int step, int stream, int k0, int k1, int[] out, int at) {
        LongVector a0 = EVEN.add(counter & LOW), b0 = a0.add(1);
        LongVector a1 = LongVector.broadcast(LONGS, step & LOW), b1 = a1;
        LongVector a2 = LongVector.broadcast(LONGS, stream & LOW), b2 = a2;
        LongVector a3 = LongVector.zero(LONGS), b3 = a3;
        long key0 = k0 & LOW;
        long key1 = k1 & LOW;
        // What lies above a word's 32 bits is nobody's: products leave it out.
        for (int round = 0; round < 10; round++) {
            LongVector p = a0.and(LOW).mul(M0), q = a2.and(LOW).mul(M1);
            a0 = q.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, a1).lanewise(VectorOperators.XOR, key0);
            a2 = p.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, a3).lanewise(VectorOperators.XOR, key1);
            a1 = q;
            a3 = p;
            p = b0.and(LOW).mul(M0);
            q = b2.and(LOW).mul(M1);
            b0 = q.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, b1).lanewise(VectorOperators.XOR, key0);
            b2 = p.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, b3).lanewise(VectorOperators.XOR, key1);
            b1 = q;
            b3 = p;
            key0 = key0 + W0 & LOW;
            key1 = key1 + W1 & LOW;
        }
        a0.and(LOW).or(b0.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts().intoArray(out, at);
        a1.and(LOW).or(b1.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts().intoArray(out, at + COUNTERS);
        a2.and(LOW).or(b2.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts().intoArray(out, at + 2 * COUNTERS);
        a3.and(LOW).or(b3.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts().intoArray(out, at + 3 * COUNTERS);
    }

    private static void uniform(int[] words, float[] y, int yo) {
        for (int i = 0; i < GROUP; i += L) {
            IntVector bits = IntVector.fromArray(RandomNormal.INTS, words, i).lanewise(VectorOperators.LSHR, 8);
            ((FloatVector) bits.convert(VectorOperators.I2F, 0)).mul(0x1p-24f).intoArray(y, yo + i);
        }
    }
}
