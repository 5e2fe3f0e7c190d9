package dyp.tune;

import static dyp.callback.Callbacks.lambdaCallback;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.train.Model;
import dyp.train.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks for a learning rate: learns for a few steps while the rate grows exponentially, and sees where the loss falls fastest.
 * Smith 2015, "Cyclical learning rates for training neural networks", section 3.3. The model and its optimizer are
 * afterwards as they were.
 *
 * @param from the first rate
 * @param to the last rate, unless the loss has run away before
 * @param steps how many rates are tried, one step each
 */
public record LearningRateFinder(double from, double to, int steps, int batchSize) {
    /** A smoothed loss this many times the best so far has run away; as in fast.ai's finder. */
    private static final double RUN_AWAY = 4;
    private static final double MEMORY = 0.9;

    public LearningRateFinder {
        if (!(from > 0 && to > from) || steps < 10 || batchSize < 1) {
            throw new DypException("A search for the learning rate goes from a rate above 0 up to a larger one in 10 steps or more, with batches of 1 or"
                    + " more, but from " + from + " to " + to + " in " + steps + " steps with batches of " + batchSize + " came.");
        }
    }

    /** From 1e-6 to 1 in 100 steps with batches of 32. */
    public static LearningRateFinder create() {
        return new LearningRateFinder(1e-6, 1, 100, 32);
    }

    /** The rates to go through. */
    public LearningRateFinder range(double from, double to) {
        return new LearningRateFinder(from, to, steps, batchSize);
    }

    public LearningRateFinder steps(int n) {
        return new LearningRateFinder(from, to, n, batchSize);
    }

    /** As in the fit to come. */
    public LearningRateFinder batchSize(int n) {
        return new LearningRateFinder(from, to, steps, n);
    }

    /**
     * @param model compiled; its optimizer's own learning rate does not matter
     * @throws DypException where that rate follows a schedule
     */
    public LearningRates find(Model model, Dataset data) {
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        Consumer<Training> next = t -> t.trainingStep().learningRate(from * Math.pow(to / from, losses.size() / (steps - 1.0)));
        Consumer<Training> note = t -> {
            rates.add(t.trainingStep().learningRate());
            losses.add(t.trainingStep().loss());
            if (losses.size() == steps || losses.size() > 10 && ranAway(losses)) {
                t.stop();
            }
        };
        // Whole batches only: the loss of a few samples left over is another thing.
        Dataset whole = data.take(Math.max(batchSize, data.size() / batchSize * batchSize));
        int passes = Math.ceilDiv(steps, Math.ceilDiv(whole.size(), batchSize));
        return Rehearsal.run(model, whole, fit -> fit.epochs(passes).batchSize(batchSize).callbacks(lambdaCallback().onBatchBegin(next).onBatchEnd(note)),
                trouble -> new LearningRates(array(rates), array(losses)));
    }

    private static boolean ranAway(List<Double> losses) {
        double smooth = 0;
        double best = Double.POSITIVE_INFINITY;
        double unbiased = 0;
        for (int i = 0; i < losses.size(); i++) {
            smooth = MEMORY * smooth + (1 - MEMORY) * losses.get(i);
            unbiased = smooth / (1 - Math.pow(MEMORY, i + 1));
            best = Math.min(best, unbiased);
        }
        return unbiased > RUN_AWAY * best;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}
