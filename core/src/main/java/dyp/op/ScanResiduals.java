package dyp.op;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a scan's backward step should find kept by the forward one, rather than compute again. Products, convolutions and sums
 * are kept; elementwise chains and views are cheap and done again. Where a product is used only through a chain, as in
 * tanh(x + h·U), the first member of it that the backward step needs is kept in its place.
 */
final class ScanResiduals {
    private final List<Tensor> forward;
    private final Set<Tensor> varying;
    private final Map<Tensor, List<Tensor>> forwardUsers;
    private final Map<Tensor, List<Tensor>> users;
    private final Set<Tensor> roots;

    private ScanResiduals(ScanBody body, List<Tensor> roots) {
        forward = Graphs.sorted(body.results());
        varying = Graphs.dependents(forward, Stream.concat(body.carried().stream(), body.sequences().stream()).toList());
        forwardUsers = Graphs.consumers(forward);
        users = Graphs.consumers(Graphs.sorted(roots));
        this.roots = Set.copyOf(roots);
    }

    /**
     * @param roots what the backward step computes, from tensors of the body and others
     * @return tensors of the body that are to be its inputs: carried values, elements of sequences, and results
     */
    static List<Tensor> of(ScanBody body, List<Tensor> roots) {
        ScanResiduals search = new ScanResiduals(body, roots);
        Set<Tensor> cut = new HashSet<>(body.carried());
        cut.addAll(body.sequences());
        search.forward.stream().filter(search::expensive).map(search::kept).filter(t -> t != null).forEach(cut::add);
        return Graphs.sorted(roots, t -> cut.contains(t) ? List.of() : t.inputs()).stream().filter(cut::contains).toList();
    }

    private boolean expensive(Tensor t) {
        return varying.contains(t) && !(t.op() instanceof Elementwise || t.op() instanceof View || t.op() instanceof Leaf);
    }

    /** The first of the tensor and the chain behind it that is used other than by the next in the chain; null if none is. */
    private Tensor kept(Tensor t) {
        List<Tensor> chain = new ArrayList<>(List.of(t));
        while (continues(chain.getLast())) {
            chain.add(forwardUsers.get(chain.getLast()).getFirst());
        }
        for (int i = 0; i < chain.size(); i++) {
            Tensor next = i + 1 < chain.size() ? chain.get(i + 1) : null;
            Tensor member = chain.get(i);
            if (roots.contains(member) || users.getOrDefault(member, List.of()).stream().anyMatch(u -> u != next)) {
                return member;
            }
        }
        return null;
    }

    private boolean continues(Tensor t) {
        List<Tensor> all = forwardUsers.get(t);
        return all.size() == 1 && all.getFirst().op() instanceof Elementwise && all.getFirst().shape().equals(t.shape());
    }
}
