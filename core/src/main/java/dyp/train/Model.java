package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.data.Dataset;
import dyp.loss.Loss;
import dyp.loss.SparseCategoricalCrossentropy;
import dyp.metric.Metric;
import dyp.nn.Chain;
import dyp.nn.Input;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Layers with weights: something that can be fitted, evaluated and asked. Made by {@link Sequential#of}. Weights are made
 * when the shape of a sample is first known. {@code predict} and {@code evaluate} may be called by many threads at once.
 */
public final class Model {
    private static final int PREDICT_BATCH = 128;

    private final Chain chain;
    private long seed;
    private Engine engine;
    private volatile Variables variables;
    private volatile Shape sample;
    private Optimizer optimizer;
    private Loss loss;
    private List<Metric> metrics = List.of();
    private TrainingStep step;
    private volatile Evaluation evaluation;
    private volatile ProgramPool predictors;

    Model(Chain chain) {
        this.chain = chain;
    }

    // ---- settings

    /** The seed of first weights, shuffling and dropout; 0 unless said. Before the model is built. */
    public Model seed(long value) {
        if (variables != null) {
            throw new DypException("The weights are made already; set the seed before the model is built or fitted.");
        }
        seed = value;
        return this;
    }

    public long seed() {
        return seed;
    }

    /** How many threads compute; all processors unless said. The numbers do not depend on it. */
    public Model threads(int n) {
        return engine(Engine.threads(n));
    }

    /** What programs run on. */
    public Model engine(Engine e) {
        engine = e;
        if (step != null) {
            step.engine(e);
        }
        evaluation = null;
        predictors = null;
        return this;
    }

    private Engine engine() {
        return engine == null ? Engine.shared() : engine;
    }

    /** Says how the model learns and is judged. Starts the optimizer afresh; the weights stay. */
    public Model compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        this.optimizer = optimizer;
        this.loss = loss;
        this.metrics = List.of(metrics);
        step = null;
        evaluation = null;
        return this;
    }

    /** Makes the weights for samples of this shape (without the batch). */
    public synchronized Model build(int... sampleShape) {
        Shape shape = Shape.of(sampleShape);
        if (variables == null) {
            Variables made = new Variables(seed);
            chain.apply(Tensor.input("x", DType.FLOAT32, shape.batch(1)), new Trace(made, false, null).root());
            variables = made;
            sample = shape;
        } else if (!sample.equals(shape)) {
            throw new DypException("The model was built for samples of " + sample + ", but samples of " + shape
                    + " came. Reshape the data, or build a new model.");
        }
        return this;
    }

    private void ensureBuilt(Shape given) {
        if (given != null) {
            build(given.dims());
        } else if (variables == null && chain.layers().getFirst() instanceof Input in) {
            build(in.shape().dims());
        } else if (variables == null) {
            throw new DypException("The model does not know its input yet. Put input(...) before the first layer, call"
                    + " build(...) with the shape of one sample, or fit it first.");
        }
    }

    // ---- learning

    public History fit(NDArray x, NDArray y, Consumer<Fit> options) {
        return fit(Dataset.of(x, y), options);
    }

    /**
     * Learns from the data.
     *
     * @throws DypException where data, labels, shapes or options do not fit, or the loss becomes NaN or infinite
     */
    public History fit(Dataset data, Consumer<Fit> options) {
        Fit fit = new Fit();
        options.accept(fit);
        requireCompiled("fit");
        data.check();
        // Validation data that are given win over a split, as in Keras: then all of the data are learned from.
        boolean split = fit.validation() == null && fit.validationSplit() > 0;
        int learned = split ? learned(data.size(), fit.validationSplit()) : data.size();
        Dataset train = data.take(learned);
        Dataset validation = split ? data.skip(learned) : fit.validation();
        prepare(train);
        if (validation != null) {
            ensureBuilt(validation.check().sampleShape());
            checkLabels(validation);
            // Traced once for its errors, which would otherwise come after the first epoch.
            results(Tensor.input("y", validation.targetType(), validation.targetShape().batch(1)), output(1));
        }
        return Fitting.run(this, step, train, validation, fit);
    }

    /** How many samples a validation split leaves, rounded down as in Keras. */
    private static int learned(int samples, double split) {
        int learned = (int) Math.floor(samples * (1 - split));
        if (learned == 0 || learned == samples) {
            throw new DypException(String.format(Locale.ROOT, "validationSplit(%s) of %,d sample%s leaves %s. Use another fraction, or give"
                    + " validation(x, y).", split, samples, samples == 1 ? "" : "s", learned == 0 ? "none to learn from" : "none to validate with"));
        }
        return learned;
    }

    private void prepare(Dataset data) {
        ensureBuilt(data.sampleShape());
        checkLabels(data);
        if (step == null) {
            step = new TrainingStep(this, optimizer, (batch, model) -> results(batch.y(), model.call(batch.x())),
                    sample, data.targetShape(), data.targetType(), engine());
        }
        step.matches(data);
    }

    /** The training step that {@code fit} uses on such data, to look at: {@code explain()}, {@code verify(batch)}. */
    public TrainingStep trainingStep(Dataset data) {
        requireCompiled("train");
        prepare(data.check());
        return step;
    }

    /** A training step of one's own, for data like this. */
    public TrainingStep trainingStep(Optimizer optimizer, Dataset like, TrainingStep.Objective objective) {
        ensureBuilt(like.sampleShape());
        return new TrainingStep(this, optimizer, (batch, model) -> new TrainingStep.Results(objective.loss(batch, model), List.of()),
                sample, like.targetShape(), like.targetType(), engine());
    }

    private TrainingStep.Results results(Tensor y, Tensor prediction) {
        // The loss first: it says best what is wrong with the targets.
        Tensor mean = loss.of(y, prediction).mean();
        return new TrainingStep.Results(mean, metrics.stream().map(m -> m.totals(y, prediction)).toList());
    }

    private void checkLabels(Dataset data) {
        if (loss instanceof SparseCategoricalCrossentropy) {
            data.checkLabels(output(1).shape().last());
        }
    }

    private void requireCompiled(String what) {
        if (loss == null) {
            throw new DypException("The model cannot " + what + " yet: say how first, as in compile(adam(), sparseCategoricalCrossentropy(), accuracy()).");
        }
    }

    // ---- judging and asking

    /** The loss (penalties included) and all metrics over the data. */
    public Map<String, Double> evaluate(NDArray x, NDArray y) {
        return evaluate(Dataset.of(x, y));
    }

    public Map<String, Double> evaluate(Dataset data) {
        requireCompiled("be evaluated");
        ensureBuilt(data.check().sampleShape());
        checkLabels(data);
        return evaluate(data, PREDICT_BATCH, "");
    }

    Map<String, Double> evaluate(Dataset data, int batchSize, String prefix) {
        Evaluation e = evaluation;
        if (e == null || !e.matches(data)) {
            e = new Evaluation(data.targetShape(), data.targetType(), metrics, this::evaluationProgram);
            evaluation = e;
        }
        return e.run(data, batchSize, prefix);
    }

    private Program evaluationProgram(Tensor y) {
        Trace trace = new Trace(variables, false, null);
        Tensor x = Tensor.input("x", DType.FLOAT32, sample.batch(y.shape().dim(0)));
        TrainingStep.Results results = results(y, chain.apply(x, trace.root()));
        List<Tensor> outputs = new ArrayList<>(List.of(TrainingStep.penalised(results.loss(), trace)));
        outputs.addAll(results.others());
        return Compiler.compile(new Graph(outputs, List.of()), engine());
    }

    /**
     * The model's outputs for samples (n, ...): (n, ...). May be called by many threads at once.
     *
     * @throws DypException where the samples are not of the shape that the model was built for
     */
    public NDArray predict(NDArray x) {
        if (sample == null || x.shape().rank() != sample.rank() + 1 || !matchesSample(x.shape())) {
            if (x.shape().rank() == 0) {
                throw new DypException("predict takes a batch of samples, but one number came.");
            }
            if (sample != null && x.shape().equals(sample)) {
                throw new DypException("predict takes a batch of samples, (n, ...), but one sample of " + sample + " came. Use reshape("
                        + sample.batch(1).toString().replaceAll("[()]", "") + ").");
            }
            ensureBuilt(x.shape().sample());
        }
        ProgramPool pool = predictors;
        if (pool == null) {
            pool = new ProgramPool(n -> Compiler.compile(new Graph(List.of(output(n)), List.of()), engine()));
            predictors = pool;
        }
        return Prediction.run(pool, x, PREDICT_BATCH);
    }

    private boolean matchesSample(Shape batch) {
        for (int i = 0; i < sample.rank(); i++) {
            if (batch.dim(i + 1) != sample.dim(i)) {
                return false;
            }
        }
        return true;
    }

    /** The model's output for a batch of n, as a symbol. */
    private Tensor output(int n) {
        Tensor x = Tensor.input("x", DType.FLOAT32, sample.batch(n));
        return chain.apply(x, new Trace(variables, false, null).root());
    }

    // ---- looking

    /** A table of the layers: name and type, output shape, parameters; then totals. */
    public String summary() {
        ensureBuilt(null);
        return Summary.of(this, sample);
    }

    /** All variables, trained or not, in the layers' order. */
    public List<Variable> variables() {
        ensureBuilt(null);
        return variables.all();
    }

    public Chain chain() {
        return chain;
    }

    List<Metric> metrics() {
        return metrics;
    }

    Variables store() {
        return variables;
    }
}
