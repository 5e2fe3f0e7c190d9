package dyp.explain;

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

    /** A map stretched to a size from edge to edge. */
    static NDArray stretched(NDArray map, Shape to) {
        return stretched(map, Lattice.even(map.shape(), to), to);
    }

    /**
     * A map stretched to a size by straight lines between the middles of its cells, one axis after the other. Beyond the outer middles it stays
     * level for half a cell and then falls to 0 within a cell: a rim that no cell has its middle in.
     */
    static NDArray stretched(NDArray map, Lattice lattice, Shape to) {
        NDArray now = map;
        for (int axis = 0; axis < to.rank(); axis++) {
            now = stretched(now, axis, lattice.starts()[axis], lattice.steps()[axis], to.dim(axis));
        }
        return now;
    }

    private static NDArray stretched(NDArray map, int axis, double start, double step, int to) {
        Shape shape = map.shape();
        int from = shape.dim(axis);
        int inner = shape.slice(axis + 1, shape.rank()).size();
        return NDArray.generate(shape.with(axis, to), flat -> {
            double where = (flat / inner % to - start) / step;
            double place = Math.clamp(where, 0, from - 1);
            double rim = Math.clamp(1.5 - Math.abs(where - place), 0, 1);
            int low = Math.min((int) place, Math.max(0, from - 2));
            double share = place - low;
            int at = (flat / (inner * to) * from + low) * inner + flat % inner;
            return rim * (share == 0 ? map.at(at) : map.at(at) * (1 - share) + map.at(at + inner) * share);
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
