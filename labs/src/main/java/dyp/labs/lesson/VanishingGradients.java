package dyp.labs.lesson;

import static dyp.callback.Callbacks.layerStatistics;
import static dyp.init.Initializers.glorotUniform;
import static dyp.init.Initializers.heNormal;
import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.sgd;

import dyp.callback.LayerStatistics;
import dyp.data.Dataset;
import dyp.nn.Activation;
import dyp.nn.Layer;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * Why deep networks of sigmoids do not learn: on the way back through each layer the gradient is multiplied by the sigmoid's slope, a quarter at most, and after
 * some layers nothing is left. A ReLU's slope is 1 wherever it lets anything through. Hochreiter 1991; Glorot and Bengio 2010; He et al. 2015.
 */
final class VanishingGradients {
    static final int DEPTH = 12;

    /** @param gradients root mean square of each hidden layer's gradient before the first step, from the input on @param accuracy after learning, on unseen points */
    record Deep(double[] gradients, double accuracy) {
        /** How much of the last hidden layer's gradient reaches the first. */
        double arrives() {
            return gradients[0] / gradients[DEPTH - 1];
        }
    }

    static Deep learn(Activation activation, long seed) {
        List<Layer> layers = new ArrayList<>(List.of(input(2)));
        for (int i = 1; i <= DEPTH; i++) {
            layers.add(dense(24, activation).kernelInitializer(activation == RELU ? heNormal() : glorotUniform()).named("hidden" + i));
        }
        layers.add(dense(1, SIGMOID).named("out"));
        Model model = Sequential.of(layers.toArray(Layer[]::new)).seed(seed).compile(sgd(0.02).momentum(0.9), binaryCrossentropy(), accuracy());
        Dataset rings = Points.rings(400, 0.1, seed);
        LayerStatistics look = layerStatistics().every(1).quiet();
        model.fit(rings.take(50), fit -> fit.batchSize(50).callbacks(look).quiet()); // one step
        LayerStatistics.Reading first = look.readings().getFirst();
        double[] gradients = new double[DEPTH];
        for (int i = 1; i <= DEPTH; i++) {
            gradients[i - 1] = first.weight("hidden" + i + "/kernel").meanGradient();
        }
        model.fit(rings, fit -> fit.epochs(60).batchSize(50).quiet());
        return new Deep(gradients, model.evaluate(Points.rings(500, 0.1, seed + 1_000_000)).get("accuracy"));
    }

    void main(String[] args) {
        long seed = Show.seed(args);
        Deep sigmoid = learn(SIGMOID, seed);
        Deep relu = learn(RELU, seed);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < DEPTH; i++) {
            rows.add(List.of("hidden " + (i + 1), Show.number("%.1e", sigmoid.gradients[i]), Show.number("%.1e", relu.gradients[i])));
        }
        rows.add(List.of("learned (unseen points)", Show.number("%.1f%%", 100 * sigmoid.accuracy), Show.number("%.1f%%", 100 * relu.accuracy)));
        Show.say("The gradient at the first step, root mean square, in %d hidden layers of 24 neurons:", DEPTH);
        Show.table(List.of("layer", "sigmoid", "ReLU"), rows);
        Show.curves("gradient, from the first layer to the last", List.of("sigmoid", "ReLU"), true, List.of(sigmoid.gradients, relu.gradients));
        Show.say("Of the last hidden layer's gradient, %.0e reaches the first through sigmoids and %.2g through ReLUs.", sigmoid.arrives(), relu.arrives());
    }
}
