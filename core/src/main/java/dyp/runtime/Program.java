package dyp.runtime;

import dyp.op.Cost;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A compiled graph: steps over one arena, in order. Fill the inputs, run, read the outputs. A run allocates nothing. A
 * program is used by one thread at a time; programs of the same variables see each other's updates.
 */
public final class Program {
    /**
     * One line of the plan.
     *
     * @param offset where in the arena the result lies; -1 where it lies in a variable's own memory
     * @param updates whether the step overwrites a variable
     * @param cost what the op takes at least
     */
    public record Line(String op, String path, DType dtype, Shape shape, String backend, int tasks, int offset, boolean updates, Cost cost) {
        long bytes() {
            return (long) shape.size() * dtype.bytes();
        }

        Line indented() {
            return new Line("  " + op, path, dtype, shape, backend, tasks, offset, updates, cost);
        }
    }

    /**
     * The steps that a line of the plan was bound to.
     *
     * @param line null for a guard
     * @param body the lines of a loop's body
     */
    public record Bound(Line line, List<Step> steps, List<Line> body) {
        /** The line and its body's. */
        public List<Line> lines() {
            return line == null ? List.of() : Stream.concat(Stream.of(line), body.stream().map(l -> l.indented())).toList();
        }
    }

    private final List<Tensor> sourceOutputs;
    private final List<Tensor> sourceUpdates;
    private final Map<String, Slice> inputs;
    private final List<Slice> outputs;
    private final List<Bound> plan;
    private final List<Line> lines;
    private final Step[] steps;
    private final Workers workers;
    private final long arenaBytes;

    public Program(List<Tensor> sourceOutputs, List<Tensor> sourceUpdates, Map<String, Slice> inputs, List<Slice> outputs,
            List<Bound> plan, Workers workers, long arenaBytes) {
        this.sourceOutputs = sourceOutputs;
        this.sourceUpdates = sourceUpdates;
        this.inputs = inputs;
        this.outputs = outputs;
        this.plan = List.copyOf(plan);
        this.lines = plan.stream().flatMap(b -> b.lines().stream()).toList();
        this.steps = plan.stream().flatMap(b -> b.steps().stream()).toArray(Step[]::new);
        this.workers = workers;
        this.arenaBytes = arenaBytes;
    }

    /** Where an input is to be written before a run; null where the graph does not use it. */
    public Slice input(String name) {
        return inputs.get(name);
    }

    /** Runs all steps. */
    public void run() {
        workers.run(steps);
    }

    /** Fills the inputs and runs. */
    public void run(Map<String, NDArray> values) {
        load(values);
        run();
    }

    private void load(Map<String, NDArray> values) {
        inputs.forEach((name, slice) -> {
            NDArray value = values.get(name);
            if (value == null || value.size() != slice.length() || value.dtype() != slice.dtype()) {
                throw new DypException("Input '" + name + "' takes " + slice.length() + " values of " + slice.dtype() + ", but "
                        + (value == null ? "none came" : value.dtype() + value.shape().toString() + " came") + ".");
            }
            slice.load(value);
        });
    }

    /** The memory that an output lies in after a run, until the next. */
    public Slice output(int i) {
        return outputs.get(i);
    }

    /** How many outputs there are. */
    public int outputs() {
        return outputs.size();
    }

    public DType type(int i) {
        return sourceOutputs.get(i).dtype();
    }

    public Shape shape(int i) {
        return sourceOutputs.get(i).shape();
    }

    /** A copy of an output. */
    public NDArray value(int i) {
        return outputs.get(i).toArray(shape(i));
    }

    public List<Line> lines() {
        return lines;
    }

    /** Bytes of the arena: all intermediate values and scratch, without the variables. */
    public long arenaBytes() {
        return arenaBytes;
    }

