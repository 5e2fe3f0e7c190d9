package dyp.train;

import dyp.store.Bundle;
import dyp.tensor.DypException;

/**
 * Looks on while a model is fitted, and may stop it. Instances keep the state of one fit at a time, which
 * {@link #onTrainBegin} begins afresh.
 */
public interface Callback {
    default void onTrainBegin(Training training) {}

    default void onEpochBegin(Training training) {}

    /** Before every step, its batch loaded. Called often: should allocate nothing. */
    default void onBatchBegin(Training training) {}

    /** After every step. Called often: should allocate nothing. */
    default void onBatchEnd(Training training) {}

    /** Before the epoch's validation, where there is one. */
    default void onTestBegin(Training training) {}

    /** After the epoch's validation, where there is one. */
    default void onTestEnd(Training training) {}

    /** After the epoch's validation; figures may be added with {@link Training#log}. */
    default void onEpochEnd(Training training) {}

    default void onTrainEnd(Training training) {}

    /**
     * A step's loss came out NaN or infinite; the weights are as they were before that step.
     *
     * @return whether the fit shall end in good order; where no callback says so, it ends by this exception
     */
    default boolean onNotFinite(Training training, DypException trouble) {
        return false;
    }

    /** Puts down what it remembers, so that a fit stopped here can go on elsewhere. */
    default void save(Bundle state) {}

    /**
     * Takes up what {@link #save} put down: called after {@link #onTrainBegin}, where the fit goes on from a checkpoint. The
     * {@link #onEpochBegin} of an epoch under way is not called again.
     */
    default void restore(Bundle state) {}

    /** Whether it is called after all others: what puts down their state is. */
    default boolean comesLast() {
        return false;
    }

    /** Whether it writes files: such callbacks are left out of a {@link Fit#fastDevRun}. */
    default boolean writesFiles() {
        return false;
    }
}
