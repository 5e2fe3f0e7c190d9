package dyp.tune;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.op.Leaf.Variable;
import dyp.runtime.NotFiniteException;
import dyp.tensor.DypException;
import dyp.train.Model;
import dyp.train.TrainingStep;
import dyp.train.Weights;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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

    /** @param model compiled; its optimizer's own learning rate does not matter */
    public LearningRates find(Model model, Dataset data) {
        TrainingStep step = model.trainingStep(data);
        step.program(Math.min(batchSize, data.size()));
        List<Variable> all = new ArrayList<>(model.variables());
        all.addAll(step.variables());
        Weights before = Weights.of(all);
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        try {
            sweep(model, step, data, rates, losses);
        } finally {
            before.restore();
        }
        return new LearningRates(rates.stream().mapToDouble(r -> r).toArray(), losses.stream().mapToDouble(l -> l).toArray());
    }

    private void sweep(Model model, TrainingStep step, Dataset data, List<Double> rates, List<Double> losses) {
        double smooth = 0;
        double best = Double.POSITIVE_INFINITY;
        Iterator<Batch> batches = null;
        for (int i = 0, pass = 0; i < steps; i++) {
            if (batches == null || !batches.hasNext()) {
                batches = data.shuffle(model.seed(), pass++).batch(Math.min(batchSize, data.size())).dropRemainder().reusingMemory().iterator();
            }
            double rate = from * Math.pow(to / from, i / (steps - 1.0));
            step.learningRate(rate);
            try {
                step.run(batches.next());
            } catch (DypException e) {
                if (e.getCause() instanceof NotFiniteException) {
                    return;
                }
                throw e;
            }
            rates.add(rate);
            losses.add(step.loss());
            smooth = MEMORY * smooth + (1 - MEMORY) * step.loss();
            double unbiased = smooth / (1 - Math.pow(MEMORY, i + 1));
            best = Math.min(best, unbiased);
            if (unbiased > RUN_AWAY * best && i >= 10) {
                return;
            }
        }
    }
}
