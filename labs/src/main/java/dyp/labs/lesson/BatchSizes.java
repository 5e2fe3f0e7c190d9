package dyp.labs.lesson;

import static dyp.optim.Optimizers.sgd;

import dyp.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gradient descent with all samples in each step, with some, and with one. A pass over the data is one step, or many; many small steps are soon near the
 * bottom, but then each sample pulls its own way, and they never come to rest there.
 */
final class BatchSizes {
    static final int SAMPLES = 200;
    static final int EPOCHS = 240;
    private static final double RATE = 0.03;

    /** How far the loss over all samples is above its least, after each epoch. */
    static double[] learn(int batch, long seed) {
        LeastSquares line = LeastSquares.draw(SAMPLES, seed);
        Model model = LeastSquares.neuron(sgd(RATE), seed);
        double least = line.leastLoss();
        double[] excess = new double[EPOCHS];
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            model.fit(line.data(), fit -> fit.batchSize(batch).quiet());
            excess[epoch] = Math.max(line.loss(model) - least, 1e-9); // below that, float32 sees no difference
        }
        return excess;
    }

    /** Mean of the last third. */
    static double rest(double[] excess) {
        return Arrays.stream(excess, EPOCHS * 2 / 3, EPOCHS).average().orElseThrow();
    }

    void main(String[] args) {
        List<List<String>> rows = new ArrayList<>();
        List<String> names = List.of("batch (all 200)", "mini-batch (20)", "stochastic (1)");
        int[] sizes = {SAMPLES, 20, 1};
        List<double[]> curves = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            double[] excess = learn(sizes[i], Show.seed(args));
            curves.add(excess);
            rows.add(List.of(names.get(i), "" + SAMPLES / sizes[i], Show.number("%.1e", excess[0]), Show.number("%.1e", excess[9]), Show.number("%.1e", rest(excess))));
        }
        Show.say("How far the loss is above its least, with the same learning rate of %s:", RATE);
        Show.table(List.of("gradient descent", "steps an epoch", "after 1 epoch", "after 10", "mean of epochs 161 to 240"), rows);
        Show.curves("loss above its least, over the epochs", names, true, curves);
        Show.say("One sample at a time is fastest at first and stays restless; all at once is slow and arrives exactly; small batches are the way between.");
    }
}
