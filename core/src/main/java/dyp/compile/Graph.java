package dyp.compile;

import dyp.op.Graphs;
import dyp.op.Op;
import dyp.op.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program shall compute: the outputs that can be read after a run, and the updates of variables.
 *
 * @param outputs values to read after a run
 * @param updates results of {@link dyp.op.Elementwise.Update}, at most one per variable
 */
public record Graph(List<Tensor> outputs, List<Tensor> updates) {
    public Graph(List<Tensor> outputs, List<Tensor> updates) {
        this.outputs = List.copyOf(outputs);
        this.updates = List.copyOf(updates);
    }

    public List<Tensor> roots() {
        List<Tensor> roots = new ArrayList<>(outputs);
        roots.addAll(updates);
        return roots;
    }

    /** Every tensor, each after its inputs. */
    public List<Tensor> sorted() {
        return Graphs.sorted(roots());
    }

    /** A rule that says what stands in a tensor's place, given what stands in its inputs' places. */
    @FunctionalInterface
    interface Rule {
        Tensor apply(Tensor old, List<Tensor> inputs);
    }

    /** The graph rebuilt from the leaves up. */
    Graph rewrite(Rule rule) {
        Map<Tensor, Tensor> now = new HashMap<>();
        for (Tensor t : sorted()) {
            now.put(t, rule.apply(t, t.inputs().stream().map(now::get).toList()));
        }
        return new Graph(outputs.stream().map(now::get).toList(), updates.stream().map(now::get).toList());
    }

    /** The tensor itself where op and inputs are as they were, else a new one under the same label. */
    static Tensor rebuild(Tensor old, Op op, List<Tensor> inputs) {
        return op == old.op() && inputs.equals(old.inputs()) ? old : old.with(op, inputs);
    }
}
