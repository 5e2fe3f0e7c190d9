package dyp.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the published vectors of Random123 (philox4x32, 10 rounds) and against a second implementation. */
class PhiloxTest {
    private static final int[] ZEROS = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    private static final int[] ONES = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    private static final int[] PI = {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};

    /** The published definition with whole 64-bit products, for any counter. */
    private static int[] reference(int[] counter, int[] key) {
        int[] c = counter.clone();
        for (int round = 0; round < 10; round++) {
            long a = Integer.toUnsignedLong(c[0]) * 0xD2511F53L;
            long b = Integer.toUnsignedLong(c[2]) * 0xCD9E8D57L;
            int k0 = key[0] + round * 0x9E3779B9;
            int k1 = key[1] + round * 0xBB67AE85;
            c = new int[] {(int) (b >>> 32) ^ c[1] ^ k0, (int) b, (int) (a >>> 32) ^ c[3] ^ k1, (int) a};
        }
        return c;
    }

    @Test
    void theSecondImplementationGivesThePublishedVectors() {
        same(ZEROS, reference(new int[4], new int[2]));
        same(ONES, reference(new int[] {-1, -1, -1, -1}, new int[] {-1, -1}));
        same(PI, reference(new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, new int[] {0xa4093822, 0x299f31d0}));
    }

    @Test
    void theFirstPublishedVector() {
        for (int word = 0; word < 4; word++) {
            assertEquals(ZEROS[word], Philox.bits(0, 0, 0, 16 * word));
        }
    }

    /** Groups of 64 numbers from 16 counters: all first words, then all second ones, and so on. */
    @Test
    void anyNumberIsAWordOfItsCounter() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long seed = random.nextLong();
            int step = random.nextInt();
            int stream = random.nextInt();
            int index = i < 300 ? i : random.nextInt() & Integer.MAX_VALUE;
            int[] words = reference(new int[] {index / 64 * 16 + index % 16, step, stream, 0}, new int[] {(int) seed, (int) (seed >> 32)});
            assertEquals(words[index / 16 % 4], Philox.bits(seed, step, stream, index), "seed " + seed + ", index " + index);
        }
    }

    @Test
    void everyPartOfTheNameMatters() {
        int bits = Philox.bits(7, 1, 2, 3);
        assertNotEquals(bits, Philox.bits(8, 1, 2, 3));
        assertNotEquals(bits, Philox.bits(7 + (1L << 32), 1, 2, 3));
        assertNotEquals(bits, Philox.bits(7, 2, 2, 3));
        assertNotEquals(bits, Philox.bits(7, 1, 3, 3));
        assertNotEquals(bits, Philox.bits(7, 1, 2, 4));
    }

    @Test
    void uniformMoments() {
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        double neighbours = 0;
        for (int i = 0; i < n; i++) {
            double u = Philox.uniform(3, 0, 0, i) - 0.5;
            assertTrue(u >= -0.5 && u < 0.5);
            sum += u;
            squares += u * u;
            neighbours += u * (Philox.uniform(3, 0, 0, i + 1) - 0.5);
        }
        // Five standard deviations of each estimate.
        assertEquals(0, sum / n, 5 * Math.sqrt(1 / 12.0 / n));
        assertEquals(1 / 12.0, squares / n, 5 * Math.sqrt(1 / 180.0 / n));
        assertEquals(0, neighbours / n, 5 / 12.0 / Math.sqrt(n));
    }

    @Test
    void uniformFillsItsRangeEvenly() {
        int n = 100_000;
        int bins = 100;
        int[] counts = new int[bins];
        for (int i = 0; i < n; i++) {
            counts[(int) (Philox.uniform(5, 1, 2, i) * bins)]++;
        }
        chiSquare(counts, i -> (double) n / bins);
    }

    @Test
    void normalMoments() {
        int n = 200_000;
        double[] powers = new double[5];
        double pairs = 0;
        for (int i = 0; i < n; i++) {
            double z = Philox.normal(11, 0, 0, i);
            for (int k = 1; k <= 4; k++) {
                powers[k] += Math.pow(z, k) / n;
            }
            pairs += z * Philox.normal(11, 0, 0, i ^ 1) / n;
        }
        assertEquals(0, powers[1], 5 * Math.sqrt(1.0 / n));
        assertEquals(1, powers[2], 5 * Math.sqrt(2.0 / n));
        assertEquals(0, powers[3], 5 * Math.sqrt(15.0 / n));
        assertEquals(3, powers[4], 5 * Math.sqrt(96.0 / n));
        assertEquals(0, pairs, 5 * Math.sqrt(2.0 / n));
    }

    /** Sixteen bins between the normal distribution's own sixteenths. */
    @Test
    void normalHasTheNormalShape() {
        double[] edges = {-1.5341, -1.1503, -0.8871, -0.6745, -0.4888, -0.3186, -0.1573, 0, 0.1573, 0.3186, 0.4888, 0.6745, 0.8871, 1.1503, 1.5341};
        int n = 100_000;
        int[] counts = new int[16];
        for (int i = 0; i < n; i++) {
            double z = Philox.normal(13, 4, 5, i);
            int bin = 0;
            while (bin < edges.length && z > edges[bin]) {
                bin++;
            }
            counts[bin]++;
        }
        chiSquare(counts, i -> n / 16.0);
    }

    @Test
    void normalIsFiniteAtTheEndsOfTheUniforms() {
        for (int i = 0; i < 1_000_000; i++) {
            assertTrue(Math.abs(Philox.normal(17, 0, 0, i)) < 6.5);
        }
    }

    /** Chi-square with k degrees of freedom has mean k and variance 2k; five deviations is far out. */
    private static void chiSquare(int[] counts, java.util.function.IntToDoubleFunction expected) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += Math.pow(counts[i] - expected.applyAsDouble(i), 2) / expected.applyAsDouble(i);
        }
        int freedom = counts.length - 1;
        assertEquals(freedom, sum, 5 * Math.sqrt(2.0 * freedom), "chi-square");
    }

    private static void same(int[] expected, int[] actual) {
        assertArrayEquals(expected, actual);
    }
}
