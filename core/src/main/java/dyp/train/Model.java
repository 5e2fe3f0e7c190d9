package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Constants;
import dyp.compile.Graph;
import dyp.data.Dataset;
import dyp.data.Field;
import dyp.loss.Loss;
import dyp.metric.Metric;
import dyp.nn.Body;
import dyp.nn.Input;
import dyp.nn.Joint;
import dyp.nn.Layer;
import dyp.nn.Named;
import dyp.nn.Network;
import dyp.nn.Scope;
import dyp.nn.Symbol;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.store.SafeFile;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Layers with weights: something that can be fitted, evaluated and asked. Made by {@link Sequential#of}, or by {@link #of} from a graph
 * of layers. Weights are made when the shape of a sample is first known. {@code predict} and {@code evaluate} may be called by many
 * threads at once.
 *
 * <p>A model is a layer as well: in another model it brings its own weights, and both share them from then on. So a network that has
 * learned one thing becomes the base of another: {@code Sequential.of(base.until("avg_pool"), dense(5))}.
 */
public final class Model implements Joint {
    private final Body body;
    private String name;
    private long seed;
    private Engine engine;
    private volatile Variables variables;
    private volatile List<Field> inputs;
    private volatile Learner learner;
    private volatile Predictor predictor;
    private final Map<String, String> notes = new TreeMap<>();

    Model(Body body) {
        this.body = body;
    }

    /** The layers that lead from an input to an output. */
    public static Model of(Input input, Symbol output) {
        return of(List.of(input), List.of(output));
    }

    /** The layers that lead from the inputs to the outputs. */
    public static Model of(List<Input> inputs, List<? extends Symbol> outputs) {
        return new Model(new Network(inputs, outputs));
    }

    /** A part of another model, with its weights. */
    private Model(Body body, Model whole) {
        this.body = body;
        seed = whole.seed;
        engine = whole.engine;
        variables = whole.variables;
        notes.putAll(whole.notes);
        inputs = body.inputs().size() == whole.inputs.size() || body.inputs().isEmpty() ? whole.inputs
                : Feed.inputs(body, body.inputs().stream().map(Input::shape).toList());
    }

    /** A model of layers that are put together already. */
    public static Model of(Body body) {
        return new Model(body);
    }

    /**
     * The model in a file, of a format that the file's ending names: {@code .keras} and others where dyp-formats is on the class path.
     *
     * @throws DypException where the file cannot be read
     */
    public static Model load(Path file) {
        ModelFormat format = ModelFormat.of(file);
        SafeFile.requireFile(file);
        return format.load(file);
    }

    /**
     * Writes the model: layers, weights, and where it is compiled optimizer, losses and the optimizer's state.
     *
     * @throws DypException where the format has no word for a part of the model, or the file cannot be written
     */
    public void save(Path file) {
        ensureBuilt();
        ModelFormat.of(file).save(this, file);
    }

    /**
     * Takes over the weights in a file that holds weights alone, or a model: {@code .weights.h5}, {@code .h5}.
     *
     * @throws DypException where the file cannot be read or is of another model; this one then stays as it was
     */
    public Model loadWeights(Path file) {
        ensureBuilt();
        ModelFormat format = ModelFormat.of(file);
        SafeFile.requireFile(file);
        format.loadWeights(this, file);
        return this;
    }

    /** Writes the weights alone. */
    public void saveWeights(Path file) {
        ensureBuilt();
        ModelFormat.of(file).saveWeights(this, file);
    }

    // ---- settings

    /** What the model is called where it is a layer of another one. */
    @Override
    public Model named(String name) {
        new Named(name, this);
        this.name = name;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    /** As in Keras, {@code sequential} or {@code functional}. */
    @Override
    public String kind() {
        return body instanceof Network ? "functional" : "sequential";
    }

    /**
     * Words that go with the model, as the names of its classes or how its pictures are prepared. A part of the model has them too, and
     * {@code .keras} files keep them.
     *
     * @param value null takes the note away
     */
    public Model note(String key, String value) {
        if (value == null) {
            notes.remove(key);
        } else {
            notes.put(key, value);
        }
        return this;
    }

    /** All notes, by their keys. */
    public Map<String, String> notes() {
        return Map.copyOf(notes);
    }

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
        if (learner != null) {
            learner.engine(e);
        }
        predictor = null;
        return this;
    }

    /** What programs run on; the machine's own where nothing was said. */
    public Engine engine() {
        return engine == null ? Engine.shared() : engine;
    }

    /** Says how the model learns and is judged. Starts the optimizer afresh; the weights stay. */
    public Model compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        return compile(optimizer, Judge.of(loss, metrics));
    }

    /** The same for a model of several outputs: a goal for each. */
    public Model compile(Optimizer optimizer, Goal... goals) {
        return compile(optimizer, new Judge(List.of(goals)));
    }

    private Model compile(Optimizer optimizer, Judge judge) {
        learner = new Learner(this, optimizer, judge);
        return this;
    }

    /** Makes the weights for samples of this shape (without the batch), for a model of one input. */
    public Model build(int... sampleShape) {
        return build(List.of(Shape.of(sampleShape)));
    }

    /** The same for models of several inputs. */
    public synchronized Model build(List<Shape> samples) {
        if (variables == null) {
            List<Field> fields = Feed.inputs(body, samples);
            Variables made = new Variables(seed);
            body.apply(Feed.symbols(fields, 1), new Trace(made, false, null).root());
            variables = made;
            inputs = fields;
        } else if (!inputs.stream().map(Field::sample).toList().equals(samples)) {
            throw Predictor.mismatch(inputs, samples);
        }
        return this;
    }

    private void ensureBuilt() {
        if (variables == null && !body.inputs().isEmpty()) {
            build(body.inputs().stream().map(Input::shape).toList());
        } else if (variables == null) {
            throw new DypException("The model does not know its input yet. Put input(...) before the first layer, call"
                    + " build(...) with the shape of one sample, or fit it first.");
        }
    }

    /** For samples like these. */
    void build(Dataset data) {
        build(data.inputs().stream().map(Field::sample).toList());
    }

    // ---- parts of a model

    /**
     * The model as a layer. Its weights stay its own and are shared; it is built where that has not happened yet.
     *
     * @throws DypException where the inputs are not of the shapes that the model was built for
     */
    @Override
    public List<Tensor> apply(List<Tensor> given, Scope scope) {
        build(given.stream().map(t -> t.shape().sample()).toList());
        return body.apply(given, scope.enter(variables));
    }

    /**
     * The layer of this name.
     *
     * @throws DypException where there is none
     */
    public Layer layer(String name) {
        return body.layer(name);
    }

    /**
     * The model up to a layer, or to several, whose outputs are then its own: an encoder, features, a network without its head. Both
     * share their weights.
     *
     * @throws DypException where there is no such layer
     */
    public Model until(String... layers) {
        ensureBuilt();
        return new Model(body.until(List.of(layers)), this);
    }

    /**
     * Whether weights learn or stay as they are, here and wherever this model is a layer; what a frozen BatchNormalization knows of
     * the data stays as well. Holds from the next step on; a later word on the same layer wins.
     *
     * @param paths layers or weights, as {@code conv1} or {@code base/conv1/kernel}, or how their paths begin, as {@code block2*}; all
     *     where none is named
     * @throws DypException where nothing is at a path
     */
    public Model trainable(boolean learns, String... paths) {
        ensureBuilt();
        if (paths.length == 0) {
            variables.trainable(learns);
        }
        for (String path : paths) {
            variables.trainable(path, learns);
        }
        return this;
    }

    /** All weights stay as they are: {@code trainable(false)}. */
    public Model freeze(String... paths) {
        return trainable(false, paths);
    }

    /** Whether this model keeps what is at a path as it is. */
    public boolean frozen(String path) {
        ensureBuilt();
        return variables.frozen(path);
    }

    /** The last n layers that have weights learn again. */
    public Model unfreezeLast(int n) {
        ensureBuilt();
        List<String> weighted = body.names().stream().filter(l -> !variables(l).isEmpty()).toList();
        if (n < 1 || n > weighted.size()) {
            throw new DypException("unfreezeLast takes 1 to " + weighted.size() + " layers, as many have weights, but got " + n + ".");
        }
        return trainable(true, weighted.subList(weighted.size() - n, weighted.size()).toArray(String[]::new));
    }

    // ---- learning

    public History fit(NDArray x, NDArray y, Consumer<Fit> options) {
        return fit(Dataset.of(x, y), options);
    }

    /** For models of several inputs. */
    public History fit(List<NDArray> xs, NDArray y, Consumer<Fit> options) {
        return fit(Dataset.of(xs, y), options);
    }

    /** For models of several inputs and outputs: one array of targets per goal. */
    public History fit(List<NDArray> xs, List<NDArray> ys, Consumer<Fit> options) {
        return fit(Dataset.of(xs, ys), options);
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
        int learned = split ? fit.learned(data.size()) : data.size();
        Dataset validation = split ? data.skip(learned) : fit.validation() == null ? null : fit.validation().check();
        return learner.fit(data.take(learned), validation, fit);
    }

    /** The training step that {@code fit} uses on such data, to look at: {@code explain()}, {@code verify(batch)}. */
    public TrainingStep trainingStep(Dataset data) {
        requireCompiled("train");
        return learner.step(data.check());
    }

    /** A training step of one's own, for data like this. */
    public TrainingStep trainingStep(Optimizer optimizer, Dataset like, TrainingStep.Objective objective) {
        build(like);
        return new TrainingStep(this, optimizer, (batch, trace) -> new TrainingStep.Results(
                objective.loss(batch, xs -> body.apply(List.of(xs), trace.root()).getFirst()), List.of()), Feed.of(this, like), engine());
    }

    private void requireCompiled(String what) {
        if (learner == null) {
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
        learner.check(data.check());
        return learner.evaluate(data, Predictor.BATCH, "");
    }

    Map<String, Double> evaluate(Dataset data, int batchSize, String prefix) {
        return learner.evaluate(data, batchSize, prefix);
    }

    /**
     * The model's output for samples (n, ...): (n, ...). May be called by many threads at once. Of a model with several outputs, the
     * first.
     *
     * @param xs one array per input of the model
     * @throws DypException where the samples are not of the shape that the model was built for
     */
    public NDArray predict(NDArray... xs) {
        return predictAll(xs).getFirst();
    }

    /** The same for models of one input; allocates nothing but the answer where the samples make one batch. */
    public NDArray predict(NDArray x) {
        Predictor known = predictor;
        return known != null ? known.predict(x) : predictAll(x).getFirst();
    }

    /** All outputs. */
    public List<NDArray> predictAll(NDArray... xs) {
        if (inputs == null) {
            for (NDArray x : xs) {
                Prediction.requireBatch(x, null);
            }
            build(Arrays.stream(xs).map(x -> x.shape().sample()).toList());
        }
        return live().predictAll(xs);
    }

    private Predictor live() {
        Predictor known = predictor;
        if (known == null) {
            known = new Predictor(inputs, n -> Compiler.compile(new Graph(output(n), List.of()), engine()));
            predictor = known;
        }
        return known;
    }

    /**
     * The model as it is now, compiled for nothing but answering: weights are constants, and normalizations are folded into the layers before
     * them, so that answers may differ in the last digits. What the model learns later it does not know.
     */
    public Predictor serving() {
        ensureBuilt();
        Constants constants = new Constants();
        return new Predictor(inputs, n -> Compiler.compile(constants.freeze(new Graph(output(n), List.of())), engine()));
    }

    /** The program that {@code predict} uses for a batch of n, to look at: {@code explain()}, {@code profile(runs)}. */
    public Program predictor(int n) {
        ensureBuilt();
        return live().program(n);
    }

    /** The model's outputs for a batch of n, as symbols. */
    List<Tensor> output(int n) {
        return graph(n).outputs();
    }

    /**
     * What the model computes for a batch of n when it is asked, as symbols.
     *
     * @throws DypException where the model does not know its input yet
     */
    public ModelGraph graph(int n) {
        ensureBuilt();
        List<Tensor> samples = Feed.symbols(inputs, n);
        Trace trace = new Trace(variables, false, null);
        List<Tensor> outputs = body.apply(samples, trace.root());
        return new ModelGraph(samples, outputs, trace.calls());
    }

    // ---- looking

    /** A table of the layers: name and type, output shape, parameters, and in a graph what they take; then totals. */
    public String summary() {
        ensureBuilt();
        return Summary.of(this);
    }

    /** All variables, trained or not, in the layers' order. */
    public List<Variable> variables() {
        ensureBuilt();
        return variables.all();
    }

    /** The variables of a layer or block. */
    public List<Variable> variables(String path) {
        return variables().stream().filter(v -> v.name().startsWith(path + "/")).toList();
    }

    /** The variables that learn. */
    public List<Variable> trainableVariables() {
        ensureBuilt();
        Trace trace = new Trace(variables, false, null);
        body.apply(Feed.symbols(inputs, 1), trace.root());
        return trace.weights().stream().map(Variables::variable).toList();
    }

    /** The layers. */
    public Body body() {
        return body;
    }

    /** The inputs, as the model was built; null before. */
    public List<Field> fields() {
        return inputs;
    }

    @Override
    public List<Input> inputs() {
        return body.inputs();
    }

    /** What it was compiled with; null before. */
    public Optimizer optimizer() {
        return learner == null ? null : learner.optimizer();
    }

    /** What each output is to learn; empty before the model is compiled. */
    public List<Goal> goals() {
        return learner == null ? List.of() : learner.judge().goals();
    }

    /** The optimizer's counters and slots, live and in Keras's order; empty before the first step. */
    public List<NDArray> optimizerState() {
        return learner == null ? List.of() : learner.state();
    }

    /** Where the optimizer of a compiled model stood when it was saved; taken over when the next step is made. */
    public void optimizerState(List<NDArray> values) {
        requireCompiled("go on learning");
        learner.resume(values);
    }

    List<Metric> metrics() {
        return learner.judge().metrics();
    }

    Variables store() {
        return variables;
    }
}
