package dyp.metric;

import dyp.tensor.NDArray;
import java.util.Arrays;

/**
 * The exact area under the ROC curve: how often a positive sample's score is above a negative one's, equal scores counting half. That is
 * the U statistic of Mann and Whitney 1947 over the number of pairs; Hanley and McNeil 1982. NaN where there are not both kinds.
 */
public final class RocAuc {
    private final Ranking ranking;

    /** Sorts once, for many resamples. */
    RocAuc(NDArray scores, NDArray labels) {
        this.ranking = new Ranking(scores, labels);
    }

    /** @param labels 0 for a negative sample, anything else for a positive one; as many as scores */
    public static double of(NDArray scores, NDArray labels) {
        int[] once = new int[scores.size()];
        Arrays.fill(once, 1);
        return new RocAuc(scores, labels).of(once);
    }

    /** @param times how often each sample is there */
    double of(int[] times) {
        long below = 0;
        long positives = 0;
        long halves = 0;
        int end;
        for (int from = 0; from < ranking.size(); from = end) {
            end = ranking.next(from);
            long yes = 0;
            long no = 0;
            for (int i = from; i < end; i++) {
                int n = times[ranking.sample(i)];
                yes += ranking.positive(i) ? n : 0;
                no += ranking.positive(i) ? 0 : n;
            }
            halves += yes * (2 * below + no);
            below += no;
            positives += yes;
        }
        return positives == 0 || below == 0 ? Double.NaN : halves / 2.0 / positives / below;
    }
}
