package dyp.labs.recipe;

import dyp.store.Bundle;
import dyp.store.Checkpoints;
import dyp.train.Callback;
import dyp.train.Training;

/**
 * Saves a fit now and then, so that a killed one loses less than a minute, and where a stop is wanted: then it ends the fit at the end of the step. Goes
 * on from what was saved, to the same bits. Also counts the seconds over all its runs.
 */
final class Savepoint implements Callback {
    private static final double LEAST_SECONDS = 15;
    /** Saving takes at most a twentieth of the time. */
    private static final int RARE = 20;

    private final Checkpoints checkpoints;
    private final Stop stop;
    private double before;
    private long begun;
    private long saved;
    private double cost;

    Savepoint(Checkpoints checkpoints, Stop stop) {
        this.checkpoints = checkpoints;
        this.stop = stop;
    }

    @Override
    public void onTrainBegin(Training training) {
        begun = System.nanoTime();
        saved = begun;
        before = 0;
        checkpoints.latest().ifPresent(training::resume);
    }

    @Override
    public void onBatchEnd(Training training) {
        look(training);
    }

    @Override
    public void onEpochEnd(Training training) {
        look(training);
    }

    private void look(Training training) {
        boolean wanted = stop.wanted().isPresent();
        if (wanted || since(saved) > Math.max(LEAST_SECONDS, RARE * cost)) {
            long start = System.nanoTime();
            checkpoints.write(training.save());
            saved = System.nanoTime();
            cost = since(start);
        }
        if (wanted) {
            throw new Stopped(stop.wanted().orElseThrow());
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** What the fit has taken so far, over all its runs. */
    double seconds() {
        return before + since(begun);
    }

    @Override
    public void save(Bundle state) {
        state.put("seconds", seconds());
    }

    @Override
    public void restore(Bundle state) {
        before = state.number("seconds");
    }

    @Override
    public boolean comesLast() {
        return true;
    }

    @Override
    public boolean writesFiles() {
        return true;
    }
}
