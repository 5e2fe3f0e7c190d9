package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.grad.Gradients;
import dyp.nn.Trace;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.runtime.Engine;
import dyp.runtime.NotFiniteException;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of learning as one program: forward, loss, penalties, backward, the optimizer's rule for every weight, moving
 * statistics and metrics. A step allocates nothing. There is one program per batch size.
 */
public final class TrainingStep {
    /** The batch as it is traced: symbols, not numbers. */
    public record Symbols(Tensor x, Tensor y) {}

    /** The model as it is traced. */
    @FunctionalInterface
    public interface Call {
        /** The model's output, in training mode. */
        Tensor call(Tensor x);
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
        Results trace(Symbols batch, Call model);
    }

    private final Model model;
    private final Tracer tracer;
    private final Shape sample;
    private final Shape target;
    private final DType targetType;
    private Engine engine;
    private final Updates updates;
    private final Tensor seed;
    private ProgramPool pool = new ProgramPool(this::compile);
    private Program last;

    TrainingStep(Model model, Optimizer optimizer, Tracer tracer, Shape sample, Shape target, DType targetType, Engine engine) {
        this.model = model;
        this.tracer = tracer;
        this.sample = sample;
        this.target = target;
        this.targetType = targetType;
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
        require("x", DType.FLOAT32, sample, batch.x(), n);
        require("y", targetType, target, batch.y(), n);
        Program program = pool.take(n);
        load(program, "x", batch.x());
        load(program, "y", batch.y());
        run(n, program);
        done(n, program);
    }

    /** Runs a loaded program for a batch of n; a loss that is not finite is traced to where it began. */
    void run(int n, Program program) {
        try {
            program.run();
        } catch (NotFiniteException e) {
            throw Diagnosis.of(this, n, program, step() + 1, e);
        }
    }

    /** An objective may leave x or y out. */
    private static void load(Program program, String name, NDArray values) {
        Slice slice = program.input(name);
        if (slice != null) {
            slice.load(values);
        }
    }

    private static void require(String name, DType dtype, Shape sample, NDArray given, int n) {
        Shape shape = given.shape();
        boolean fits = given.dtype() == dtype && shape.rank() == sample.rank() + 1 && shape.dim(0) == n;
        for (int i = 0; fits && i < sample.rank(); i++) {
            fits = shape.dim(i + 1) == sample.dim(i);
        }
        if (!fits) {
            throw new DypException("This step takes " + name + " as " + dtype + sample.batch(n) + ", but " + given.dtype() + shape
                    + " came. Reshape the batch, or make a step for other data.");
        }
    }

    Program take(int n) {
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

    public double learningRate() {
        return updates.learningRate();
    }

    /** From the next step on. */
    public void learningRate(double rate) {
        updates.learningRate(rate);
    }

    /** The program for a batch size, to look at: {@code explain()}, {@code verify(batch)}. */
    public Program program(int batchSize) {
        Program program = pool.take(batchSize);
        pool.giveBack(batchSize, program);
        return program;
    }

    /** The optimizer's variables: counters and slots. */
    public List<Variable> variables() {
        return updates.variables();
    }

    private Program compile(int n) {
        return Compiler.compile(graph(n), engine, Compiler.Options.GUARDED);
    }

    /** The whole step as a graph: outputs are the loss and the tracer's others. */
    Graph graph(int n) {
        Forward forward = forward(n);
        List<Tensor> gradients = Gradients.of(forward.loss(), forward.trace().weights());
        List<Tensor> outputs = new ArrayList<>(List.of(forward.loss()));
        outputs.addAll(forward.others());
        return new Graph(outputs, updates.of(forward.trace(), gradients));
    }

    /** The step up to the loss. */
    record Forward(Tensor loss, List<Tensor> others, Trace trace) {}

    Forward forward(int n) {
        Tensor key = Tensor.concat(0, seed, updates.iterations());
        Trace trace = new Trace(model.store(), true, key);
        Symbols batch = new Symbols(Tensor.input("x", DType.FLOAT32, sample.batch(n)), Tensor.input("y", targetType, target.batch(n)));
        Results results = tracer.trace(batch, x -> model.chain().apply(x, trace.root()));
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

    /** Makes sure that the data have the targets this step was made for. */
    void matches(Dataset data) {
        if (!data.targetShape().equals(target) || data.targetType() != targetType) {
            throw new DypException("This model learns targets of " + targetType + target + ", but " + data.targetType()
                    + data.targetShape() + " came. Compile it again for other targets.");
        }
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
