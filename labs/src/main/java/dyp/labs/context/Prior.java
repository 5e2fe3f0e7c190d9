package dyp.labs.context;

import dyp.labs.context.Worlds.World;
import java.util.Arrays;

/**
 * Makes up tables that could be real: from random graphs of causes, sums of curves, trees, small networks and clusters, with noise, categories,
 * rounding, columns that mean nothing, missing cells and uneven classes. This is all that the network is trained on; no real table is.
 */
final class Prior {
    private Prior() {}

    /**
     * A table; the same one for the same key.
     *
     * @param known how many of the rows come with their class
     */
    static SmallTable table(int rows, int known, int features, long... key) {
        for (int attempt = 0;; attempt++) {
            long[] again = Arrays.copyOf(key, key.length + 1);
            again[key.length] = attempt;
            SmallTable table = attempt(rows, known, features, new Chance(again));
            if (table != null) {
                return table;
            }
        }
    }

    private static SmallTable attempt(int rows, int known, int features, Chance c) {
        int classes = classes(c);
        // Some tables have fewer columns; the others are then empty of meaning: one value throughout.
        int used = c.chance(0.3) ? c.from(Math.min(2, features), features) : features;
        double kind = c.between(0, 1);
        int[] y;
        double[][] x;
        if (kind < 0.2) {
            Clusters.Drawn drawn = Clusters.draw(used, rows, classes, c);
            x = drawn.features();
            y = drawn.classes();
        } else {
            boolean cut = classes == 2 || c.chance(0.4);
            int scores = cut ? 1 : classes;
            World world = kind < 0.5 ? Worlds.sums(used, rows, scores, c) : kind < 0.6 ? Worlds.trees(used, rows, scores, c)
                    : kind < 0.75 ? Worlds.network(used, rows, scores, c) : Worlds.causes(used, rows, scores, c);
            x = world.features();
            y = Labels.of(world.scores(), classes, c);
        }
        if (c.chance(0.2)) {
            Labels.mistaken(y, classes, c.between(0, 0.1), c);
        }
        Disguise.apply(x, c);
        return table(x, y, known, features, c);
    }

    /** Two classes mostly, as in most real tables. */
    private static int classes(Chance c) {
        double u = c.between(0, 1);
        return u < 0.55 ? 2 : u < 0.8 ? 3 : u < 0.88 ? 4 : c.from(5, ContextNetwork.CLASSES);
    }

    /** Rows and columns in a random order, the classes named anew; null where fewer than two classes are known. */
    private static SmallTable table(double[][] columns, int[] classes, int known, int features, Chance c) {
        int rows = classes.length;
        int[] rowOrder = c.order(rows);
        int[] columnOrder = c.order(features);
        int[] names = new int[ContextNetwork.CLASSES];
        Arrays.fill(names, -1);
        int found = 0;
        for (int r = 0; r < known; r++) {
            int y = classes[rowOrder[r]];
            if (names[y] < 0) {
                names[y] = found++;
            }
        }
        if (found < 2) {
            return null;
        }
        int[] shuffled = c.order(found);
        float[][] x = new float[rows][features];
        int[] y = new int[rows];
        for (int r = 0; r < rows; r++) {
            int from = rowOrder[r];
            int name = names[classes[from]];
            // A class that no known row has cannot be guessed; such a row is made one of a known one.
            int same = name >= 0 ? from : rowOrder[c.below(known)];
            y[r] = shuffled[names[classes[same]]];
            for (int f = 0; f < features; f++) {
                int column = columnOrder[f];
                x[r][f] = column < columns.length ? (float) columns[column][same] : 0;
            }
        }
        return new SmallTable(x, y, known, found);
    }
}
