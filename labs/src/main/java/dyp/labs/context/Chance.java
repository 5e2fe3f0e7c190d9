package dyp.labs.context;

import java.util.Random;

/** Random numbers for the making of tables: those of java.util.Random, whose algorithm is laid down, so a seed gives the same tables everywhere. */
final class Chance {
    private final Random random;

    Chance(long... key) {
        long mixed = 0;
        for (long k : key) {
            mixed = mix(mixed + 0x9E3779B97F4A7C15L + k);
        }
        random = new Random(mixed);
    }

    /** SplitMix64's last step: neighbouring keys get unrelated streams. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Whether a thing of this probability happens. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Between low and high, each factor of two as likely. */
    double scale(double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    double normal() {
        return random.nextGaussian();
    }

    /** From 0 to below n. */
    int below(int n) {
        return random.nextInt(n);
    }

    /** From low to high, both included. */
    int from(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** 0 to n - 1 in a random order. */
    int[] order(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    double[] normals(int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
