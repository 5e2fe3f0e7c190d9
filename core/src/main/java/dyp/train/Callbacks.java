package dyp.train;

/** A factory per callback, for a static import. */
public final class Callbacks {
    private Callbacks() {}

    /** Watches {@code val_loss} with patience 0 and keeps the last weights, unless told otherwise. */
    public static EarlyStopping earlyStopping() {
        return new EarlyStopping("val_loss", 0, 0, false);
    }

    /** The learning rate of each epoch, from the epoch (from 1) and the rate so far: {@code (epoch, rate) -> rate * 0.9}. */
    public static LearningRateScheduler learningRateScheduler(LearningRateScheduler.Schedule schedule) {
        return new LearningRateScheduler(schedule);
    }
}
