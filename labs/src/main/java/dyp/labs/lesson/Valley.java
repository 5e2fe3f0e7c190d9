package dyp.labs.lesson;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.rmsProp;
import static dyp.optim.Optimizers.sgd;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.optim.Optimizer;
import dyp.runtime.NotFiniteException;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.TrainingStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;

/**
 * A long narrow valley, four hundred times as steep across as along: what features of different scale make of any loss. Plain gradient descent has to take
 * steps small enough for the steep sides. Momentum (Polyak 1964) gathers speed along the floor; RMSProp (Hinton 2012) and Adam (Kingma and Ba 2015) give each
 * weight a scale of its own, which helps where the valley runs along a weight's axis, and less where it runs across.
 */
final class Valley {
    static final int MOST = 1000;
    private static final double STEEPNESS = 400;
    /** Arrived is where the height is, and for some steps stays, below this share of the first. */
    private static final double ARRIVED = 1e-3;
    private static final int STAYS = 20;
    private static final double[] RATES = {0.0005, 0.001, 0.002, 0.0049, 0.009, 0.015, 0.03, 0.06, 0.1, 0.2, 0.5};

    /** The ways down that are compared. */
    enum Descent {
        SGD("gradient descent", rate -> sgd(rate)),
        MOMENTUM("with momentum 0.8", rate -> sgd(rate).momentum(0.8)),
        RMSPROP("RMSProp", rate -> rmsProp(rate)),
        ADAM("Adam", rate -> adam(rate));

        final String words;
        final DoubleFunction<Optimizer> optimizer;

        Descent(String words, DoubleFunction<Optimizer> optimizer) {
            this.words = words;
            this.optimizer = optimizer;
        }
    }

    /** @param steps until it arrived, or {@link #MOST} @param heights before each of the steps taken */
    record Way(double rate, int steps, double[] heights) {}

    /** The best of the learning rates tried. @param turn of the valley's floor against the first weight's axis, in degrees */
    static Way best(Descent descent, double turn, long seed) {
        Way best = null;
        for (double rate : RATES) {
            Way way = go(descent.optimizer.apply(rate), rate, turn, seed);
            best = best == null || way.steps < best.steps ? way : best;
        }
        return best;
    }

    /** Height = (along^2 + 400 across^2) / 2, as the loss of a neuron with two weights and two samples. */
    private static Way go(Optimizer optimizer, double rate, double turn, long seed) {
        double cos = StrictMath.cos(Math.toRadians(turn));
        double sin = StrictMath.sin(Math.toRadians(turn));
        double steep = Math.sqrt(STEEPNESS);
        NDArray x = NDArray.generate(Shape.of(2, 2), i -> new double[] {cos, sin, -steep * sin, steep * cos}[i]);
        Batch valley = new Batch(x, NDArray.of(new float[2]));
        Model model = Sequential.of(input(2), dense(1).useBias(false)).compile(optimizer, meanSquaredError());
        Random random = new Random(seed);
        double along = (random.nextBoolean() ? 1 : -1) * (0.8 + 0.4 * random.nextDouble());
        double across = (random.nextBoolean() ? 0.2 : -0.2) * (0.8 + 0.4 * random.nextDouble());
        model.variables().getFirst().value().copyFrom(NDArray.of(new float[] {(float) (along * cos - across * sin), (float) (along * sin + across * cos)}));
        TrainingStep step = model.trainingStep(Dataset.of(valley.x(), valley.y()));
        List<Double> heights = new ArrayList<>();
        try {
            for (int below = 0; heights.size() < MOST && below < STAYS; below = heights.getLast() > ARRIVED * heights.getFirst() ? 0 : below + 1) {
                step.run(valley);
                heights.add(step.loss());
            }
        } catch (DypException e) { // over the hills: this rate is too large
            if (!(e instanceof NotFiniteException) && !(e.getCause() instanceof NotFiniteException)) {
                throw e;
            }
            return new Way(rate, MOST, heights.stream().mapToDouble(h -> h).toArray());
        }
        return new Way(rate, heights.size() == MOST ? MOST : heights.size() - STAYS, heights.stream().mapToDouble(h -> h).toArray());
    }

    void main(String[] args) {
        long seed = Show.seed(args);
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<double[]> curves = new ArrayList<>();
        for (Descent descent : Descent.values()) {
            Way straight = best(descent, 0, seed);
            Way turned = best(descent, 45, seed);
            rows.add(List.of(descent.words, "" + straight.steps, "" + straight.rate, "" + turned.steps, "" + turned.rate));
            names.add(descent.words);
            double[] cut = new double[300];
            Arrays.setAll(cut, i -> i < straight.heights.length ? straight.heights[i] : Double.NaN);
            curves.add(cut);
        }
        Show.say("Steps until the height is a thousandth of the first, each at the best of %d learning rates:", RATES.length);
        Show.table(List.of("way down", "along an axis", "at rate", "turned by 45 degrees", "at rate"), rows);
        Show.curves("height over 300 steps (along an axis)", names, true, curves);
        Show.say("Gradient descent may go no faster than the steep sides allow. Momentum does not care how the valley lies; Adam and RMSProp scale each weight by itself.");
    }
}
