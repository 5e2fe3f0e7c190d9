package dyp.labs.lesson;

import static dyp.labs.lesson.Overfitting.COLUMNS;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.input;

import dyp.labs.lesson.Overfitting.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Dropout against learning by heart: at each step every neuron is left out with a probability, so that none can rely on a certain other one. Srivastava et al. 2014.
 */
final class DropoutLesson {
    /** @param rate 0 for none */
    static Outcome learn(double rate, long seed) {
        return Overfitting.learn(seed, 60, fit -> {}, input(COLUMNS), dense(128, RELU), dropout(rate), dense(128, RELU), dropout(rate), dense(1, SIGMOID));
    }

    void main(String[] args) {
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<double[]> curves = new ArrayList<>();
        for (double rate : new double[] {0, 0.2, 0.5, 0.7}) {
            Outcome outcome = learn(rate, Show.seed(args));
            names.add("dropout " + rate);
            curves.add(outcome.history().get("val_binary_crossentropy"));
            rows.add(outcome.row(names.getLast()));
        }
        Show.table(Overfitting.HEAD, rows);
        Show.curves("loss on unseen points over the epochs", names, false, curves);
        Show.say("Without dropout the network knows its samples by heart and is the more certain where it is wrong: the loss on unseen points grows. Dropout holds it down.");
    }
}
