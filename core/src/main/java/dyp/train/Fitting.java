package dyp.train;

import dyp.data.Dataset;
import dyp.op.Leaf.Variable;
import dyp.runtime.NotFiniteException;
import dyp.runtime.Program;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The loop over epochs and batches. */
final class Fitting {
    private final Model model;
    private final TrainingStep step;
    private final Dataset train;
    private final Dataset validation;
    private final Fit options;
    private final List<Callback> callbacks;
    private final Training training;
    private final FitState state;

    Fitting(Model model, TrainingStep step, Dataset train, Dataset validation, Fit options) {
        this.model = model;
        this.step = step;
        this.train = train;
        this.validation = validation;
        this.options = options;
        Stream<Callback> all = Stream.concat(options.callbacks().stream(), options.isQuiet() ? Stream.empty() : Stream.of(new ProgressBar()));
        this.callbacks = all.sorted((a, b) -> Boolean.compare(a.comesLast(), b.comesLast())).toList();
        this.training = new Training(model, step, options, callbacks, train.size());
        this.state = training.state;
    }

    /** The fit, or what stands for it where only a fast dev run was asked for. */
    static History run(Model model, TrainingStep step, Dataset train, Dataset validation, Fit options) {
        if (options.fastDevRunBatches() == 0) {
            return new Fitting(model, step, train, validation, options).run();
        }
        return FastDevRun.run(model, step, train, validation, options);
    }

    History run() {
        // The optimizer's variables are made when a step is first traced; callbacks and checkpoints may ask for them.
        step.program(Math.min(options.batchSize(), train.size()));
        training.begin();
        while (training.hasEpoch()) {
            if (!state.underWay()) {
                // By the optimizer's steps, so that a second fit goes on with new orders.
                state.beginEpoch(step.step());
                callbacks.forEach(c -> c.onEpochBegin(training));
            }
            steps(options.shuffle() ? train.shuffle(model.seed(), state.order) : train);
            Map<String, Double> logs = new LinkedHashMap<>(state.totals.results(""));
            if (validation != null) {
                callbacks.forEach(c -> c.onTestBegin(training));
                logs.putAll(model.evaluate(validation, options.batchSize(), "val_"));
                callbacks.forEach(c -> c.onTestEnd(training));
            }
            state.endEpoch(logs);
            callbacks.forEach(c -> c.onEpochEnd(training));
        }
        Averages.of(training).finish(state.swapped);
        callbacks.forEach(c -> c.onTrainEnd(training));
        return training.history();
    }

    /** The epoch's steps from the next one on. */
    private void steps(Dataset data) {
        int size = options.batchSize();
        while (state.step < training.steps() && !state.stopped) {
            int from = state.step * size;
            int n = Math.min(size, data.size() - from);
            Program program = step.take(n);
            step.feed().load(data, from, n, program);
            training.loaded(program, n);
            for (int i = 0; i < callbacks.size(); i++) {
                callbacks.get(i).onBatchBegin(training);
            }
            long start = System.nanoTime();
            if (!ran(n, program)) {
                break;
            }
            state.stepDone(System.nanoTime() - start);
            state.totals.add(program, n);
            training.loaded(null, 0);
            step.done(n, program);
            for (int i = 0; i < callbacks.size(); i++) {
                callbacks.get(i).onBatchEnd(training);
            }
        }
    }

    /** Whether the step came to a finite loss; where it did not and a callback takes care of that, the fit stops. */
    private boolean ran(int n, Program program) {
        try {
            step.run(n, program);
            return true;
        } catch (DypException e) {
            boolean cared = false;
            if (e.getCause() instanceof NotFiniteException) {
                for (Callback c : callbacks) {
                    cared |= c.onNotFinite(training, e);
                }
            }
            if (!cared) {
                throw e;
            }
            // As in Keras, the epoch's loss shows it.
            state.totals.add(((NotFiniteException) e.getCause()).value(), n);
            training.loaded(null, 0);
            step.done(n, program);
            training.stop();
            return false;
        }
    }

    /** All variables of a fit: the model's and the optimizer's. */
    static Weights everything(Model model, TrainingStep step) {
        List<Variable> all = new ArrayList<>(model.variables());
        all.addAll(step.variables());
        return Weights.of(all);
    }
}
