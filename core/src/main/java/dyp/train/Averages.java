package dyp.train;

import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weights and the moving averages of them that the optimizer keeps: its variables {@code optimizer/<weight>/average}. */
record Averages(List<Pair> pairs) {
    record Pair(NDArray weight, NDArray average) {}

    static Averages of(Training t) {
        Map<String, NDArray> slots = new HashMap<>();
        t.trainingStep().variables().forEach(v -> slots.put(v.name(), v.value()));
        return new Averages(t.model().variables().stream().filter(v -> slots.containsKey(average(v)))
                .map(v -> new Pair(v.value(), slots.get(average(v)))).toList());
    }

    private static String average(Variable weight) {
        return "optimizer/" + weight.name() + "/average";
    }

    /** How many there are. */
    int swap() {
        for (Pair p : pairs) {
            NDArray held = p.weight.copy();
            copy(p.average, p.weight);
            copy(held, p.average);
        }
        return pairs.size();
    }

    /** As Keras does when a fit is over: the weights become the averages. */
    void finish(boolean swapped) {
        for (Pair p : pairs) {
            if (swapped) {
                copy(p.weight, p.average);
            } else {
                copy(p.average, p.weight);
            }
        }
    }

    private static void copy(NDArray from, NDArray to) {
        to.copyFrom(from);
    }
}
