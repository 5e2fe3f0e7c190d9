package dyp.data;

import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.Locale;

/** Who gets how many: dividing rows into parts by fractions. */
final class Parts {
    /** Lets rounding errors pass (0.1 ten times over), and a forgotten part not. */
    private static final double TOLERANCE = 1e-6;

    private Parts() {}

    /**
     * Whole sizes that add up to {@code total} and lie within one of their shares: rounded down, and what is left goes
     * to the largest remainders (Hamilton's method), the earlier part first where they are equal.
     */
    static int[] sizes(int total, double... fractions) {
        double[] share = normalized(fractions);
        int[] sizes = new int[share.length];
        for (int i = 0; i < sizes.length; i++) {
            share[i] *= total;
            sizes[i] = (int) share[i];
        }
        handOut(total, share, sizes, share);
        return requireFilled(total, sizes, fractions);
    }

    /**
     * The positions in {@code classes} that each part gets, ascending. Shares are rounded class by class; the left-over
     * samples of a class go to the parts that the classes before it have left the furthest behind, so that the roundings
     * of many small classes do not add up.
     */
    static int[][] stratified(int[] classes, double... fractions) {
        double[] normalized = normalized(fractions);
        int[] counts = Labels.counts(classes);
        int[][] quota = new int[counts.length][];
        int[] totals = new int[fractions.length];
        double[] owed = new double[fractions.length];
        for (int c = 0; c < counts.length; c++) {
            quota[c] = quota(counts[c], normalized, owed);
            for (int part = 0; part < totals.length; part++) {
                totals[part] += quota[c][part];
            }
        }
        requireFilled(classes.length, totals, fractions);
        return deal(classes, quota, totals);
    }

    /** What one class gives to each part. {@code owed}, what the parts still lack from the classes before, is kept up. */
    private static int[] quota(int count, double[] fractions, double[] owed) {
        int parts = fractions.length;
        double[] share = new double[parts];
        int[] quota = new int[parts];
        int given = 0;
        for (int i = 0; i < parts; i++) {
            share[i] = count * fractions[i];
            owed[i] += share[i];
            quota[i] = count >= parts ? Math.max(1, (int) share[i]) : (int) share[i];
            given += quota[i];
        }
        // One sample at least for every part may be more than there is: the part furthest above its share gives.
        for (; given > count; given--) {
            quota[richest(quota, share)]--;
        }
        handOut(count, owed, quota, share);
        for (int i = 0; i < parts; i++) {
            owed[i] -= quota[i];
        }
        return quota;
    }

    /** Raises sizes by one each, the most owed first, until they add up; only parts below their share, each once. */
    private static void handOut(int total, double[] owed, int[] sizes, double[] share) {
        boolean[] raised = new boolean[sizes.length];
        for (int left = total - Arrays.stream(sizes).sum(); left > 0; left--) {
            int most = -1;
            for (int i = 0; i < sizes.length; i++) {
                boolean open = !raised[i] && sizes[i] < share[i];
                if (open && (most < 0 || owed[i] - sizes[i] > owed[most] - sizes[most])) {
                    most = i;
                }
            }
            // None is open where rounding errors alone are left over: the first part takes it.
            most = Math.max(most, 0);
            sizes[most]++;
            raised[most] = true;
        }
    }

    private static int richest(int[] quota, double[] share) {
        int richest = 0;
        for (int i = 1; i < quota.length; i++) {
            if (quota[i] > 1 && (quota[richest] == 1 || quota[i] - share[i] > quota[richest] - share[richest])) {
                richest = i;
            }
        }
        return richest;
    }

    private static int[][] deal(int[] classes, int[][] quota, int[] totals) {
        int[][] parts = new int[totals.length][];
        Arrays.setAll(parts, part -> new int[totals[part]]);
        int[] filled = new int[totals.length];
        int[] current = new int[quota.length];
        for (int position = 0; position < classes.length; position++) {
            int c = classes[position];
            while (quota[c][current[c]] == 0) {
                current[c]++;
            }
            int part = current[c];
            quota[c][part]--;
            parts[part][filled[part]++] = position;
        }
        return parts;
    }

    private static double[] normalized(double[] fractions) {
        double sum = Arrays.stream(fractions).sum();
        boolean positive = Arrays.stream(fractions).allMatch(f -> f > 0);
        if (!positive || !(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new DypException(String.format(Locale.ROOT, "The fractions of a split must each be above 0 and add up to 1,"
                    + " but %s came, which add up to %s.", Arrays.toString(fractions), (float) sum));
        }
        return Arrays.stream(fractions).map(f -> f / sum).toArray();
    }

    private static int[] requireFilled(int total, int[] sizes, double[] fractions) {
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == 0) {
                throw new DypException(String.format(Locale.ROOT, "%,d rows split by %s leave part %d (counted from 1) empty."
                        + " Use more rows or fewer parts.", total, Arrays.toString(fractions), i + 1));
            }
        }
        return sizes;
    }
}
