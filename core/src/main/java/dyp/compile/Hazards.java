package dyp.compile;

import dyp.op.Graphs;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DypException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
        Map<Tensor, Set<Tensor>> readers = readers(sorted);
        Map<Tensor, Integer> place = new HashMap<>();
        sorted.forEach(t -> place.put(t, place.size()));
        for (Tensor write : sorted) {
            List<Tensor> written = Storage.written(write);
            if (!written.isEmpty()) {
                waits.put(write, written.stream().flatMap(v -> readers.getOrDefault(v, Set.of()).stream()).filter(t -> t != write).distinct()
                        .sorted(Comparator.comparing(place::get)).toList());
            }
        }
        return waits;
    }

    /** Of whatever memory, the steps that read it, in order: found in one go, as a deep network has hundreds of variables. */
    private static Map<Tensor, Set<Tensor>> readers(List<Tensor> sorted) {
        Map<Tensor, Set<Tensor>> readers = new HashMap<>();
        for (Tensor t : sorted) {
            if (!Storage.alias(t)) {
                t.inputs().forEach(in -> readers.computeIfAbsent(Storage.base(in), _ -> new LinkedHashSet<>()).add(t));
            }
        }
        return readers;
    }

    /**
     * A reader of the old value that can only be placed after the step that overwrites it is given a copy, made before: it
     * needs the new value as well, or two updates each read what the other overwrites. The same goes for an output that is
     * the old value.
     */
    static Graph keepOldValues(Graph graph) {
        Map<Tensor, Tensor> writers = writers(graph);
        Map<Tensor, Set<Tensor>> late = late(graph, writers);
        Map<Tensor, Tensor> copies = new HashMap<>();
        Graph kept = graph.rewrite((old, inputs) -> {
            if (Storage.alias(old)) {
                return Graph.rebuild(old, old.op(), inputs);
            }
            List<Tensor> now = new ArrayList<>(inputs);
            for (int i = 0; i < now.size(); i++) {
                Tensor variable = Storage.base(old.input(i));
                if (late.getOrDefault(variable, Set.of()).contains(old)) {
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

    private static Map<Tensor, Tensor> writers(Graph graph) {
        Map<Tensor, Tensor> writers = new LinkedHashMap<>();
        for (Tensor t : graph.sorted()) {
            for (Tensor variable : Storage.written(t)) {
                if (writers.put(variable, t) != null) {
                    throw new DypException(variable.op().label() + " is updated twice in one program; add the two changes up first.");
                }
            }
        }
        return writers;
    }

    /** For each variable, the readers of its old value that cannot come before the step that overwrites it. */
    private static Map<Tensor, Set<Tensor>> late(Graph graph, Map<Tensor, Tensor> writers) {
        List<Tensor> sorted = graph.sorted();
        Map<Tensor, List<Tensor>> after = Graphs.consumers(sorted);
        Map<Tensor, Set<Tensor>> late = new HashMap<>();
        Map<Tensor, Set<Tensor>> readers = readers(sorted);
        writers.forEach((variable, write) -> {
            Set<Tensor> behind = behind(write, after);
            for (Tensor t : readers.getOrDefault(variable, Set.of())) {
                if (t == write) {
                    continue;
                }
                if (behind.contains(t)) {
                    late.computeIfAbsent(variable, v -> new HashSet<>()).add(t);
                } else {
                    // From here on this wait counts like an input.
                    after.get(t).add(write);
                }
            }
        });
        return late;
    }

    private static Tensor copy(Map<Tensor, Tensor> copies, Tensor variable) {
        return copies.computeIfAbsent(variable, v -> Tensor.make(new View.Broadcast(v.shape()), v));
    }

    /** All that has to come after a step. */
    private static Set<Tensor> behind(Tensor step, Map<Tensor, List<Tensor>> after) {
        Set<Tensor> found = new HashSet<>();
        Deque<Tensor> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            after.get(open.pop()).stream().filter(found::add).forEach(open::push);
        }
        return found;
    }
}
