package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One step of a {@link Scan} as a graph of its own. The first three are inputs of that graph: a program lays them where the
 * step finds its values.
 *
 * @param carried what the step before handed on
 * @param sequences this step's element of each sequence
 * @param constants what is the same in every step
 * @param next what is handed on
 * @param outputs what is kept of every step
 */
public record ScanBody(List<Tensor> carried, List<Tensor> sequences, List<Tensor> constants, List<Tensor> next, List<Tensor> outputs) {
    /** A body, and the tensors around it that its constants stand for. */
    record Closed(ScanBody body, List<Tensor> captured) {}

    /** What a step computes: what is handed on, then the outputs. */
    public List<Tensor> results() {
        List<Tensor> all = new ArrayList<>(next);
        all.addAll(outputs);
        return all;
    }

    /** The same step with other outputs kept. */
    public ScanBody outputs(List<Tensor> others) {
        return new ScanBody(carried, sequences, constants, next, others);
    }

    /**
     * Cuts a step out of the graph around it: whatever it uses that depends neither on the carried values nor on the
     * sequences' elements becomes a constant.
     *
     * @param carried tensors that stand for the carried values
     * @param sequences tensors that stand for this step's elements
     */
    static Closed close(List<Tensor> carried, List<Tensor> sequences, List<Tensor> next, List<Tensor> outputs) {
        requireFit(carried, next, outputs);
        Map<Tensor, Tensor> inside = new HashMap<>();
        List<Tensor> c = inputs("carried", carried, inside);
        List<Tensor> s = inputs("sequence", sequences, inside);
        ScanBody open = new ScanBody(c, s, List.of(), next, outputs);
        List<Tensor> order = Graphs.sorted(open.results(), t -> inside.containsKey(t) ? List.of() : t.inputs());
        Set<Tensor> varying = Graphs.dependents(order, inside.keySet());
        List<Tensor> used = new ArrayList<>(open.results());
        order.stream().filter(t -> varying.contains(t) && !inside.containsKey(t)).forEach(t -> used.addAll(t.inputs()));
        List<Tensor> captured = used.stream().filter(t -> !varying.contains(t) && !isNumber(t)).distinct().toList();
        List<Tensor> k = inputs("constant", captured, inside);
        List<Tensor> results = Graphs.replace(open.results(), inside);
        return new Closed(new ScanBody(c, s, k, results.subList(0, next.size()), results.subList(next.size(), results.size())), captured);
    }

    private static List<Tensor> inputs(String name, List<Tensor> instead, Map<Tensor, Tensor> inside) {
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor t : instead) {
            inputs.add(Tensor.input(name + " " + inputs.size(), t.dtype(), t.shape()));
            inside.put(t, inputs.getLast());
        }
        return inputs;
    }

    /** A known number, stretched or not, stays in the body, where the compiler works with it. */
    private static boolean isNumber(Tensor t) {
        return t.op() instanceof Leaf.Constant c ? c.value().size() == 1
                : (t.op() instanceof View.Broadcast || t.op() instanceof View.Reshape) && isNumber(t.input(0));
    }

    private static void requireFit(List<Tensor> carried, List<Tensor> next, List<Tensor> outputs) {
        if (next.size() != carried.size()) {
            throw new DypException("[scan] " + carried.size() + " values are carried in, but the step hands on " + next.size() + ".");
        }
        for (int i = 0; i < next.size(); i++) {
            Shape shape = carried.get(i).shape();
            Scan.require("carried value " + i, shape, next.get(i).shape());
            requireFloat(carried.get(i));
            requireFloat(next.get(i));
        }
        outputs.forEach(ScanBody::requireFloat);
    }

    private static void requireFloat(Tensor t) {
        if (t.dtype() != DType.FLOAT32) {
            throw new DypException("[scan] what is carried and put out is float32, but " + t + " came. Use cast(FLOAT32).");
        }
    }
}
