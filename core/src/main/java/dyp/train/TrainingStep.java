package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.data.Field;
import dyp.grad.Gradients;
import dyp.loss.ClassWeights;
import dyp.nn.Scope;
import dyp.nn.Trace;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.preprocessing.BatchAugmentation;
import dyp.runtime.Engine;
import dyp.runtime.NotFiniteException;
import dyp.runtime.Program;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One step of learning as one program: forward, loss, penalties, backward, the optimizer's rule for every weight, moving
 * statistics and metrics. A step allocates nothing. There is one program per batch size.
 */
public final class TrainingStep {
    /**
     * The batch as it is traced: symbols, not numbers.
     *
     * @param weights how much each sample counts; null where all count one
     */
    public record Symbols(List<Tensor> inputs, List<Tensor> targets, Tensor weights) {
        /** The first (mostly the only) input. */
        public Tensor x() {
            return inputs.getFirst();
        }

        /** The first (mostly the only) target. */
        public Tensor y() {
            return targets.getFirst();
        }

        /** Named as the fields are: the inputs, the targets and perhaps the weights. */
        static Symbols of(Feed feed, int inputs, int n) {
            List<Tensor> all = Feed.symbols(feed.fields(), n);
            int end = all.size() - (feed.weighted() ? 1 : 0);
            return new Symbols(all.subList(0, inputs), all.subList(inputs, end), feed.weighted() ? all.getLast() : null);
        }
    }

    /** The model as it is traced. */
    @FunctionalInterface
    public interface Call {
        /** The model's (first) output, in training mode. */
        Tensor call(Tensor... inputs);
    }

    /** What a step minimises: a scalar. The weights' penalties are added to it. */
    @FunctionalInterface
    public interface Objective {
        Tensor loss(Symbols batch, Call model);
    }

    /** What a step minimises, and what else it computes along the way. */
    record Results(Tensor loss, List<Tensor> others) {}

    /** As {@link Objective}, with metrics. */
    @FunctionalInterface
    interface Tracer {
        Results trace(Symbols batch, Trace trace);
    }

    private final Model model;
    private final Tracer tracer;
    private Feed feed;
    private ClassWeights classWeights;
    private BatchAugmentation augmentation;
    private Engine engine;
    private final Updates updates;
    private final Tensor seed;
    private ProgramPool pool = new ProgramPool(this::compile);
    private int changes;
    private Program last;

    TrainingStep(Model model, Optimizer optimizer, Tracer tracer, Feed feed, Engine engine) {
        this.model = model;
        this.tracer = tracer;
        this.feed = feed;
        this.engine = engine;
        this.updates = new Updates(optimizer, model.seed());
        this.seed = Tensor.constant(NDArray.of(new int[] {(int) model.seed(), (int) (model.seed() >>> 32)}));
    }

    /**
     * Learns from one batch.
     *
     * @throws DypException where the batch is not like the data that the step was made for, or the loss becomes NaN or infinite
     */
    public void run(Batch batch) {
        int n = batch.size();
        Program program = take(n);
        try {
            feed.load(batch, program);
            run(n, program);
        } finally {
            done(n, program);
        }
    }

    /** Runs a loaded program for a batch of n; a loss that is not finite is traced to where it began. */
    void run(int n, Program program) {
        try {
            program.run();
        } catch (NotFiniteException e) {
            throw Diagnosis.of(this, n, program, step() + 1, e);
        }
    }

    /** Frozen or freed weights make another program. */
    Program take(int n) {
        if (changes != model.store().changes()) {
            changes = model.store().changes();
            pool = new ProgramPool(this::compile);
        }
        return pool.take(n);
    }

    void done(int n, Program program) {
        last = program;
        pool.giveBack(n, program);
    }

    /** Loss of the last batch, penalties included. */
    public double loss() {
        if (last == null) {
            throw new DypException("No step has been run yet.");
        }
        return last.output(0).get(0);
    }

    /** How many steps have been run. */
    public int step() {
        return updates.step();
    }

    /** The next step's learning rate, whether a number or from a schedule. */
    public double learningRate() {
        return updates.learningRate();
    }

    /**
     * From the next step on.
     *
     * @throws DypException where the rate follows a schedule
     */
    public void learningRate(double rate) {
        updates.learningRate(rate);
    }

    /** The program for a batch size, to look at: {@code explain()}, {@code verify(batch)}. */
    public Program program(int batchSize) {
        Program program = take(batchSize);
        pool.giveBack(batchSize, program);
        return program;
    }

    /** The optimizer's variables: counters and slots. */
    public List<Variable> variables() {
        return updates.variables();
    }

