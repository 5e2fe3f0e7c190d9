package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** In which shape a layer draws its random numbers. */
final class Noise {
    private Noise() {}

    /** The asked shape with the input's own length where it says -1; the input's shape where nothing was asked. */
    static Shape shape(List<Integer> asked, Shape input) {
        if (asked.isEmpty()) {
            return input;
        }
        int[] dims = IntStream.range(0, asked.size()).map(i -> asked.get(i) == -1 && i < input.rank() ? input.dim(i) : asked.get(i)).toArray();
        Shape noise = IntStream.of(dims).allMatch(d -> d > 0) ? Shape.of(dims) : null;
        if (noise == null || noise.rank() != input.rank() || !noise.broadcastsTo(input)) {
            throw new DypException("noiseShape " + asked + " does not stretch to the input " + input
                    + ". Give an axis each, batch included: 1 to draw once along it, -1 to draw for each place.");
        }
        return noise;
    }

    /** Dropout of whole channels. */
    static Tensor dropChannels(Tensor x, int spatial, DataFormat format, double rate, Scope scope) {
        format.check(x, spatial);
        if (!scope.training() || rate == 0) {
            return x;
        }
        int[] places = IntStream.range(format.spatial(), format.spatial() + spatial).toArray();
        return Dropout.drop(x, rate, Axes.along(Axes.others(places, x.shape()), x.shape()), scope);
    }
}
