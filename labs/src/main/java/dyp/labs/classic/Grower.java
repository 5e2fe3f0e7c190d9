package dyp.labs.classic;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Grows one decision tree: at each node the question that leaves the classes purest, by Gini's index, among those on a few features drawn at random.
 * Breiman, Friedman, Olshen, Stone 1984, "Classification and regression trees".
 */
final class Grower {
    /** How trees are grown. @param tried features per split @param leaf samples in a leaf, at least */
    record Rules(int tried, int leaf, int depth) {}

    private final Bins bins;
    private final int[] y;
    private final int classes;
    private final Rules rules;
    private final SplittableRandom random;
    private final int[] order;
    private final int[] rows;
    private final int[] spare;
    private final int[] counts;
    private final int[] inBin = new int[Bins.MOST];

    private int size;
    private int[] column = new int[64];
    private double[] split = new double[64];
    private int[] above = new int[64];
    private double[][] shares = new double[64][];

    /** The best question so far. Larger is purer. */
    private double best;
    private int bestFeature;
    private int bestBin;
    private double bestSplit;

    /** @param rows that are learned from; some may be there several times */
    private Grower(Bins bins, int[] y, int classes, Rules rules, int[] rows, SplittableRandom random) {
        this.bins = bins;
        this.y = y;
        this.classes = classes;
        this.rules = rules;
        this.random = random;
        this.rows = rows;
        this.spare = new int[rows.length];
        this.order = IntStream.range(0, bins.features()).toArray();
        this.counts = new int[Bins.MOST * classes];
    }

    /** A tree on so many rows drawn with replacement. */
    static Tree tree(Bins bins, int[] y, int classes, Rules rules, int drawn, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] rows = random.ints(drawn, 0, y.length).sorted().toArray(); // sorted: neighbours in memory
        Grower grower = new Grower(bins, y, classes, rules, rows, random);
        grower.grow(0, rows.length, 0);
        return new Tree(Arrays.copyOf(grower.column, grower.size), Arrays.copyOf(grower.split, grower.size), Arrays.copyOf(grower.above, grower.size),
                Arrays.copyOf(grower.shares, grower.size));
    }

    /** The node of the rows from one place to another, and all below it. */
    private void grow(int from, int to, int depth) {
        int node = add();
        int[] whole = new int[classes];
        for (int i = from; i < to; i++) {
            whole[y[rows[i]]]++;
        }
        int n = to - from;
        boolean pure = Arrays.stream(whole).anyMatch(c -> c == n);
        if (pure || n < 2 * rules.leaf || depth >= rules.depth || !ask(from, to, whole)) {
            column[node] = -1;
            shares[node] = Arrays.stream(whole).mapToDouble(c -> (double) c / n).toArray();
            return;
        }
        column[node] = bestFeature;
        split[node] = bestSplit;
        int middle = divide(from, to, bins.at()[bestFeature], bestBin);
        grow(from, middle, depth + 1);
        above[node] = size;
        grow(middle, to, depth + 1);
    }

    private int add() {
        if (size == column.length) {
            column = Arrays.copyOf(column, 2 * size);
            split = Arrays.copyOf(split, 2 * size);
            above = Arrays.copyOf(above, 2 * size);
            shares = Arrays.copyOf(shares, 2 * size);
        }
        return size++;
    }

    /** Looks at features drawn at random, and at further ones as long as none tells the rows apart. Whether one does. */
    private boolean ask(int from, int to, int[] whole) {
        best = Double.NEGATIVE_INFINITY;
        for (int tried = 0; tried < order.length && (tried < rules.tried || best == Double.NEGATIVE_INFINITY); tried++) {
            int other = tried + random.nextInt(order.length - tried);
            int feature = order[other];
            order[other] = order[tried];
            order[tried] = feature;
            tryFeature(feature, from, to, whole);
        }
        return best > Double.NEGATIVE_INFINITY;
    }

    private void tryFeature(int feature, int from, int to, int[] whole) {
        byte[] at = bins.at()[feature];
        int lowest = Bins.MOST;
        int highest = -1;
        for (int i = from; i < to; i++) {
            int bin = at[rows[i]] & 0xff;
            inBin[bin]++;
            counts[bin * classes + y[rows[i]]]++;
            lowest = Math.min(lowest, bin);
            highest = Math.max(highest, bin);
        }
        // Sums of squares of the classes' counts: Gini's index of both sides together falls as the sum of squares over size grows.
        int[] left = new int[classes];
        long leftSquares = 0;
        long rightSquares = 0;
        for (int count : whole) {
            rightSquares += (long) count * count;
        }
        int below = 0;
        int last = -1;
        for (int bin = lowest; bin <= highest; bin++) {
            if (inBin[bin] == 0) {
                continue;
            }
            if (below >= rules.leaf && to - from - below >= rules.leaf) {
                double purity = (double) leftSquares / below + (double) rightSquares / (to - from - below);
                if (purity > best) {
                    best = purity;
                    bestFeature = feature;
                    bestBin = last;
                    bestSplit = ((double) bins.most()[feature][last] + bins.least()[feature][bin]) / 2;
                }
            }
            for (int k = 0; k < classes; k++) {
                long more = counts[bin * classes + k];
                counts[bin * classes + k] = 0;
                leftSquares += more * (2L * left[k] + more);
                rightSquares -= more * (2L * (whole[k] - left[k]) - more);
                left[k] += (int) more;
            }
            below += inBin[bin];
            inBin[bin] = 0;
            last = bin;
        }
    }

    /** Brings the rows up to a bin before the others, each in its order. @return where the others begin */
    private int divide(int from, int to, byte[] at, int bin) {
        int low = from;
        int high = 0;
        for (int i = from; i < to; i++) {
            if ((at[rows[i]] & 0xff) <= bin) {
                rows[low++] = rows[i];
            } else {
                spare[high++] = rows[i];
            }
        }
        System.arraycopy(spare, 0, rows, low, high);
        return low;
    }
}
