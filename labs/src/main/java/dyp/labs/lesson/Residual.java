package dyp.labs.lesson;

import static dyp.init.Initializers.glorotUniform;
import static dyp.init.Initializers.heNormal;
import static dyp.init.Initializers.randomNormal;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.add;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;

import dyp.init.Initializer;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.train.History;
import dyp.train.Model;
import java.util.List;

/**
 * A residual connection, switched on and off, thirty layers deep: x + f(x) where there was f(x). A layer that has nothing to say then lets pass what it got, and
 * the gradient has a way back on which nothing is multiplied. So f may begin small, which without the connection leaves nothing of a signal. He, Zhang, Ren and Sun
 * 2016, "Deep residual learning for image recognition".
 */
final class Residual {
    static final int DEPTH = 30;
    static final int EPOCHS = 12;
    static final Initializer SMALL = randomNormal(0, 0.05);

    /** @param losses after each epoch @param accuracy on unseen points; a third is guessing */
    record Learned(double[] losses, double accuracy) {}

    static Model network(boolean connected, Initializer first, long seed) {
        Input points = input(2);
        Symbol x = dense(24, RELU).on(points);
        for (int i = 0; i < DEPTH; i++) {
            Symbol f = dense(24, RELU).kernelInitializer(first).on(x);
            x = connected ? add().on(x, f) : f;
        }
        return Model.of(points, dense(3).on(x)).seed(seed);
    }

    static Learned learn(boolean connected, Initializer first, long seed) {
        Model model = network(connected, first, seed).compile(adam(0.002), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        History history = model.fit(Points.spirals(600, 3, 0.05, seed), fit -> fit.epochs(EPOCHS).batchSize(50).quiet());
        return new Learned(history.get("loss"), model.evaluate(Points.spirals(600, 3, 0.05, seed + 1_000_000)).get("accuracy"));
    }

    private static List<String> row(String name, Learned learned) {
        return List.of(name, Show.number("%.3f", learned.losses[EPOCHS - 1]), Show.number("%.1f%%", 100 * learned.accuracy));
    }

    void main(String[] args) {
        long seed = Show.seed(args);
        Learned small = learn(false, SMALL, seed);
        Learned glorot = learn(false, glorotUniform(), seed);
        Learned he = learn(false, heNormal(), seed);
        Learned on = learn(true, SMALL, seed);
        Show.table(List.of(DEPTH + " layers, first weights", "loss after " + EPOCHS + " epochs", "right on unseen points"), List.of(row("off, small", small),
                row("off, Glorot's, Keras's default", glorot), row("off, He's, made for ReLU", he), row("on, small", on)));
        Show.curves("loss over the epochs", List.of("off, small", "off, Glorot's", "off, He's", "on, small"), false, List.of(small.losses, glorot.losses, he.losses, on.losses));
        Show.say("Without the connections everything hangs on the first weights; with them the same thirty layers learn three spirals at once.");
    }
}
