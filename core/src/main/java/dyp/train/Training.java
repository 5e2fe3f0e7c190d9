package dyp.train;

import dyp.runtime.Program;
import dyp.store.Bundle;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fit under way, as callbacks see it. */
public final class Training {
    final FitState state;
    private final Model model;
    private final TrainingStep trainingStep;
    private final Fit options;
    private final List<Callback> callbacks;
    private final int steps;
    private final int size;
    private Program program;
    private int batchSize;
    private Bundle resumed;
    private boolean begun;

    /** @param size samples of an epoch */
    Training(Model model, TrainingStep trainingStep, Fit options, List<Callback> callbacks, int size) {
        this.model = model;
        this.trainingStep = trainingStep;
        this.options = options;
        this.callbacks = callbacks;
        this.steps = Math.ceilDiv(size, options.batchSize());
        this.size = size;
        this.state = new FitState(new Totals(model.metrics()));
    }

    // ---- for the fit

    /** Calls {@code onTrainBegin} of all; one of them may say where to go on. */
    void begin() {
        for (Callback c : callbacks) {
            c.onTrainBegin(this);
        }
        begun = true;
        if (resumed != null) {
            state.restore(this, resumed);
            resumed = null;
        }
    }

    /** Whether another epoch is to be run, or the one under way to be ended. */
    boolean hasEpoch() {
        return state.underWay() || state.epoch < options.epochs() && !state.stopped;
    }

    /** The program that is about to run, its batch loaded; null when it is done. */
    void loaded(Program program, int batchSize) {
        this.program = program;
        this.batchSize = batchSize;
    }

    Program program() {
        if (program == null) {
            throw new DypException("No step is under way: ask in onBatchBegin.");
        }
        return program;
    }

    int batchSize() {
        program();
        return batchSize;
    }

    Fit options() {
        return options;
    }

    List<Callback> callbacks() {
        return callbacks;
    }

    // ---- for callbacks

    public Model model() {
        return model;
    }

    /** The compiled step: learning rate, step count, programs. */
    public TrainingStep trainingStep() {
        return trainingStep;
    }

    /** From 1. */
    public int epoch() {
        return state.epoch;
    }

    public int epochs() {
        return options.epochs();
    }

    /** Steps done in this epoch. */
    public int step() {
        return state.step;
    }

    /** Steps of an epoch. */
    public int steps() {
        return steps;
    }

    /** Steps done in this fit. */
    public long totalSteps() {
        return (state.epoch - 1L) * steps + state.step;
    }

    /** Samples seen in this epoch. */
    public long samples() {
        return state.totals.samples();
    }

    /** Samples of an epoch. */
    public int size() {
        return size;
    }

    /** Seconds spent in this epoch's steps. */
    public double seconds() {
        return state.epochNanos / 1e9;
    }

    /** The figures so far; at an epoch's end with validation ({@code val_loss} ...). */
    public Map<String, Double> logs() {
        return state.finished != null ? state.finished : state.totals.results("");
    }

    /** Adds a figure to the epoch's, at its end: the history and the callbacks after this one have it too. */
    public void log(String name, double value) {
        if (state.finished == null) {
            throw new DypException("'" + name + "' can be logged at an epoch's end only: call log in onEpochEnd.");
        }
        state.finished.put(name, value);
    }

    /** Ends the fit: after the step under way, the epoch's validation and {@code onEpochEnd}; asked there, right after. */
    public void stop() {
        state.stopped = true;
    }

    public boolean stopped() {
        return state.stopped;
    }

    /**
     * Swaps the weights with their moving averages, which an optimizer keeps that was told to; a second call swaps them back.
     *
     * @throws DypException where the optimizer keeps none
     */
    public void swapAverages() {
        if (Averages.of(this).swap() == 0) {
            throw new DypException("There are no averages to swap the weights with: the optimizer keeps none. Ask it to, as in adam().ema(0.99).");
        }
        state.swapped = !state.swapped;
    }

    /** Whether the averages stand in the weights' place. */
    public boolean swapped() {
        return state.swapped;
    }

    /** All that this fit is at this moment; holds live arrays, so write it at once. */
    public Bundle save() {
        return state.save(this);
    }

    /**
     * Goes on where another fit was when it was saved, bit for bit. To be called in {@code onTrainBegin}.
     *
     * @throws DypException where that fit was of another model, other options or other data
     */
    public void resume(Bundle saved) {
        if (begun) {
            throw new DypException("A fit can go on from a checkpoint only at its beginning: call resume in onTrainBegin.");
        }
        state.check(this, saved);
        resumed = saved;
    }

    History history() {
        List<Map<String, Double>> epochs = new ArrayList<>();
        state.history.forEach(e -> epochs.add(new LinkedHashMap<>(e)));
        return new History(epochs, state.seconds, state.samples / state.seconds);
    }
}
