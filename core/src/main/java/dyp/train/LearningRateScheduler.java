package dyp.train;

/** Sets the learning rate at the beginning of each epoch. */
public record LearningRateScheduler(Schedule schedule) implements Callback {
    /** From the epoch and the rate so far to the rate. */
    @FunctionalInterface
    public interface Schedule {
        /** @param epoch from 1 */
        double rate(int epoch, double rate);
    }

    @Override
    public void onEpochBegin(Training training) {
        TrainingStep step = training.trainingStep();
        step.learningRate(schedule.rate(training.epoch(), step.learningRate()));
    }
}
