package dyp.labs.recipe;

import static dyp.callback.Callbacks.lambdaCallback;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;

import dyp.data.Dataset;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A recipe of three stages, for tests. @param step is told each step of the second training */
record Toy(int epochs, Consumer<Training> step) implements Recipe {
    /** How much work a run has really done. */
    static int counted;

    record Sum(double[] values, List<String> words) {}

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public String lab() {
        return "T";
    }

    @Override
    public String title() {
        return "A toy";
    }

    @Override
    public Optional<String> set() {
        return Optional.empty();
    }

    static Dataset data() {
        NDArray x = NDArray.generate(Shape.of(300, 4), i -> Math.sin(i * 12.9898) * 2);
        int[] y = new int[300];
        Arrays.setAll(y, i -> x.get(i, 0) * x.get(i, 1) > 0 ? 1 : 0);
        return Dataset.of(x, NDArray.of(y, 300));
    }

    private static Model model(long seed) {
        return Sequential.of(input(4), dense(16, RELU), dropout(0.2), dense(2)).seed(seed).compile(adam(0.01), sparseCategoricalCrossentropy().fromLogits(), accuracy());
    }

    @Override
    public void run(Lab lab) {
        Dataset data = data();
        lab.uses("synthetic points", List.of(), "300 to train on");
        lab.report().heading("The sum");
        Sum sum = lab.once("sum", Sum.class, () -> {
            counted++;
            return new Sum(new double[] {1, 0.5, Double.NaN}, List.of("a", "b"));
        });
        lab.report().text("It is " + sum);
        Trained first = lab.train("first", model(lab.seed()), data, fit -> fit.epochs(2).quiet());
        lab.report().heading("First").curves("first", "first curves", first.history());
        Trained second = lab.train("second", model(lab.seed() + 1), data, fit -> fit.epochs(lab.epochs(epochs)).batchSize(25).validation(data.take(100)).quiet()
                .callbacks(lambdaCallback().onBatchEnd(step)));
        lab.report().heading("Second").curves("second", "second curves", second.history());
        lab.score("accuracy", second.model().evaluate(data).get("accuracy"));
        lab.score("loss", second.history().last("loss"));
        lab.score("values", sum.values().length);
    }
}
