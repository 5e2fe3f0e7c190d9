package dyp.labs.classic;

import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Many decision trees, each grown on rows drawn with replacement, looking at few features per split; they answer by the mean of their leaves' shares.
 * Breiman 2001, "Random forests". The same seed grows the same forest, whatever the number of threads. Trees are grown here and not by Tribuo, whose
 * take 40 s each for MNIST's 55,000 digits.
 */
public final class RandomForest {
    /** A tree may be as deep as it has rows. */
    private static final long STACK = 64 << 20;

    private final int trees;
    private final int depth;
    private final int leaf;
    /** 0 for the square root of all. */
    private final double share;
    private final double rows;
    private final int threads;
    private List<Tree> grown = List.of();
    private int features;

    private RandomForest(int trees, int depth, int leaf, double share, double rows, int threads) {
        if (trees < 1 || depth < 1 || leaf < 1 || share < 0 || share > 1 || !(rows > 0 && rows <= 1) || threads < 1) {
            throw new DypException("A forest has 1 tree or more, of depth 1 or more, leaves of 1 sample or more, a share of the features and of the rows up to 1,"
                    + " and 1 thread or more; but trees " + trees + ", depth " + depth + ", leaves of " + leaf + ", features " + share + ", rows " + rows
                    + ", threads " + threads + " came.");
        }
        this.trees = trees;
        this.depth = depth;
        this.leaf = leaf;
        this.share = share;
        this.rows = rows;
        this.threads = threads;
    }

    /** 100 trees grown to the end, as many features per split as the square root of all, on all processors. */
    public static RandomForest create() {
        return new RandomForest(100, Integer.MAX_VALUE, 1, 0, 1, Runtime.getRuntime().availableProcessors());
    }

    public RandomForest trees(int n) {
        return new RandomForest(n, depth, leaf, share, rows, threads);
    }

    /** How many questions a tree asks at most. */
    public RandomForest maxDepth(int n) {
        return new RandomForest(trees, n, leaf, share, rows, threads);
    }

    /** How many samples a leaf has at least. */
    public RandomForest leaf(int samples) {
        return new RandomForest(trees, depth, samples, share, rows, threads);
    }

    /** The share of the features that are looked at for a split; 0 for the square root of their number. */
    public RandomForest features(double part) {
        return new RandomForest(trees, depth, leaf, part, rows, threads);
    }

    /** How many rows are drawn for a tree, as a share of all. */
    public RandomForest rows(double part) {
        return new RandomForest(trees, depth, leaf, share, part, threads);
    }

    public RandomForest threads(int n) {
        return new RandomForest(trees, depth, leaf, share, rows, n);
    }

    public RandomForest fit(float[][] x, int[] y, long seed) {
        return fit(x, y, seed, n -> { });
    }

    /**
     * @param x a row of features per sample, all finite
     * @param y class numbers from 0
     * @param progress is told how many trees stand, on this thread; may throw to end the growing
     * @return this
     */
    public RandomForest fit(float[][] x, int[] y, long seed, IntConsumer progress) {
        Samples.check(x, y);
        Bins bins = Bins.of(x);
        int classes = Samples.classes(y);
        int tried = (int) Math.max(1, Math.round(share == 0 ? Math.sqrt(x[0].length) : share * x[0].length));
        Grower.Rules rules = new Grower.Rules(tried, leaf, depth);
        int drawn = Math.max(1, (int) Math.round(rows * x.length));
        ExecutorService pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().stackSize(STACK).factory());
        try {
            List<Future<Tree>> coming = new ArrayList<>();
            for (int i = 0; i < trees; i++) {
                long own = seed * 1_000_003 + i;
                coming.add(pool.submit(() -> Grower.tree(bins, y, classes, rules, drawn, own)));
            }
            List<Tree> all = new ArrayList<>();
            for (Future<Tree> tree : coming) {
                all.add(tree.get());
                progress.accept(all.size());
            }
            grown = List.copyOf(all);
            features = x[0].length;
            return this;
        } catch (ExecutionException e) {
            throw new DypException("The forest could not be grown: " + e.getCause() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DypException("The growing of the forest was interrupted.", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** A row per sample, a column per class: the mean of the trees' shares. */
    public double[][] probabilities(float[][] x) {
        if (grown.isEmpty()) {
            throw new DypException("The forest has not grown yet: call fit first.");
        }
        Samples.width(x, features);
        double[][] p = new double[x.length][];
        for (int row = 0; row < x.length; row++) {
            for (Tree tree : grown) {
                double[] shares = tree.shares(x[row]);
                p[row] = p[row] == null ? new double[shares.length] : p[row];
                for (int k = 0; k < shares.length; k++) {
                    p[row][k] += shares[k] / grown.size();
                }
            }
        }
        return p;
    }

    /** All nodes of all trees. */
    public long nodes() {
        return grown.stream().mapToLong(t -> t.column().length).sum();
    }
}
