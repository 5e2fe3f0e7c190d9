package dyp.compile;

import dyp.op.Graphs;
import dyp.op.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The order of the steps. Outputs come first (so that a loss is known before anything is overwritten), then the updates;
 * each is reached depth first, so that values are used soon after they are made and a gradient is spent on its update
 * before the next layer's is computed.
 */
final class Schedule {
    private Schedule() {}

    /** @param waits what else a step has to wait for, besides its inputs */
    static List<Tensor> of(Graph graph, Map<Tensor, List<Tensor>> waits) {
        return Graphs.sorted(graph.roots(), t -> {
            List<Tensor> before = waits.get(t);
            if (before == null || before.isEmpty()) {
                return t.inputs();
            }
            List<Tensor> all = new ArrayList<>(t.inputs());
            all.addAll(before);
            return all;
        });
    }
}
