package dyp.tune;

import static dyp.callback.Callbacks.lambdaCallback;
import static dyp.callback.Callbacks.layerStatistics;

import dyp.callback.LayerStatistics;
import dyp.callback.LayerStatistics.Reading;
import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A model that cannot learn one batch by heart has a fault somewhere. Learns the same few samples again and again and says
 * whether the loss came down, and if not, what stands in the way. The model and its optimizer are afterwards as they were.
 *
 * @param samples how many of the first samples
 * @param steps how many steps at most
 * @param target the share of the first loss that it has to come down to
 */
public record OverfitOneBatch(int samples, int steps, double target) {
    /** Still falling: the last tenth of the steps has a mean loss lower by more than this share than the tenth before. */
    private static final double FALLING = 0.02;

    public OverfitOneBatch {
        if (samples < 1 || steps < 10 || !(target > 0 && target < 1)) {
            throw new DypException("Overfitting takes 1 or more samples, 10 or more steps and a target between 0 and 1, but " + samples + ", " + steps
                    + " and " + target + " came.");
        }
    }

    /** 32 samples, 500 steps, down to a hundredth. */
    public static OverfitOneBatch create() {
        return new OverfitOneBatch(32, 500, 0.01);
    }

    public OverfitOneBatch samples(int n) {
        return new OverfitOneBatch(n, steps, target);
    }

    public OverfitOneBatch steps(int n) {
        return new OverfitOneBatch(samples, n, target);
    }

    public OverfitOneBatch target(double share) {
        return new OverfitOneBatch(samples, steps, share);
    }

    /**
     * @param reached whether the loss came down to the target
     * @param losses of each step
     * @param remarks what it means
     */
    public record Outcome(boolean reached, double[] losses, List<String> remarks) {
        @Override
        public String toString() {
            return String.join("\n", remarks) + "\n";
        }
    }

    /** @param model compiled */
    public Outcome run(Model model, Dataset data) {
        Dataset batch = data.take(samples);
        List<Double> losses = new ArrayList<>();
        LayerStatistics statistics = layerStatistics().every(Math.max(1, steps / 20)).quiet();
        return Rehearsal.run(model, batch, fit -> fit.epochs(steps).batchSize(batch.size()).shuffle(false).callbacks(statistics,
                lambdaCallback().onBatchEnd(t -> {
                    losses.add(t.trainingStep().loss());
                    if (reached(losses)) {
                        t.stop();
                    }
                })), trouble -> outcome(model, batch, losses, trouble, statistics.readings()));
    }

    private boolean reached(List<Double> losses) {
        return losses.size() > 1 && losses.getLast() <= target * losses.getFirst();
    }

    private Outcome outcome(Model model, Dataset batch, List<Double> losses, String trouble, List<Reading> readings) {
        List<String> remarks = new ArrayList<>();
        boolean good = trouble == null && reached(losses);
        if (losses.isEmpty()) {
            remarks.add("Nothing was learned. " + trouble);
        } else {
            remarks.add(String.format(Locale.ROOT, "%s: the loss went from %s to %s in %d step%s with %d sample%s.", good ? "The model can learn" :
                    "The model does not learn one batch by heart", Table.number(losses.getFirst()), Table.number(losses.getLast()), losses.size(),
                    losses.size() == 1 ? "" : "s", batch.size(), batch.size() == 1 ? "" : "s"));
            if (trouble != null) {
                remarks.add(trouble);
            } else if (!good) {
                twins(batch, remarks);
                inside(readings, remarks);
                diagnose(model, batch, losses, remarks);
            }
        }
        return new Outcome(good, losses.stream().mapToDouble(l -> l).toArray(), List.copyOf(remarks));
    }

    private void diagnose(Model model, Dataset batch, List<Double> losses, List<String> remarks) {
        double first = losses.getFirst();
        double last = losses.getLast();
        double inPrediction = model.evaluate(batch).get("loss");
        int tenth = Math.max(1, losses.size() / 10);
        double lately = mean(losses, losses.size() - tenth);
        double earlier = mean(losses.subList(0, losses.size() - tenth), Math.max(0, losses.size() - 2 * tenth));
        if (inPrediction <= target * first) {
            remarks.add(String.format(Locale.ROOT, "In prediction mode its loss is %s: it has learned the batch. Dropout or noise keeps the training loss up;"
                    + " that is no fault.", Table.number(inPrediction)));
        } else if (last > first) {
            remarks.add("The loss is larger than at first: the learning rate is too large, or the optimizer diverges. Try a tenth of the rate.");
        } else if (lately < (1 - FALLING) * earlier) {
            remarks.add("The loss is still falling: give it more steps, or a larger learning rate (LearningRateFinder suggests one).");
        } else if (rises(losses) > losses.size() / 3) {
            remarks.add("The loss goes up and down: the learning rate is too large. Try a tenth of the rate.");
        } else if (remarks.size() == 1) {
            remarks.add("The loss stands still: the model is too small for these samples, the targets do not follow from x, a penalty on the weights is too"
                    + " dear, or the last activation and the loss do not go together (probabilities where fromLogits() is said, or the reverse).");
        }
    }

    private static double mean(List<Double> losses, int from) {
        return losses.subList(from, losses.size()).stream().mapToDouble(l -> l).average().orElse(Double.NaN);
    }

    private static int rises(List<Double> losses) {
        int rises = 0;
        for (int i = losses.size() / 2; i + 1 < losses.size(); i++) {
            rises += losses.get(i + 1) > losses.get(i) ? 2 : 0;
        }
        return rises;
    }

    /** How the weights moved at first, and what is dead at the end: at the end, a model that has come to rest moves no weight. */
    private static void inside(List<Reading> readings, List<String> remarks) {
        if (!readings.isEmpty()) {
            Reading last = readings.getLast();
            Set<String> both = new LinkedHashSet<>(readings.getFirst().remarks());
            both.addAll(new Reading(last.epoch(), last.step(), List.of(), last.layers()).remarks());
            remarks.addAll(both);
        }
    }

    /** Equal samples with different targets: no model can tell them apart. */
    private static void twins(Dataset data, List<String> remarks) {
        Batch all = data.toArrays();
        Map<List<NDArray>, Integer> seen = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            int row = i;
            Integer other = seen.putIfAbsent(all.inputs().stream().map(x -> x.rows(row, row + 1)).toList(), row);
            if (other != null && !all.y().rows(row, row + 1).equals(all.y().rows(other, other + 1))) {
                remarks.add(String.format(Locale.ROOT, "Samples %d and %d are equal and have different targets: no model can learn both. Look at the data.",
                        other, row));
                return;
            }
        }
    }
}
