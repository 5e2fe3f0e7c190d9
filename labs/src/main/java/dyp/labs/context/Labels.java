package dyp.labs.context;

import java.util.Arrays;

/** Classes made of scores. */
final class Labels {
    private Labels() {}

    /**
     * One score is cut at random thresholds; of several the largest wins. How far noise blurs that says how hard the table is.
     *
     * @param scores (1 or classes, rows), each of mean 0 and deviation 1
     */
    static int[] of(double[][] scores, int classes, Chance c) {
        double noise = c.scale(0.01, 2);
        for (double[] score : scores) {
            double lean = scores.length == 1 ? 0 : 0.4 * c.normal();
            for (int r = 0; r < score.length; r++) {
                score[r] += lean + noise * c.normal();
            }
        }
        return scores.length == 1 ? cut(scores[0], classes, c) : largest(scores);
    }

    /** Cut where the ranks say: each class gets a random share of the rows. */
    private static int[] cut(double[] score, int classes, Chance c) {
        double[] shares = new double[classes];
        double sum = 0;
        boolean even = c.chance(0.3);
        for (int k = 0; k < classes; k++) {
            sum += shares[k] = even ? 1 : c.between(0.1, 1);
        }
        double[] sorted = score.clone();
        Arrays.sort(sorted);
        int[] y = new int[score.length];
        double share = 0;
        for (int k = 0; k < classes - 1; k++) {
            share += shares[k] / sum;
            double threshold = sorted[(int) Math.min(share * score.length, score.length - 1)];
            for (int r = 0; r < y.length; r++) {
                y[r] += score[r] >= threshold ? 1 : 0;
            }
        }
        return y;
    }

    private static int[] largest(double[][] scores) {
        int[] y = new int[scores[0].length];
        for (int r = 0; r < y.length; r++) {
            for (int k = 1; k < scores.length; k++) {
                y[r] = scores[k][r] > scores[y[r]][r] ? k : y[r];
            }
        }
        return y;
    }

    /** A share of the rows gets any class. */
    static void mistaken(int[] y, int classes, double share, Chance c) {
        for (int r = 0; r < y.length; r++) {
            if (c.chance(share)) {
                y[r] = c.below(classes);
            }
        }
    }
}
