package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.grad.Gradients;
import dyp.op.Elementwise;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case compiled, with its gradient, against the interpreter; and the same bits on any number of threads. */
class OpCompiledTest {
    private static final long SEED = 3;
    private static final Compiler.Options FUSED = Compiler.Options.DEFAULT;
    private static final Compiler.Options UNFUSED = new Compiler.Options(false, true, false);

    static List<OpCase> cases() {
        return OpCases.all();
    }

    /** Those that update nothing. */
    static List<OpCase> pure() {
        return OpCases.all().stream().filter(c -> !(c.output(c.inputs()).op() instanceof Elementwise.Update)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCompiledProgramAgreesWithTheInterpreter(OpCase c) {
        Map<String, NDArray> values = c.values(SEED);
        Engine scalar = new Engine(List.of(Engine.scalar()), Engine.threads(2).workers());
        Compiler.compile(c.graph(SEED), Engine.threads(2), FUSED).verify(values, c.tolerance());
        Compiler.compile(c.graph(SEED), Engine.threads(1), UNFUSED).verify(values, c.tolerance());
        Compiler.compile(c.graph(SEED), scalar, FUSED).verify(values, c.tolerance());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theBitsDoNotDependOnTheThreads(OpCase c) {
        Map<String, NDArray> values = c.values(SEED);
        for (Compiler.Options options : List.of(FUSED, UNFUSED)) {
            List<NDArray> one = run(c, values, 1, options);
            for (int threads = 2; threads <= 3; threads++) {
                assertEquals(one, run(c, values, threads, options), c + ", seed " + SEED + " on " + threads + " threads, " + options);
            }
        }
    }

    /** As in a served model: what is constant is worked out, and weights packed, before the first run. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pure")
    void constantsGiveTheSameBitsAtEveryRun(OpCase c) {
        Map<String, NDArray> values = c.values(SEED);
        List<NDArray> first = null;
        for (int threads = 1; threads <= 3; threads++) {
            Graph graph = constants(c, values);
            Program program = Compiler.compile(graph, Engine.threads(threads));
            program.verify(values, c.tolerance());
            List<NDArray> once = outputs(graph, program);
            program.run(values);
            assertEquals(once, outputs(graph, program), c + ", second run on " + threads + " threads");
            first = first == null ? once : first;
            assertEquals(first, once, c + " on " + threads + " threads");
        }
    }

    /** The case, with its gradient, as a function of its first input alone. */
    private static Graph constants(OpCase c, Map<String, NDArray> values) {
        List<Tensor> inputs = new ArrayList<>(c.inputs());
        for (int i = 1; i < inputs.size(); i++) {
            inputs.set(i, Tensor.constant(values.get(Arg.name(i)).copy()));
        }
        Tensor y = c.output(inputs);
        boolean learns = !inputs.isEmpty() && c.differentiable(c.inputs()).contains(c.inputs().getFirst());
        List<Tensor> outputs = new ArrayList<>(List.of(y));
        if (learns) {
            outputs.addAll(Gradients.of(OpCase.loss(y, SEED), List.of(inputs.getFirst())));
        }
        return new Graph(outputs, List.of());
    }

    /** The outputs of a run. Where nothing is updated, a second run over the same memory must give them again. */
    private static List<NDArray> run(OpCase c, Map<String, NDArray> values, int threads, Compiler.Options options) {
        Graph graph = c.graph(SEED);
        Program program = Compiler.compile(graph, Engine.threads(threads), options);
        program.run(values);
        List<NDArray> first = outputs(graph, program);
        program.run(values);
        if (graph.updates().isEmpty()) {
            assertEquals(first, outputs(graph, program), c + ", second run on " + threads + " threads, " + options);
        }
        return first;
    }

    private static List<NDArray> outputs(Graph graph, Program program) {
        return IntStream.range(0, graph.outputs().size()).mapToObj(program::value).toList();
    }
}
