package dyp.metric;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Arrays;

/** Samples in the order of their scores, lowest first, in groups of equal scores. */
final class Ranking {
    private final int[] order;
    private final float[] scores;
    private final boolean[] positive;

    /** @param labels 0 for a negative sample, anything else for a positive one; as many as scores */
    Ranking(NDArray scores, NDArray labels) {
        int n = scores.size();
        if (labels.size() != n || n == 0) {
            throw new DypException("Every score needs a label, but scores " + scores.shape() + " and labels " + labels.shape() + " came.");
        }
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            float score = (float) scores.at(i) + 0f; // -0 is 0
            if (Float.isNaN(score)) {
                throw new DypException("Scores have an order, but the one at " + i + " is NaN.");
            }
            int bits = Float.floatToIntBits(score);
            keys[i] = (long) (bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits) << 32 | i;
        }
        Arrays.sort(keys);
        this.order = new int[n];
        this.scores = new float[n];
        this.positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            order[i] = (int) keys[i];
            this.scores[i] = (float) scores.at(order[i]);
            positive[i] = labels.at(order[i]) != 0;
        }
    }

    int size() {
        return order.length;
    }

    /** Which sample stands at a place. */
    int sample(int place) {
        return order[place];
    }

    float score(int place) {
        return scores[place];
    }

    boolean positive(int place) {
        return positive[place];
    }

    /** The place behind the group that begins here. */
    int next(int place) {
        int end = place + 1;
        while (end < order.length && scores[end] == scores[place]) {
            end++;
        }
        return end;
    }
}
