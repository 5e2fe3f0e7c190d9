package dyp.compile;

import dyp.op.Graphs;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Write-after-read: an update takes over its variable's memory, so it must wait for every step that still reads the old
 * value. These waits are edges that the graph itself does not have; without them plan and result are silently wrong.
 */
final class Hazards {
    private Hazards() {}

    /** For each updating step, the steps that have to come first. */
    static Map<Tensor, List<Tensor>> of(Graph graph) {
        Map<Tensor, List<Tensor>> waits = new HashMap<>();
        List<Tensor> sorted = graph.sorted();
        for (Tensor write : sorted) {
            List<Tensor> written = Storage.written(write);
            if (!written.isEmpty()) {
                waits.put(write, sorted.stream().filter(t -> t != write && !Storage.alias(t)
                        && written.stream().anyMatch(v -> Storage.reads(t, v))).toList());
            }
        }
        return waits;
    }

    /**
     * A reader of the old value that itself needs the new one can never be placed: it is given a copy, made before. The
     * same goes for an output that is the old value.
     */
    static Graph keepOldValues(Graph graph) {
        Map<Tensor, Tensor> writers = new HashMap<>();
        for (Tensor t : graph.sorted()) {
            for (Tensor variable : Storage.written(t)) {
                if (writers.put(variable, t) != null) {
                    throw new DypException(variable.op().label() + " is updated twice in one program; add the two changes up first.");
                }
            }
        }
        Map<Tensor, Set<Tensor>> after = new HashMap<>();
        writers.values().forEach(w -> after.put(w, dependents(graph, w)));
        Map<Tensor, Tensor> copies = new HashMap<>();
        Graph kept = graph.rewrite((old, inputs) -> {
            if (Storage.alias(old)) {
                return Graph.rebuild(old, old.op(), inputs);
            }
            List<Tensor> now = new ArrayList<>(inputs);
            for (int i = 0; i < now.size(); i++) {
                Tensor variable = Storage.base(old.input(i));
                Tensor write = writers.get(variable);
                if (write != null && write != old && after.get(write).contains(old)) {
                    now.set(i, copy(copies, variable).reshape(old.input(i).shape()));
                }
            }
            return Graph.rebuild(old, old.op(), now);
        });
        List<Tensor> outputs = new ArrayList<>();
        for (Tensor out : kept.outputs()) {
            Tensor variable = Storage.base(out);
            outputs.add(writers.containsKey(variable) ? copy(copies, variable).reshape(out.shape()) : out);
        }
        return new Graph(outputs, kept.updates());
    }

    private static Tensor copy(Map<Tensor, Tensor> copies, Tensor variable) {
        return copies.computeIfAbsent(variable, v -> Tensor.make(new View.Broadcast(v.shape()), v));
    }

    private static Set<Tensor> dependents(Graph graph, Tensor of) {
        Set<Tensor> found = new HashSet<>(Set.of(of));
        for (Tensor t : graph.sorted()) {
            if (t.inputs().stream().anyMatch(found::contains)) {
                found.add(t);
            }
        }
        return found;
    }
}
