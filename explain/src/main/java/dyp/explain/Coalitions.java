package dyp.explain;

import dyp.tensor.DypException;
import dyp.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sets of features that are known, and how much each counts: all sets by Shapley's kernel, or some drawn by it, each with its complement.
 *
 * @param members the empty set first; the full set is not among them
 * @param weights one per set; that of the empty set is not used
 */
record Coalitions(int features, List<boolean[]> members, double[] weights) {

    static Coalitions of(int features, int most, long seed) {
        return features < 31 && 1L << features <= most ? all(features) : drawn(features, most, seed);
    }

    /** The weight of a set of s of m features is (m - 1) / (C(m, s) s (m - s)). */
    private static Coalitions all(int features) {
        List<boolean[]> members = new ArrayList<>();
        double[] weights = new double[(1 << features) - 1];
        for (int set = 0; set < weights.length; set++) {
            boolean[] known = new boolean[features];
            for (int i = 0; i < features; i++) {
                known[i] = (set >> i & 1) == 1;
            }
            members.add(known);
            int size = Integer.bitCount(set);
            weights[set] = size == 0 ? 0 : (features - 1.0) / (choose(features, size) * size * (features - size));
        }
        return new Coalitions(features, members, weights);
    }

    private static double choose(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }

    /** Sizes with the kernel's odds, (m - 1) / (s (m - s)), then any set of that size; what is drawn by its weight counts 1. */
    private static Coalitions drawn(int features, int most, long seed) {
        if (most < 2 * features) {
            throw new DypException("SHAP of " + features + " features takes " + 2 * features + " or more coalitions, but was given " + most + ".");
        }
        double[] odds = new double[features];
        for (int s = 1; s < features; s++) {
            odds[s] = odds[s - 1] + 1.0 / ((double) s * (features - s));
        }
        List<boolean[]> members = new ArrayList<>(List.of(new boolean[features]));
        for (int draw = 0; members.size() + 2 <= most; draw++) {
            double at = Philox.uniform(seed, draw, 0, 0) * odds[features - 1];
            int size = 1;
            while (odds[size] <= at && size < features - 1) {
                size++;
            }
            boolean[] known = new boolean[features];
            boolean[] others = new boolean[features];
            int[] order = shuffled(features, seed, draw);
            for (int i = 0; i < features; i++) {
                known[order[i]] = i < size;
                others[order[i]] = i >= size;
            }
            members.add(known);
            members.add(others);
        }
        double[] weights = new double[members.size()];
        Arrays.fill(weights, 1, weights.length, 1);
        return new Coalitions(features, members, weights);
    }

    static int[] shuffled(int n, long seed, int step) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = (int) (Integer.toUnsignedLong(Philox.bits(seed, step, 1, i)) % (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
