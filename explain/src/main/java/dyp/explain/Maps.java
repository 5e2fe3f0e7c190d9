package dyp.explain;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.function.DoubleBinaryOperator;

/** Arithmetic of maps over samples. */
final class Maps {
    private Maps() {}

    /** A sample's shape without its channels; that of features, or of words, itself. */
    static Shape places(NDArray sample) {
        Shape s = sample.shape();
        return s.rank() < 2 ? s : s.slice(0, s.rank() - 1);
    }

    /** How many numbers of the sample each place of the map has. */
    static int channels(NDArray sample) {
        return sample.size() / places(sample).size();
    }

    /** A value per place from those of its channels, (places, channels), by folding them from the left. */
    static NDArray folded(float[] values, NDArray sample, DoubleBinaryOperator fold) {
        int channels = channels(sample);
        return NDArray.generate(places(sample), i -> {
            double all = values[i * channels];
            for (int c = 1; c < channels; c++) {
                all = fold.applyAsDouble(all, values[i * channels + c]);
            }
            return all;
        });
    }

    /**
     * A map stretched to a size by straight lines between the centres of its cells, one axis after the other.
     *
     * @throws DypException where it has another number of axes
     */
    static NDArray stretched(NDArray map, Shape to) {
        if (map.shape().rank() != to.rank()) {
            throw new DypException("A map of " + map.shape() + " cannot be laid over samples of " + to
                    + ": they have different numbers of axes. Name a layer before or after the reshape that comes between.");
        }
        NDArray now = map;
        for (int axis = 0; axis < to.rank(); axis++) {
            now = stretched(now, axis, to.dim(axis));
        }
        return now;
    }

    private static NDArray stretched(NDArray map, int axis, int to) {
        Shape shape = map.shape();
        int from = shape.dim(axis);
        if (from == to) {
            return map;
        }
        int inner = shape.slice(axis + 1, shape.rank()).size();
        return NDArray.generate(shape.with(axis, to), flat -> {
            int outer = flat / (inner * to);
            double place = Math.clamp((flat / inner % to + 0.5) * from / to - 0.5, 0, from - 1);
            int low = Math.min((int) place, Math.max(0, from - 2));
            double share = place - low;
            int at = (outer * from + low) * inner + flat % inner;
            return share == 0 ? map.at(at) : map.at(at) * (1 - share) + map.at(at + inner) * share;
        });
    }

    /** Between 0 and 1: the smallest number becomes 0, the largest 1; all 0 where they are the same. */
    static NDArray scaled(NDArray map) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < map.size(); i++) {
            low = Math.min(low, map.at(i));
            high = Math.max(high, map.at(i));
        }
        double least = low;
        double range = high - low;
        return NDArray.generate(map.shape(), i -> range == 0 ? 0 : (map.at(i) - least) / range);
    }
}
