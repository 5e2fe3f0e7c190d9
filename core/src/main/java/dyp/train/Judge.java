package dyp.train;

import dyp.data.Dataset;
import dyp.loss.Loss;
import dyp.loss.SparseCategoricalCrossentropy;
import dyp.metric.Metric;
import dyp.nn.Trace;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How a model's outputs are judged. Of several, each one's loss is reported beside their weighted sum, and its metrics carry its name
 * in front, as in Keras.
 */
record Judge(List<Goal> goals) {
    Judge {
        goals = List.copyOf(goals);
        if (goals.isEmpty()) {
            throw new DypException("compile needs a loss, as in compile(adam(), meanSquaredError()), or a goal for each output.");
        }
    }

    /** One loss, for a model of one output. */
    static Judge of(Loss loss, Metric... metrics) {
        return new Judge(List.of(Goal.of(null, loss).metrics(metrics)));
    }

    /** What is totalled over batches, in the order of {@link #results}. */
    List<Metric> metrics() {
        if (goals.size() == 1) {
            return goals.getFirst().metrics();
        }
        List<Metric> all = new ArrayList<>();
        goals.forEach(g -> all.add(new BatchLoss(g.output() + "_loss")));
        goals.forEach(g -> g.metrics().forEach(m -> all.add(m.named(g.output() + "_" + m.name()))));
        return all;
    }

    /** A loss over batches: the mean of its values, each as often as its batch has samples. */
    private record BatchLoss(String name) implements Metric {
        @Override
        public Tensor totals(Tensor samples, Tensor loss, Tensor weights) {
            int n = samples.shape().dim(0);
            return Tensor.concat(0, loss.reshape(1).mul(n), Tensor.scalar(n).reshape(1));
        }

        @Override
        public double result(double[] totals) {
            return totals[0] / totals[1];
        }
    }

    /**
     * @param names the outputs' names
     * @throws DypException where goals and outputs do not belong together
     */
    TrainingStep.Results results(TrainingStep.Symbols batch, List<Tensor> outputs, List<String> names, Trace trace) {
        int[] places = places(names);
        Tensor sum = null;
        List<Tensor> losses = new ArrayList<>();
        List<Tensor> figures = new ArrayList<>();
        for (int i = 0; i < goals.size(); i++) {
            Goal goal = goals.get(i);
            Tensor target = batch.targets().get(i);
            Tensor prediction = outputs.get(places[i]);
            Tensor mask = trace.mask(prediction);
            // The loss first: it says best what is wrong with the targets.
            Tensor loss = labelled(goal, () -> goal.loss().of(target, prediction, batch.weights(), mask));
            losses.add(new BatchLoss("").totals(target, loss, null));
            goal.metrics().forEach(m -> figures.add(m.totals(target, prediction, mask)));
            Tensor weighted = goal.weight() == 1 ? loss : loss.mul((float) goal.weight());
            sum = sum == null ? weighted : sum.add(weighted);
        }
        if (goals.size() == 1) {
            return new TrainingStep.Results(sum, figures);
        }
        losses.addAll(figures);
        return new TrainingStep.Results(sum, losses);
    }

    /** Says which output's loss does not fit. */
    private Tensor labelled(Goal goal, Supplier<Tensor> loss) {
        try {
            return loss.get();
        } catch (DypException e) {
            throw goals.size() == 1 ? e : new DypException("[" + goal.output() + "] " + e.getMessage(), e);
        }
    }

    /** Where each goal's output stands among the model's. */
    private int[] places(List<String> names) {
        if (goals.size() != names.size()) {
            throw new DypException("fit and evaluate need a goal for each output: the model has " + names.size() + " (" + String.join(", ", names)
                    + "), but was compiled with " + goals.size() + ". Compile it with Goal.of(\"" + names.getFirst() + "\", loss) and so on.");
        }
        if (goals.size() == 1) {
            return new int[1];
        }
        int[] places = goals.stream().mapToInt(g -> names.indexOf(g.output())).toArray();
        if (IntStream.of(places).distinct().count() < places.length || IntStream.of(places).anyMatch(p -> p < 0)) {
            throw new DypException("Goals must name each output once. The outputs are " + String.join(", ", names) + "; the goals are for "
                    + goals.stream().map(Goal::output).toList() + ".");
        }
        return places;
    }

    /**
     * Makes sure that there is a target for each goal, and that class numbers are in range.
     *
     * @param outputs traces the model, so it is asked only where classes are counted
     */
    void check(Dataset data, Supplier<List<Tensor>> outputs, List<String> names) {
        int[] places = places(names);
        if (data.targets().size() != goals.size()) {
            throw new DypException("The model learns " + goals.size() + " target" + (goals.size() == 1 ? "" : "s") + ", but the data bring "
                    + data.targets().size() + ". Give one array of targets per goal, in the goals' order.");
        }
        for (int i = 0; i < places.length; i++) {
            if (goals.get(i).loss() instanceof SparseCategoricalCrossentropy sparse) {
                data.checkTarget(i, outputs.get().get(places[i]).shape().dim(sparse.axis()), sparse.ignoreClass().stream().toArray());
            }
        }
    }
}
