package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Program;
import dyp.tensor.NDArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What else a step's batch says: a program of its own, run on the batch that a step is about to learn from, with the same
 * weights and the same dropout. The training step stays as it is, and pays nothing where no probe is run.
 */
public final class Probe {
    private record Compiled(Program program, List<Leaf.Input> inputs) {}

    private final Function<TrainingStep.Traced, List<Tensor>> what;
    private final Map<Integer, Compiled> compiled = new HashMap<>();
    private TrainingStep step;

    /** @param what from the traced step to the symbols whose values are asked for; called once per batch size */
    public Probe(Function<TrainingStep.Traced, List<Tensor>> what) {
        this.what = what;
    }

    /** The values, on the batch of the step under way: to be called in {@link Callback#onBatchBegin}. */
    public List<NDArray> run(Training training) {
        if (step != training.trainingStep()) {
            step = training.trainingStep();
            compiled.clear();
        }
        Compiled own = compiled.computeIfAbsent(training.batchSize(), this::compile);
        for (Leaf.Input in : own.inputs) {
            own.program.input(in.name()).load(training.program().input(in.name()).toArray(in.shape()));
        }
        own.program.run();
        return IntStream.range(0, own.program.outputs()).mapToObj(own.program::value).toList();
    }

    private Compiled compile(int n) {
        Graph graph = new Graph(what.apply(step.traced(n)), List.of());
        List<Leaf.Input> inputs = graph.sorted().stream().filter(t -> t.op() instanceof Leaf.Input).map(t -> (Leaf.Input) t.op()).distinct().toList();
        return new Compiled(Compiler.compile(graph, step.engine()), inputs);
    }
}