    /**
     * Takes over where an optimizer stood.
     *
     * @param values of all its variables, in their order
     * @throws DypException where they are an other optimizer's, or another model's
     */
    void restore(List<NDArray> values) {
        graph(1);
        List<Variable> own = variables();
        boolean fits = own.size() == values.size();
        for (int i = 0; fits && i < own.size(); i++) {
            fits = own.get(i).value().size() == values.get(i).size();
        }
        if (!fits) {
            throw new DypException("The optimizer's state is of " + values.size() + " arrays " + values.stream().map(NDArray::shape).toList() + ", but this one keeps "
                    + own + ". Compile the model again to start the optimizer afresh.");
        }
        for (int i = 0; i < own.size(); i++) {
            own.get(i).value().copyFrom(values.get(i));
        }
    }

    private Program compile(int n) {
        return Compiler.compile(graph(n), engine, Compiler.Options.GUARDED);
    }

    /** The whole step as a graph: outputs are the loss and the tracer's others. */
    Graph graph(int n) {
        Forward forward = forward(n);
        List<Tensor> gradients = Gradients.of(updates.scaled(forward.loss()), forward.trace().weights());
        List<Tensor> outputs = new ArrayList<>(List.of(forward.loss()));
        outputs.addAll(forward.others());
        return new Graph(outputs, updates.of(forward.trace(), gradients));
    }

    /** The step up to the loss. */
    record Forward(Tensor loss, List<Tensor> others, Trace trace) {}

    Forward forward(int n) {
        Tensor key = Tensor.concat(0, seed, updates.iterations());
        Trace trace = new Trace(model.store(), true, key);
        Symbols batch = Symbols.of(feed, model.fields().size(), n);
        Results results = tracer.trace(prepared(batch, trace), trace);
        if (results.loss().shape().size() != 1) {
            throw new DypException("The loss must be one number, but has shape " + results.loss().shape() + ". Take its mean().");
        }
        return new Forward(penalised(results.loss(), trace), results.others(), trace);
    }

    /** The step as it is traced for a batch, up to the gradients: symbols to compute something else from. */
    public record Traced(Tensor loss, List<Tensor> weights, List<Tensor> gradients) {}

    Traced traced(int n) {
        Forward forward = forward(n);
        List<Tensor> weights = forward.trace().weights();
        return new Traced(forward.loss(), weights, Gradients.of(forward.loss(), weights));
    }

    /** The batch as the model learns from it. Classes are weighed before samples are mixed. */
    private Symbols prepared(Symbols batch, Trace trace) {
        if (batch.targets().size() > 1 && (classWeights != null || augmentation != null)) {
            throw new DypException("classWeights and augment are for models of one target, but this one learns " + batch.targets().size()
                    + ". Weigh the samples with Dataset.weighted(...), and augment them by layers in the model.");
        }
        Tensor weights = classWeights == null ? batch.weights() : classWeights.of(batch.y(), batch.weights());
        if (augmentation == null) {
            return new Symbols(batch.inputs(), batch.targets(), weights);
        }
        Scope scope = trace.root().child("augmentation");
        BatchAugmentation.Mixed mixed = Tensor.labelled(scope.path(), () -> augmentation.apply(batch.x(), batch.y(), scope));
        List<Tensor> inputs = new ArrayList<>(batch.inputs());
        inputs.set(0, mixed.x());
        return new Symbols(inputs, List.of(mixed.y()), weights);
    }

    /**
     * What is done with each batch from now on.
     *
     * @param weights how much each class counts; null where all count one
     * @param by what changes the batch before the model sees it; null for nothing
     */
    void prepare(ClassWeights weights, BatchAugmentation by) {
        if (!Objects.equals(classWeights, weights) || !Objects.equals(augmentation, by)) {
            classWeights = weights;
            augmentation = by;
            pool = new ProgramPool(this::compile);
        }
    }

    /** Makes sure that the data have the targets this step was made for, and takes their weights where they have any. */
    void matches(Dataset data) {
        List<Field> targets = feed.fields().subList(model.fields().size(), feed.fields().size() - (feed.weighted() ? 1 : 0));
        if (!data.targets().equals(targets)) {
            throw new DypException("This model learns targets of " + words(targets) + ", but " + words(data.targets())
                    + " came. Compile it again for other targets.");
        }
        Feed now = Feed.of(model, data);
        if (!now.equals(feed)) {
            feed = now;
            pool = new ProgramPool(this::compile);
        }
    }

    private static String words(List<Field> targets) {
        return targets.stream().map(t -> t.dtype().toString() + t.sample()).collect(Collectors.joining(" and "));
    }

    Feed feed() {
        return feed;
    }

    /** From now on on another engine; counters and slots stay. */
    void engine(Engine other) {
        engine = other;
        pool = new ProgramPool(this::compile);
    }

    Engine engine() {
        return engine;
    }

    static Tensor penalised(Tensor loss, Trace trace) {
        return trace.penalties().stream().reduce(loss.reshape(Shape.SCALAR), Tensor::add);
    }
}
