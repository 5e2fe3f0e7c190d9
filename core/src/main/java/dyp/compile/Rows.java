package dyp.compile;

import dyp.op.Elementwise;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.runtime.Stretch;
import dyp.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tensors have one number for each row of a larger one, made of its rows' sums: a chain over the larger one can compute them
 * while the row is in cache. A mean, what is made of it, and what is made of the deviations from it so come down to one pass.
 */
final class Rows {
    /** The longest row: some registers of as many numbers stay in the L2 cache. */
    private static final int LONGEST = 4096;

    private Rows() {}

    /** How many numbers make a row, for each such tensor. */
    static Map<Tensor, Integer> of(List<Tensor> sorted) {
        Map<Tensor, Integer> rows = new HashMap<>();
        for (Tensor t : sorted) {
            int row = sum(t) ? ((Reduce) t.op()).count(t.input(0).shape()) : made(t, rows);
            if (row > 1 && row <= LONGEST) {
                rows.put(t, row);
            }
        }
        return rows;
    }

    /** Whether this sums the last axes. */
    private static boolean sum(Tensor t) {
        return Fuse.folds(t) && t.shape().size() * ((Reduce) t.op()).count(t.input(0).shape()) == t.input(0).shape().size()
                && inner(t) == 1;
    }

    private static int made(Tensor t, Map<Tensor, Integer> rows) {
        boolean can = (t.op() instanceof View.Reshape || t.op() instanceof Elementwise && !Fuse.updates(t)) && Fuse.floats(t);
        Set<Integer> of = t.inputs().stream().filter(i -> can && i.shape().size() == t.shape().size() && rows.containsKey(i)).map(rows::get)
                .collect(Collectors.toSet());
        return of.size() == 1 ? of.iterator().next() : 1;
    }

    /** How many sums of a fold advance together. */
    private static int inner(Tensor fold) {
        Shape in = fold.input(0).shape();
        return in.slice(((Reduce) fold.op()).axes().getLast() + 1, in.rank()).size();
    }

    /** Whether a reader of a narrow tensor stretches it along rows of this length, or has one number for each row as well. */
    static boolean along(Tensor narrow, Tensor reader, int row) {
        if (reader.shape().size() == narrow.shape().size()) {
            return true;
        }
        Stretch read = Stretch.of(narrow.shape(), reader.shape());
        return reader.shape().size() == narrow.shape().size() * row && reader.op() instanceof Elementwise
                && (narrow.shape().size() == 1 || read.kind() == Stretch.Kind.REPEAT && read.inner() == row);
    }

    /** Whether a chain with this last node can be cut between such rows. */
    static boolean fit(Tensor last, int row) {
        if (!(last.op() instanceof Reduce r)) {
            return true;
        }
        return inner(last) == 1 ? r.count(last.input(0).shape()) == row : inner(last) % row == 0;
    }
}
