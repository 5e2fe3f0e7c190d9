package dyp.metric;

/**
 * What every metric that turns scores into yes and no can be told.
 *
 * @param <M> the metric
 */
public interface Thresholded<M> {
    Cuts cuts();

    M cuts(Cuts cuts);

    /** Each from 0 to 1; 0.5 unless said. */
    default M thresholds(double... thresholds) {
        return cuts(cuts().thresholds(thresholds));
    }

    /** Only the k largest of a row can be yes, and they are unless thresholds are given too. */
    default M topK(int k) {
        return cuts(cuts().topK(k));
    }

    /** Only this column of the last axis is looked at. */
    default M classId(int id) {
        return cuts(cuts().classId(id));
    }
}
