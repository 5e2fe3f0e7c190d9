package dyp.train;

import dyp.data.Dataset;
import java.util.List;
import java.util.Locale;

/** A few batches through the whole of a fit, so that what is wrong at its end is known at once. The model stays as it was. */
final class FastDevRun {
    private FastDevRun() {}

    static History run(Model model, TrainingStep step, Dataset train, Dataset validation, Fit options) {
        int most = (int) Math.min(Integer.MAX_VALUE, (long) options.fastDevRunBatches() * options.batchSize());
        Dataset few = options.shuffle() ? train.shuffle(model.seed(), step.step()).take(most) : train.take(most);
        Dataset fewToValidate = validation == null ? null : validation.take(most);
        List<Callback> kept = options.callbacks().stream().filter(c -> !c.writesFiles()).toList();
        Fit once = new Fit().batchSize(options.batchSize()).shuffle(options.shuffle()).callbacks(kept.toArray(Callback[]::new)).quiet();
        step.program(Math.min(options.batchSize(), few.size()));
        Weights before = Fitting.everything(model, step);
        try {
            History history = new Fitting(model, step, few, fewToValidate, once).run();
            if (!options.isQuiet()) {
                System.out.printf(Locale.ROOT, "Fast dev run: %s to learn from%s went through%s. The model is as it was.%n",
                        batches(few, options), fewToValidate == null ? "" : " and " + batches(fewToValidate, options) + " to validate with",
                        kept.size() < options.callbacks().size() ? ", without the callbacks that write files" : "");
            }
            return history;
        } finally {
            before.restore();
        }
    }

    private static String batches(Dataset data, Fit options) {
        int n = Math.ceilDiv(data.size(), options.batchSize());
        return n + (n == 1 ? " batch" : " batches");
    }
}
