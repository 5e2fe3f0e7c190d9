package dyp.runtime;

import dyp.op.Evaluator;
import dyp.op.Graphs;
import dyp.op.Leaf;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a graph as it was written, node by node, each into memory of its own, by the reference loops. Nothing is fused,
 * shared or overwritten: an update gives the variable's next value and leaves the variable alone. It is the compiler's
 * oracle, the debugger, and what a lesson's {@code tensor.value()} uses.
 */
public final class Interpreter implements Evaluator {
    /** Precision of the float32 values in between. Gradient checks need DOUBLE. */
    public enum Precision { FLOAT, DOUBLE }

    private final Precision precision;
    private final Backend scalar = Engine.scalar();

    public Interpreter() {
        this(Precision.FLOAT);
    }

    public Interpreter(Precision precision) {
        this.precision = precision;
    }

    @Override
    public List<NDArray> evaluate(List<Tensor> tensors) {
        return evaluate(tensors, Map.of());
    }

    /** Values of the tensors, given the inputs by name. */
    public List<NDArray> evaluate(List<Tensor> tensors, Map<String, NDArray> inputs) {
        Map<String, Slice> slices = new HashMap<>();
        inputs.forEach((name, array) -> slices.put(name, Slice.of(array)));
        Map<Tensor, Slice> values = run(tensors, slices);
        return tensors.stream().map(t -> values.get(t).toArray(t.shape())).toList();
    }

    /** The value of every tensor that these depend on, themselves included. */
    public Map<Tensor, Slice> run(List<Tensor> tensors, Map<String, Slice> inputs) {
        Map<Tensor, Slice> values = new HashMap<>();
        for (Tensor t : Graphs.sorted(tensors)) {
            values.put(t, value(t, values, inputs));
        }
        return values;
    }

    private Slice value(Tensor t, Map<Tensor, Slice> values, Map<String, Slice> inputs) {
        return switch (t.op()) {
            case Leaf.Constant c -> Slice.of(c.value());
            case Leaf.Variable v -> Slice.of(v.value());
            case Leaf.Input in -> {
                Slice given = inputs.get(in.name());
                if (given == null || given.length() != t.shape().size() || given.dtype() != t.dtype()) {
                    throw new DypException("Input '" + in.name() + "' is " + t.dtype() + t.shape() + " but "
                            + (given == null ? "none was given" : given.length() + " values of " + given.dtype() + " came") + ".");
                }
                yield given;
            }
            case View.Reshape r -> values.get(t.input(0));
            case View.StopGradient s -> values.get(t.input(0));
            default -> {
                Slice out = fresh(t.dtype(), t.shape());
                for (Step step : bind(t, t.inputs().stream().map(values::get).toList(), out)) {
                    for (int task = 0; task < step.tasks(); task++) {
                        step.run(task, 0);
                    }
                }
                yield out;
            }
        };
    }

    private List<Step> bind(Tensor t, List<Slice> inputs, Slice out) {
        if (t.op() instanceof Scan scan) {
            return List.of(loop(scan, inputs, out));
        }
        Slice scratch = fresh(DType.FLOAT32, Shape.of((int) scalar.scratchFloats(t, 1)));
        return scalar.bind(t, new Slices(inputs, out, scratch, 1));
    }

    /** A scan's body, each of its values in memory of its own, bound once and run for every step. */
    private Loop loop(Scan scan, List<Slice> inputs, Slice out) {
        Map<Tensor, Slice> values = new HashMap<>();
        Loop.give(scan, inputs, out, values);
        List<Step> steps = new ArrayList<>();
        for (Tensor t : Graphs.sorted(scan.body().results())) {
            switch (t.op()) {
                case Leaf.Constant c -> values.put(t, Slice.of(c.value()));
                case View.Reshape _, View.StopGradient _ -> values.put(t, values.get(t.input(0)));
                case Leaf _ -> values.computeIfAbsent(t, k -> fresh(t.dtype(), t.shape()));
                default -> {
                    values.put(t, fresh(t.dtype(), t.shape()));
                    steps.addAll(bind(t, t.inputs().stream().map(values::get).toList(), values.get(t)));
                }
            }
        }
        return new Loop(scan, inputs, out, values, scan.body().results().stream().map(values::get).toList(), steps);
    }

    private Slice fresh(DType dtype, Shape shape) {
        return dtype == DType.FLOAT32 && precision == Precision.DOUBLE
                ? Slice.of(new double[shape.size()])
                : Slice.of(NDArray.zeros(dtype, shape));
    }
}
