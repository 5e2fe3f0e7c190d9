package dyp.testkit;

import dyp.nn.Layer;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Random;

/**
 * One layer on one shape of sample, for every check of {@link LayerCheck}.
 *
 * @param sample what goes in, without the batch
 * @param output what comes out, without the batch
 * @param trained how many numbers are trained
 * @param fixed how many numbers are kept but not trained (moving averages)
 * @param random whether it draws random numbers in training
 * @param draw the numbers that go in
 * @param straight whether in training a gradient goes past something on purpose, so that it is not the output's derivative
 */
public record LayerCase(String name, Layer layer, Shape sample, Shape output, int trained, int fixed, boolean random, Arg.Draw draw,
        boolean straight) {
    /** A case whose layer has no weights. */
    public static LayerCase of(String name, Layer layer, Shape sample, Shape output) {
        return new LayerCase(name, layer, sample, output, 0, 0, false, Arg.any(1).draw(), false);
    }

    /** A case whose layer takes several inputs (or gives several outputs, which are then joined, flat). */
    public static LayerCase joint(String name, Layer layer, List<Shape> samples, Shape output) {
        Parts parts = new Parts(layer, samples);
        return of(name, parts, parts.sample(), output);
    }

    public LayerCase trained(int numbers) {
        return new LayerCase(name, layer, sample, output, numbers, fixed, random, draw, straight);
    }

    public LayerCase fixed(int numbers) {
        return new LayerCase(name, layer, sample, output, trained, numbers, random, draw, straight);
    }

    public LayerCase drawsInTraining() {
        return new LayerCase(name, layer, sample, output, trained, fixed, true, draw, straight);
    }

    /** No two numbers alike: for maxima. */
    public LayerCase distinct() {
        return drawn(Arg.distinct(1).draw());
    }

    /** Other numbers go in. */
    public LayerCase drawn(Arg.Draw numbers) {
        return new LayerCase(name, layer, sample, output, trained, fixed, random, numbers, straight);
    }

    /** Central differences would not find the gradient in training: it goes past something. */
    public LayerCase straightThrough() {
        return new LayerCase(name, layer, sample, output, trained, fixed, random, draw, true);
    }

    /** Whether training and prediction differ. */
    public boolean hasModes() {
        return random || fixed > 0;
    }

    public NDArray samples(int batch, long seed) {
        return draw.of(sample.batch(batch), 0, new Random(seed));
    }

    @Override
    public String toString() {
        return name;
    }
}
