package dyp.train;

import dyp.data.Dataset;
import dyp.runtime.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loop over epochs and batches. */
final class Fitting {
    private final Model model;
    private final TrainingStep step;
    private final Dataset train;
    private final Dataset validation;
    private final Fit options;
    private final List<Callback> callbacks;
    private final Totals totals;
    private final Training training;

    Fitting(Model model, TrainingStep step, Dataset train, Dataset validation, Fit options) {
        this.model = model;
        this.step = step;
        this.train = train;
        this.validation = validation;
        this.options = options;
        this.totals = new Totals(model.metrics());
        this.callbacks = new ArrayList<>(options.callbacks());
        if (!options.isQuiet()) {
            callbacks.add(new ProgressBar());
        }
        training = new Training(model, step, totals, options.epochs(), Math.ceilDiv(train.size(), options.batchSize()), train.size());
    }

    History run() {
        List<Map<String, Double>> epochs = new ArrayList<>();
        double seconds = 0;
        long samples = 0;
        callbacks.forEach(c -> c.onTrainBegin(training));
        for (int epoch = 1; epoch <= options.epochs() && !training.stopped(); epoch++) {
            training.begin(epoch);
            callbacks.forEach(c -> c.onEpochBegin(training));
            // By the optimizer's steps, so that a second fit goes on with new orders.
            epoch(options.shuffle() ? train.shuffle(model.seed(), step.step()) : train);
            Map<String, Double> logs = new LinkedHashMap<>(totals.results(""));
            if (validation != null) {
                logs.putAll(model.evaluate(validation, options.batchSize(), "val_"));
            }
            training.finish(logs);
            seconds += training.seconds();
            samples += totals.samples();
            epochs.add(logs);
            callbacks.forEach(c -> c.onEpochEnd(training));
        }
        callbacks.forEach(c -> c.onTrainEnd(training));
        return new History(epochs, seconds, samples / seconds);
    }

    private void epoch(Dataset data) {
        int size = options.batchSize();
        for (int from = 0; from < data.size(); from += size) {
            int n = Math.min(size, data.size() - from);
            Program program = step.take(n);
            long start = System.nanoTime();
            step.feed().load(data, from, n, program);
            step.run(n, program);
            training.stepDone(System.nanoTime() - start);
            totals.add(program, n);
            step.done(n, program);
            for (int i = 0; i < callbacks.size(); i++) {
                callbacks.get(i).onBatchEnd(training);
            }
        }
    }
}
