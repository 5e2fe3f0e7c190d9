package dyp.labs.context;

import java.util.Arrays;

/** What happens to numbers on their way into a table: other units, categories, rounding, columns that mean nothing, missing cells. */
final class Disguise {
    private Disguise() {}

    /** @param columns of mean 0 and deviation 1, changed where they lie */
    static void apply(double[][] columns, Chance c) {
        double meaningless = c.chance(0.6) ? 0 : c.between(0, 0.5);
        double categories = c.chance(0.5) ? 0 : c.between(0, 0.8);
        double bent = c.chance(0.5) ? 0 : c.between(0, 0.8);
        double missing = c.chance(0.75) ? 0 : c.between(0, 0.3);
        double incomplete = c.between(0, 1);
        for (double[] column : columns) {
            if (c.chance(meaningless)) {
                System.arraycopy(c.normals(column.length), 0, column, 0, column.length);
            }
            if (c.chance(categories)) {
                categorize(column, c);
            } else {
                if (c.chance(bent)) {
                    bend(column, c);
                }
                if (c.chance(0.2)) {
                    double step = c.scale(0.1, 1);
                    Arrays.setAll(column, r -> Math.rint(column[r] / step));
                }
            }
            if (missing > 0 && c.chance(incomplete)) {
                hide(column, c.between(0, missing), c);
            }
        }
    }

    /** A monotone change of scale, as from a logarithm back to what was measured. */
    private static void bend(double[] column, Chance c) {
        double a = c.between(0.3, 1.2) * (c.chance(0.8) ? 1 : -1), p = c.scale(0.4, 2.5);
        boolean exponential = c.chance(0.6);
        Arrays.setAll(column, r -> exponential ? Math.exp(a * column[r]) : Math.signum(column[r]) * Math.pow(Math.abs(column[r]), p));
    }

    /** Few values: two, or several in order, or several whose numbers mean nothing. */
    private static void categorize(double[] column, Chance c) {
        int levels = c.chance(0.45) ? 2 : c.from(3, 6);
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        double[] threshold = new double[levels - 1];
        Arrays.setAll(threshold, i -> sorted[(int) (c.between(0.05, 0.95) * sorted.length)]);
        int[] names = c.chance(0.3) ? c.order(levels) : null;
        Arrays.setAll(column, r -> {
            int level = 0;
            for (double t : threshold) {
                level += column[r] > t ? 1 : 0;
            }
            return names == null ? level : names[level];
        });
    }

    /** Cells get lost: any, or the high ones more often. */
    private static void hide(double[] column, double share, Chance c) {
        boolean high = c.chance(0.3);
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        double middle = sorted[sorted.length / 2];
        for (int r = 0; r < column.length; r++) {
            double p = !high ? share : column[r] > middle ? 1.8 * share : 0.2 * share;
            if (c.chance(p)) {
                column[r] = Double.NaN;
            }
        }
    }
}
