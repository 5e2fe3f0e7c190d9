package dyp.train;

/** Looks on while a model is fitted, and may stop it. Instances keep the state of one fit at a time. */
public interface Callback {
    default void onTrainBegin(Training training) {}

    default void onEpochBegin(Training training) {}

    /** After every step. Called often: should allocate nothing. */
    default void onBatchEnd(Training training) {}

    /** After the epoch's validation. */
    default void onEpochEnd(Training training) {}

    default void onTrainEnd(Training training) {}
}
