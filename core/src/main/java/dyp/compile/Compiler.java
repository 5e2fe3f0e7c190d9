package dyp.compile;

import dyp.op.Elementwise;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.NotFiniteException;
import dyp.runtime.Program;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a graph to a program, in a row of small passes: simplify, fuse, keep hazards, schedule, plan memory, bind. */
public final class Compiler {
    /**
     * What to leave out; everything is on unless a test or a lesson says otherwise.
     *
     * @param fuse join elementwise chains
     * @param hazards wait for readers before overwriting a variable (a test drops this and must fail)
     * @param guard stop a run with {@link NotFiniteException} right after the first output came out NaN or infinite,
     *     before any update
     */
    public record Options(boolean fuse, boolean hazards, boolean guard) {
        public static final Options DEFAULT = new Options(true, true, false);
        public static final Options GUARDED = new Options(true, true, true);
    }

    private final Engine engine;
    private final Options options;
    private final Map<Tensor, Slice> memory = new HashMap<>();
    private float[] floats;
    private int[] ints;

    private Compiler(Engine engine, Options options) {
        this.engine = engine;
        this.options = options;
    }

    public static Program compile(Graph graph, Engine engine) {
        return compile(graph, engine, Options.DEFAULT);
    }

    public static Program compile(Graph graph, Engine engine, Options options) {
        return new Compiler(engine, options).program(graph);
    }

    private Program program(Graph source) {
        requireListed(source);
        Graph graph = Simplify.apply(source);
        graph = options.fuse() ? Fuse.apply(graph) : graph;
        graph = Hazards.keepOldValues(graph);
        List<Tensor> order = Schedule.of(graph, options.hazards() ? Hazards.of(graph) : Map.of());
        MemoryPlan plan = new MemoryPlan(order, graph.outputs(), engine);
        floats = new float[plan.size(DType.FLOAT32)];
        ints = new int[plan.size(DType.INT32)];
        return bind(source, graph, order, plan);
    }

    /** Nothing may change a variable behind the caller's back: each update is one of the graph's. */
    private static void requireListed(Graph source) {
        for (Tensor t : source.sorted()) {
            if (t.op() instanceof Elementwise.Update && !source.updates().contains(t)) {
                throw new DypException(t.input(0).op().label() + " is updated on the way to an output, but that update is not among"
                        + " the graph's updates. List it there.");
            }
        }
    }

    private Program bind(Graph source, Graph graph, List<Tensor> order, MemoryPlan plan) {
        List<Program.Bound> steps = new ArrayList<>();
        Map<String, Slice> inputs = new LinkedHashMap<>();
        for (Tensor t : order) {
            MemoryPlan.Block block = plan.values.get(t);
            memory.put(t, slice(t, block));
            if (t.op() instanceof Leaf.Input in) {
                inputs.put(in.name(), memory.get(t));
            }
            if (!Storage.given(t) && !Storage.alias(t)) {
                List<Step> bound = engine.backend(t).bind(t, slices(t, plan.scratch.get(t)));
                steps.add(new Program.Bound(new Program.Line(t.op().label(), t.path(), t.dtype(), t.shape(), engine.backend(t).name(),
                        bound.stream().mapToInt(Step::tasks).sum(), block == null ? -1 : block.offset, !Storage.written(t).isEmpty()), bound));
            }
            if (options.guard() && t == Storage.base(graph.outputs().getFirst())) {
                steps.add(new Program.Bound(null, List.of(guard(memory.get(t)))));
            }
        }
        List<Slice> outputs = graph.outputs().stream().map(memory::get).toList();
        long bytes = 4L * (floats.length + ints.length);
        return new Program(source.outputs(), source.updates(), inputs, outputs, steps, engine.workers(), bytes);
    }

    private Slice slice(Tensor t, MemoryPlan.Block block) {
        List<Tensor> written = Storage.written(t);
        return switch (t.op()) {
            case Leaf.Constant c -> Slice.of(c.value());
            case Leaf.Variable v -> Slice.of(v.value());
            default -> Storage.alias(t) ? memory.get(t.input(0))
                    : !written.isEmpty() ? memory.get(written.getLast())
                    : t.dtype() == DType.FLOAT32 ? Slice.of(floats, block.offset, block.size)
                    : Slice.of(ints, block.offset, block.size);
        };
    }

    private Slices slices(Tensor t, MemoryPlan.Block scratch) {
        Slice room = scratch == null ? Slice.of(floats, 0, 0) : Slice.of(floats, scratch.offset, scratch.size);
        return new Slices(t.inputs().stream().map(memory::get).toList(), memory.get(t), room, engine.workers().threads());
    }

    private static Step guard(Slice loss) {
        return (task, lane) -> {
            for (int i = 0; i < loss.length(); i++) {
                if (!Double.isFinite(loss.get(i))) {
                    throw new NotFiniteException(loss.get(i));
                }
            }
        };
    }
}
