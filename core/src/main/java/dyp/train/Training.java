package dyp.train;

import java.util.Map;

/** A fit under way, as callbacks see it. */
public final class Training {
    private final Model model;
    private final TrainingStep trainingStep;
    private final Totals totals;
    private final int epochs;
    private final int steps;
    private final int size;
    private Map<String, Double> finished;
    private int epoch;
    private int step;
    private long epochNanos;
    private boolean stopped;

    Training(Model model, TrainingStep trainingStep, Totals totals, int epochs, int steps, int size) {
        this.model = model;
        this.trainingStep = trainingStep;
        this.totals = totals;
        this.epochs = epochs;
        this.steps = steps;
        this.size = size;
    }

    void begin(int epoch) {
        this.epoch = epoch;
        step = 0;
        finished = null;
        epochNanos = 0;
        totals.clear();
    }

    void stepDone(long nanos) {
        step++;
        epochNanos += nanos;
    }

    void finish(Map<String, Double> logs) {
        finished = logs;
    }

    public Model model() {
        return model;
    }

    /** The compiled step: learning rate, step count, programs. */
    public TrainingStep trainingStep() {
        return trainingStep;
    }

    /** From 1. */
    public int epoch() {
        return epoch;
    }

    public int epochs() {
        return epochs;
    }

    /** Steps done in this epoch. */
    public int step() {
        return step;
    }

    /** Steps of an epoch. */
    public int steps() {
        return steps;
    }

    /** Samples seen in this epoch. */
    public long samples() {
        return totals.samples();
    }

    /** Samples of an epoch. */
    public int size() {
        return size;
    }

    /** Seconds spent in this epoch's steps. */
    public double seconds() {
        return epochNanos / 1e9;
    }

    /** The figures so far; at an epoch's end with validation ({@code val_loss} ...). */
    public Map<String, Double> logs() {
        return finished != null ? finished : totals.results("");
    }

    /** Ends the fit after this epoch. */
    public void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }
}
