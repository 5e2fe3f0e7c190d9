package dyp.op;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The walk from results back to what they depend on, each op asked for its gradient. */
public final class Backward {
    private Backward() {}

    /**
     * Gradients of a scalar, given those with respect to some tensors.
     *
     * @param seeds the scalar's gradient with respect to each of some tensors, of that tensor's shape; in a fixed order
     * @param xs what to go back to
     * @return gradients by tensor; an x that no seed depends on has none
     */
    public static Map<Tensor, Tensor> of(Map<Tensor, Tensor> seeds, Collection<Tensor> xs) {
        List<Tensor> sorted = Graphs.sorted(new ArrayList<>(seeds.keySet()));
        // Only through these does a gradient have to flow.
        Set<Tensor> needed = Graphs.dependents(sorted, xs);
        Map<Tensor, Tensor> grads = new HashMap<>(seeds);
        for (Tensor t : sorted.reversed()) {
            Tensor grad = grads.get(t);
            if (grad == null || !needed.contains(t) || t.inputs().isEmpty()) {
                continue;
            }
            Tensor.labelled(t.path().isEmpty() || t.path().endsWith("'") ? t.path() : t.path() + "'", () -> {
                List<Tensor> parts = t.op().gradient(t, grad, needed::contains);
                for (int i = 0; i < parts.size(); i++) {
                    if (parts.get(i) != null && needed.contains(t.input(i))) {
                        grads.merge(t.input(i), parts.get(i), Tensor::add);
                    }
                }
                return null;
            });
        }
        grads.keySet().retainAll(new HashSet<>(xs));
        return grads;
    }
}