    /** The plan, a line per step: op, layer, shape, backend, tasks, place and size in the arena. */
    public String explain() {
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%4s  %-40s %-24s %-20s %-7s %5s %10s %12s%n",
                "step", "op", "layer", "shape", "backend", "tasks", "offset", "bytes"));
        for (int i = 0; i < lines.size(); i++) {
            Line l = lines.get(i);
            out.append(String.format(Locale.ROOT, "%4d  %-40s %-24s %-20s %-7s %5d %10s %,12d%n", i, l.op(), l.path(),
                    (l.dtype() == DType.INT32 ? "int32 " : "") + l.shape(), l.backend(), l.tasks(),
                    l.updates() ? "in place" : Integer.toString(l.offset()), l.bytes()));
        }
        long apart = lines.stream().filter(l -> !l.updates()).mapToLong(Line::bytes).sum();
        out.append(String.format(Locale.ROOT, "%d steps, arena of %,d bytes with scratch (results alone, none shared: %,d)%n", lines.size(), arenaBytes, apart));
        return out.toString();
    }

    /** How long a line of the plan takes: the median over some runs, in nanoseconds. */
    public record Timing(Line line, double nanos) {}

    /**
     * Runs the program again and again on what its inputs hold, and says where the time goes, in the plan's order. Variables are
     * updated as by any run.
     */
    public List<Timing> timings(int runs) {
        long[][] nanos = new long[plan.size()][runs];
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < plan.size(); i++) {
                Step[] own = plan.get(i).steps().toArray(Step[]::new);
                long start = System.nanoTime();
                workers.run(own);
                nanos[i][run] = System.nanoTime() - start;
            }
        }
        return IntStream.range(0, plan.size()).filter(i -> plan.get(i).line() != null)
                .mapToObj(i -> new Timing(plan.get(i).line(), Arrays.stream(nanos[i]).sorted().toArray()[runs / 2])).toList();
    }

    /** {@link #timings} as text, the slowest line first, with what each reaches: GFLOP/s of the direct count, and GB/s. */
    public String profile(int runs) {
        List<Timing> timings = timings(runs);
        double total = timings.stream().mapToDouble(Timing::nanos).sum();
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%12s %6s %7s %6s  %-40s %s%n", "time", "share", "GFLOP/s", "GB/s", "op", "layer"));
        timings.stream().sorted(Comparator.comparingDouble(t -> -t.nanos)).forEach(t -> out.append(String.format(Locale.ROOT,
                "%9.3f ms %5.1f%% %7.1f %6.1f  %-40s %s%n", t.nanos / 1e6, 100 * t.nanos / total, t.line.cost().flops() / t.nanos,
                t.line.cost().bytes() / t.nanos, t.line.op(), t.line.path())));
        return out.append(String.format(Locale.ROOT, "%9.3f ms in all%n", total / 1e6)).toString();
    }

    /**
     * Runs the batch through the interpreter and through this program and compares all outputs and updated variables.
     * The variables are put back as they were.
     *
     * @param tolerance largest difference allowed, as |a - b| / (1 + |b|)
     * @throws DypException that names the first output or variable that differs
     */
    public void verify(Map<String, NDArray> batch, double tolerance) {
        List<Tensor> roots = new ArrayList<>(sourceOutputs);
        roots.addAll(sourceUpdates);
        List<NDArray> expected = new Interpreter().evaluate(roots, batch);
        List<NDArray> before = sourceUpdates.stream().map(u -> variable(u).copy()).toList();
        try {
            run(batch);
            for (int i = 0; i < roots.size(); i++) {
                boolean output = i < sourceOutputs.size();
                NDArray actual = output ? value(i) : variable(roots.get(i));
                compare(output ? "output " + i + " (" + roots.get(i) + ")" : roots.get(i).input(0).op().label(), actual, expected.get(i), tolerance);
            }
        } finally {
            for (int i = 0; i < before.size(); i++) {
                System.arraycopy(before.get(i).data(), 0, variable(sourceUpdates.get(i)).data(), 0, before.get(i).size());
            }
        }
    }

    private static NDArray variable(Tensor update) {
        return ((Leaf.Variable) update.input(0).op()).value();
    }

    private static void compare(String what, NDArray actual, NDArray expected, double tolerance) {
        for (int i = 0; i < expected.size(); i++) {
            double a = actual.at(i);
            double e = expected.at(i);
            boolean near = Math.abs(a - e) <= tolerance * (1 + Math.abs(e)) || Double.compare(a, e) == 0;
            if (!near) {
                throw new DypException("Compiled program and interpreter differ in " + what + " at flat index " + i
                        + ": " + a + " and " + e + ".");
            }
        }
    }
}
