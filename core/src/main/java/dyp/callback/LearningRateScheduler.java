package dyp.callback;

import dyp.train.Callback;
import dyp.train.Training;
import dyp.train.TrainingStep;

/** Sets the learning rate at the beginning of each epoch, and logs it as {@code learning_rate} at its end. */
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

    @Override
    public void onEpochEnd(Training training) {
        training.log("learning_rate", training.trainingStep().learningRate());
    }
}
