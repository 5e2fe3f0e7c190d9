package dyp.labs.lesson;

import static dyp.labs.lesson.Overfitting.COLUMNS;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.l1;
import static dyp.nn.Layers.l2;

import dyp.labs.lesson.Overfitting.Outcome;
import dyp.nn.Regularizer;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A price on large weights: on their squares (L2, Hoerl and Kennard 1970) or their sizes (L1, Tibshirani 1996). Both keep the network from learning by heart; L1
 * besides makes weights zero, and so finds out which columns mean something: here the first two of twenty.
 */
final class NormPenalties {
    static final Map<String, Regularizer> PRICES = new LinkedHashMap<>();

    static {
        PRICES.put("none", Regularizer.NONE);
        PRICES.put("L2", l2(0.03));
        PRICES.put("L1", l1(0.01));
    }

    static Outcome learn(Regularizer price, long seed) {
        return Overfitting.learn(seed, 60, fit -> {}, input(COLUMNS), dense(128, RELU).kernelRegularizer(price), dense(128, RELU).kernelRegularizer(price), dense(1, SIGMOID));
    }

    /** How large the weights of the eighteen columns that say nothing are, beside those of the two that do: mean sizes. */
    static double meaningless(Outcome outcome) {
        NDArray kernel = outcome.model().variables().getFirst().value();
        double[] sums = new double[2];
        for (int i = 0; i < kernel.size(); i++) {
            int column = i / kernel.rowSize();
            sums[column < 2 ? 0 : 1] += Math.abs(kernel.at(i)) / (column < 2 ? 2 : COLUMNS - 2);
        }
        return sums[1] / sums[0];
    }

    void main(String[] args) {
        List<List<String>> rows = new ArrayList<>();
        PRICES.forEach((name, price) -> {
            Outcome outcome = learn(price, Show.seed(args));
            List<String> row = new ArrayList<>(outcome.row(name).subList(0, 5));
            row.add(Show.number("%.3f", meaningless(outcome)));
            rows.add(row);
        });
        Show.table(List.of("price", "right, learned", "right, unseen", "loss, learned", "loss, unseen", "weights of the meaningless columns to the others'"), rows);
        Show.say("Both penalties bring the loss on unseen points down; L1 takes the weights of the columns that say nothing almost away.");
    }
}
