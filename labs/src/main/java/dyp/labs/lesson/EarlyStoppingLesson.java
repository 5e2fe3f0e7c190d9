package dyp.labs.lesson;

import static dyp.callback.Callbacks.earlyStopping;
import static dyp.labs.lesson.Overfitting.COLUMNS;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;

import dyp.labs.lesson.Overfitting.Outcome;
import dyp.train.Fit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Early stopping: learning ends where the loss on points kept aside has not got better for five epochs, and goes back to the best weights. Prechelt 1998. The loss
 * in the table is on other points again.
 */
final class EarlyStoppingLesson {
    static final int EPOCHS = 60;

    static Outcome learn(boolean stopped, long seed) {
        Consumer<Fit> early = fit -> fit.callbacks(earlyStopping().patience(5).restoreBestWeights(true));
        return Overfitting.learn(seed, EPOCHS, stopped ? early : fit -> {}, input(COLUMNS), dense(128, RELU), dense(128, RELU), dense(1, SIGMOID));
    }

    void main(String[] args) {
        Outcome all = learn(false, Show.seed(args));
        Outcome early = learn(true, Show.seed(args));
        Show.table(Overfitting.HEAD, List.of(all.row("all epochs"), early.row("stopped early")));
        Show.curves("loss over the epochs", List.of("learned points", "points kept aside"), false, List.of(all.history().get("loss"), all.history().get("val_loss")));
        Show.say("It was stopped after %d of %d epochs. On the way the loss of what it learns from only falls; that of the points kept aside turns, and says when to stop.",
                early.history().epochs().size(), EPOCHS);
    }
}
