package dyp.compile;

import dyp.op.Cost;
import dyp.op.Elementwise;
import dyp.op.Leaf;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Loop;
import dyp.runtime.NotFiniteException;
import dyp.runtime.Program;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /**
     * A graph after all passes, in order, with its memory laid out.
     *
     * @param bodies the same for the bodies of scans, whose memory is their step's scratch
     */
    private record Plan(Graph graph, List<Tensor> order, MemoryPlan memory, Map<Tensor, Plan> bodies) {
        long bytes() {
            long own = 4L * memory.size(DType.INT32);
            return own + bodies.values().stream().mapToLong(Plan::bytes).sum();
        }
    }

    private Program program(Graph source) {
        requireListed(source);
        Plan plan = plan(source, Set.of());
        float[] floats = new float[plan.memory.size(DType.FLOAT32)];
        Map<String, Slice> inputs = new LinkedHashMap<>();
        Arena arena = new Arena(floats, 0, new int[plan.memory.size(DType.INT32)], new HashMap<>());
        List<Program.Bound> steps = bind(plan, arena, options.guard() ? plan.graph.outputs().getFirst() : null);
        for (Tensor t : plan.order) {
            if (t.op() instanceof Leaf.Input in) {
                inputs.put(in.name(), arena.memory.get(t));
            }
        }
        List<Slice> outputs = plan.graph.outputs().stream().map(arena.memory::get).toList();
        return new Program(source.outputs(), source.updates(), inputs, outputs, steps, engine.workers(), 4L * floats.length + plan.bytes());
    }

    /** @param elsewhere inputs that lie outside of the graph's own memory */
    private Plan plan(Graph source, Set<Tensor> elsewhere) {
        Graph graph = Scans.merge(Simplify.apply(source));
        graph = options.fuse() ? Fuse.apply(Strides.apply(graph)) : graph;
        graph = Hazards.keepOldValues(graph);
        List<Tensor> order = Schedule.of(graph, options.hazards() ? Hazards.of(graph) : Map.of());
        Map<Tensor, Plan> bodies = new HashMap<>();
        for (Tensor t : order) {
            if (t.op() instanceof Scan s) {
                Set<Tensor> given = new HashSet<>(s.body().carried());
                given.addAll(s.body().constants());
                bodies.put(t, plan(new Graph(s.body().results(), List.of()), given));
            }
        }
        return new Plan(graph, order, new MemoryPlan(order, graph.outputs(), elsewhere, t -> scratchFloats(t, bodies),
                (t, input) -> !bodies.containsKey(t) && engine.backend(t).overwrites(t, input)), bodies);
    }

    private long scratchFloats(Tensor t, Map<Tensor, Plan> bodies) {
        return bodies.containsKey(t) ? Math.max(1, bodies.get(t).memory.size(DType.FLOAT32) - MemoryPlan.FIRST)
                : engine.backend(t).scratchFloats(t, engine.workers().threads());
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

    /** Where a plan's values lie: from {@code base} on in an array of floats, and in one of ints. */
    private record Arena(float[] floats, int base, int[] ints, Map<Tensor, Slice> memory) {
        Slice slice(MemoryPlan.Block block) {
            return block.dtype == DType.FLOAT32 ? Slice.of(floats, base + block.offset, block.size) : Slice.of(ints, block.offset, block.size);
        }
    }

    /** @param guarded what has to be finite for the run to go on, or null */
    private List<Program.Bound> bind(Plan plan, Arena arena, Tensor guarded) {
        List<Program.Bound> steps = new ArrayList<>();
        for (Tensor t : plan.order) {
            MemoryPlan.Block block = plan.memory.values.get(t);
            arena.memory.putIfAbsent(t, slice(t, block, arena));
            if (!Storage.given(t) && !Storage.alias(t)) {
                int offset = block == null ? -1 : arena.base + block.offset;
                steps.add(t.op() instanceof Scan s ? loop(t, s, plan, arena, offset) : step(t, plan, arena, offset));
            }
            if (t == guarded) {
                steps.add(new Program.Bound(null, List.of(guard(arena.memory.get(t))), List.of()));
            }
        }
        return steps;
    }

    private Slice slice(Tensor t, MemoryPlan.Block block, Arena arena) {
        List<Tensor> written = Storage.written(t);
        return switch (t.op()) {
            case Leaf.Constant c -> Slice.of(c.value());
            case Leaf.Variable v -> Slice.of(v.value());
            default -> Storage.alias(t) ? arena.memory.get(t.input(0)).part(Storage.offset(t), t.shape().size())
                    : !written.isEmpty() ? arena.memory.get(written.getLast())
                    : block == null ? null
                    : arena.slice(block);
        };
    }

    private Program.Bound step(Tensor t, Plan plan, Arena arena, int offset) {
        MemoryPlan.Block scratch = plan.memory.scratch.get(t);
        Slice room = scratch == null ? Slice.of(arena.floats, 0, 0) : arena.slice(scratch);
        List<Step> bound = engine.backend(t).bind(t, new Slices(inputs(t, arena), arena.memory.get(t), room, engine.workers().threads()));
        return new Program.Bound(line(t, engine.backend(t).name(), bound.stream().mapToInt(Step::tasks).sum(), offset), bound, List.of());
    }

    /** A scan's body is bound within the scratch of its step. */
    private Program.Bound loop(Tensor t, Scan scan, Plan plan, Arena arena, int offset) {
        Plan body = plan.bodies.get(t);
        int base = arena.base + plan.memory.scratch.get(t).offset - MemoryPlan.FIRST;
        Arena inner = new Arena(arena.floats, base, new int[body.memory.size(DType.INT32)], new HashMap<>());
        Loop.give(scan, inputs(t, arena), arena.memory.get(t), inner.memory);
        List<Program.Bound> steps = bind(body, inner, null);
        Loop loop = new Loop(scan, inputs(t, arena), arena.memory.get(t), inner.memory,
                body.graph.outputs().stream().map(inner.memory::get).toList(), steps.stream().flatMap(b -> b.steps().stream()).toList());
        return new Program.Bound(line(t, "loop", loop.tasks(), offset), List.of(loop), steps.stream().flatMap(b -> b.lines().stream()).toList());
    }

    private static List<Slice> inputs(Tensor t, Arena arena) {
        return t.inputs().stream().map(arena.memory::get).toList();
    }

    private static Program.Line line(Tensor t, String backend, int tasks, int offset) {
        return new Program.Line(t.op().label(), t.path(), t.dtype(), t.shape(), backend, tasks, offset, !Storage.written(t).isEmpty(),
                Cost.of(t));
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
