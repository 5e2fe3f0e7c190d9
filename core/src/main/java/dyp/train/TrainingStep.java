package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.grad.Gradients;
import dyp.init.Initializers;
import dyp.nn.Trace;
import dyp.nn.Variables;
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
    private final Optimizer optimizer;
    private final Tracer tracer;
    private final Shape sample;
    private final Shape target;
    private final DType targetType;
    private Engine engine;
    private final Variables slots;
    private final Tensor seed;
    private final Tensor iterations;
    private final Tensor learningRate;
    private ProgramPool pool = new ProgramPool(this::compile);
    private Program last;

    TrainingStep(Model model, Optimizer optimizer, Tracer tracer, Shape sample, Shape target, DType targetType, Engine engine) {
        this.model = model;
        this.optimizer = optimizer;
        this.tracer = tracer;
        this.sample = sample;
        this.target = target;
        this.targetType = targetType;
        this.engine = engine;
        this.slots = new Variables(model.seed());
        this.seed = Tensor.constant(NDArray.of(new int[] {(int) model.seed(), (int) (model.seed() >>> 32)}));
        this.iterations = Tensor.make(new Variable("optimizer/iterations", NDArray.of(new int[1]), false));
        this.learningRate = Tensor.make(new Variable("optimizer/learning_rate", NDArray.scalar((float) optimizer.learningRate()), false));
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
        return Variables.variable(iterations).value().ints()[0];
    }

    public double learningRate() {
        return Variables.variable(learningRate).value().item();
    }

    /** From the next step on. */
    public void learningRate(double rate) {
        Variables.variable(learningRate).value().floats()[0] = (float) rate;
    }

    /** The program for a batch size, to look at: {@code explain()}, {@code verify(batch)}. */
    public Program program(int batchSize) {
        Program program = pool.take(batchSize);
        pool.giveBack(batchSize, program);
        return program;
    }

    /** The optimizer's variables: counters and slots. */
    public List<Variable> variables() {
        List<Variable> all = new ArrayList<>(List.of(Variables.variable(iterations), Variables.variable(learningRate)));
        all.addAll(slots.all());
        return all;
    }

    private Program compile(int n) {
        return Compiler.compile(graph(n), engine, Compiler.Options.GUARDED);
    }

    /** The whole step as a graph: outputs are the loss and the tracer's others. */
    Graph graph(int n) {
        Forward forward = forward(n);
        List<Tensor> weights = forward.trace().weights();
        List<Tensor> gradients = Gradients.of(forward.loss(), weights);
        List<Tensor> updates = new ArrayList<>();
        Tensor count = iterations.add(1);
        Tensor step = count.cast(DType.FLOAT32).reshape(Shape.SCALAR);
        // Last layer first: its gradient is ready first, and is spent before the next one is made.
        for (int i = weights.size() - 1; i >= 0; i--) {
            Tensor weight = weights.get(i);
            Slots state = new Slots(Variables.variable(weight).name(), weight.shape(), step, updates);
            Tensor gradient = gradients.get(i);
            updates.add(Tensor.labelled(state.path, () -> weight.update(optimizer.next(weight, gradient, state))));
        }
        updates.addAll(forward.trace().updates());
        updates.add(iterations.update(count));
        List<Tensor> outputs = new ArrayList<>(List.of(forward.loss()));
        outputs.addAll(forward.others());
        return new Graph(outputs, updates);
    }

    /** The step up to the loss. */
    record Forward(Tensor loss, List<Tensor> others, Trace trace) {}

    Forward forward(int n) {
        Tensor key = Tensor.concat(0, seed, iterations);
        Trace trace = new Trace(model.store(), true, key);
        Symbols batch = new Symbols(Tensor.input("x", DType.FLOAT32, sample.batch(n)), Tensor.input("y", targetType, target.batch(n)));
        Results results = tracer.trace(batch, x -> model.chain().apply(x, trace.root()));
        if (results.loss().shape().size() != 1) {
            throw new DypException("The loss must be one number, but has shape " + results.loss().shape() + ". Take its mean().");
        }
        return new Forward(penalised(results.loss(), trace), results.others(), trace);
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

    /** What one weight's rule can ask for. */
    private final class Slots implements Optimizer.State {
        private final String path;
        private final Shape shape;
        private final Tensor step;
        private final List<Tensor> updates;

        Slots(String weight, Shape shape, Tensor step, List<Tensor> updates) {
            this.path = "optimizer/" + weight;
            this.shape = shape;
            this.step = step;
            this.updates = updates;
        }

        @Override
        public Tensor slot(String name) {
            return slots.get(path + "/" + name, Initializers.zeros(), false, shape);
        }

        @Override
        public Tensor update(Tensor slot, Tensor value) {
            Tensor next = slot.update(value);
            updates.add(next);
            return next;
        }

        @Override
        public Tensor learningRate() {
            return learningRate;
        }

        @Override
        public Tensor step() {
            return step;
        }
    }
}
