package dyp.callback;

import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Callback;
import dyp.train.Probe;
import dyp.train.Training;
import dyp.train.TrainingStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What training looks like inside: for each weight the length (Euclidean norm) of its gradient, of itself and of the step it
 * takes; for each layer the mean and spread of what it gives, and the share of its units that are 0 for every sample of the
 * batch (dead ReLUs). Shows vanishing and exploding gradients: Glorot and Bengio 2010, "Understanding the difficulty of training
 * deep feedforward neural networks".
 *
 * <p>Measured at the last step of each epoch, or every so many steps, by a program of its own on that step's batch, weights and
 * dropout; gradients are those before any clipping. Other steps cost nothing. The table is printed at the end of each epoch.
 * Readings are not part of a checkpoint.
 */
public final class LayerStatistics implements Callback {
    private final int every;
    private final boolean quiet;
    private final List<Reading> readings = new ArrayList<>();
    private final Probe probe = new Probe(this::outputs);
    private List<Activations.Layer> layers;
    private List<String> weights;
    private List<NDArray> values;
    private Map<String, NDArray> before;

    /**
     * One measurement.
     *
     * @param epoch from 1
     * @param step of the epoch, from 1
     */
    public record Reading(int epoch, int step, List<WeightReading> weights, List<LayerReading> layers) {
        /** A table with remarks on what looks wrong. */
        @Override
        public String toString() {
            return StatisticsTable.of(this);
        }

        /** What looks wrong, in words; empty where nothing does. */
        public List<String> remarks() {
            return StatisticsTable.remarks(this);
        }

        /** What was measured of a weight, by its path ({@code dense/kernel}). */
        public WeightReading weight(String path) {
            return weights.stream().filter(w -> w.path().equals(path)).findFirst().orElseThrow(() -> new DypException("There is no weight '" + path
                    + "'; there are " + weights.stream().map(WeightReading::path).toList() + "."));
        }

        /** What was measured of a layer's outputs, by its path ({@code dense}). */
        public LayerReading layer(String path) {
            return layers.stream().filter(l -> l.path().equals(path)).findFirst().orElseThrow(() -> new DypException("There is no layer '" + path
                    + "'; there are " + layers.stream().map(LayerReading::path).toList() + "."));
        }
    }

    /**
     * @param gradient norm of the gradient
     * @param weight norm of the weight before the step
     * @param update norm of the weight's change in the step
     * @param size how many numbers the weight has
     */
    public record WeightReading(String path, double gradient, double weight, double update, int size) {
        /** Root mean square of the gradient's numbers: comparable between weights of different sizes. */
        public double meanGradient() {
            return gradient / Math.sqrt(size);
        }
    }

    /**
     * @param dead share of the units (last axis) that are 0 for the whole batch; NaN where the layer gives negative numbers as well
     */
    public record LayerReading(String path, double mean, double std, double dead) {}

    LayerStatistics(int every, boolean quiet) {
        this.every = every;
        this.quiet = quiet;
    }

    /** Measures every so many steps; at the last step of each epoch unless said. */
    public LayerStatistics every(int steps) {
        if (steps < 1) {
            throw new DypException("Statistics can be measured every 1 or more steps, but every(" + steps + ") came.");
        }
        return new LayerStatistics(steps, quiet);
    }

    /** No tables on the terminal. */
    public LayerStatistics quiet() {
        return new LayerStatistics(every, true);
    }

    /** All measurements of the last fit. */
    public List<Reading> readings() {
        return List.copyOf(readings);
    }

    /** The last measurement. */
    public Reading last() {
        if (readings.isEmpty()) {
            throw new DypException("Nothing has been measured yet: give this callback to a fit first.");
        }
        return readings.getLast();
    }

    @Override
    public void onTrainBegin(Training training) {
        readings.clear();
    }

    @Override
    public void onBatchBegin(Training training) {
        long number = training.totalSteps() + 1;
        if (every > 0 ? number % every == 0 : number % training.steps() == 0) {
            values = probe.run(training);
            before = new HashMap<>();
            training.model().variables().forEach(v -> before.put(v.name(), v.value().copy()));
        }
    }

    @Override
    public void onBatchEnd(Training training) {
        if (before == null) {
            return;
        }
        List<WeightReading> ofWeights = new ArrayList<>();
        Map<String, Variable> now = new HashMap<>();
        training.model().variables().forEach(v -> now.put(v.name(), v));
        for (int i = 0; i < weights.size(); i++) {
            String path = weights.get(i);
            NDArray old = before.get(path);
            ofWeights.add(new WeightReading(path, values.get(i).item(), distance(old, null), distance(old, now.get(path).value()), old.size()));
        }
        List<LayerReading> ofLayers = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            NDArray figures = values.get(weights.size() + i);
            ofLayers.add(new LayerReading(layers.get(i).path(), figures.at(0), figures.at(1), figures.at(2) < 0 ? Double.NaN : figures.at(3)));
        }
        readings.add(new Reading(training.epoch(), training.step(), ofWeights, ofLayers));
        before = null;
    }

    @Override
    public void onEpochEnd(Training training) {
        if (!quiet && !readings.isEmpty() && readings.getLast().epoch() == training.epoch()) {
            System.out.print(readings.getLast());
        }
    }

    /** After the progress bar's line. */
    @Override
    public boolean comesLast() {
        return true;
    }

    /** The norm of b - a, or of a alone. */
    private static double distance(NDArray a, NDArray b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            double d = b == null ? a.at(i) : b.at(i) - a.at(i);
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    /** A norm per gradient, then four figures per layer. */
    private List<Tensor> outputs(TrainingStep.Traced traced) {
        weights = traced.weights().stream().map(w -> ((Variable) w.op()).name()).toList();
        layers = Activations.of(traced.loss());
        List<Tensor> outputs = new ArrayList<>();
        traced.gradients().forEach(g -> outputs.add(norm(g)));
        layers.forEach(l -> outputs.add(l.figures()));
        return outputs;
    }

    /** Scaled by the largest number, so that the squares of a gradient that explodes are still finite. */
    private static Tensor norm(Tensor gradient) {
        Tensor largest = gradient.abs().max().maximum(Tensor.scalar(Float.MIN_NORMAL));
        return gradient.div(largest).square().sum().sqrt().mul(largest);
    }
}
