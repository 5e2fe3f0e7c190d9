package dyp.compile;

import dyp.op.Binary;
import dyp.op.Elementwise;
import dyp.op.Graphs;
import dyp.op.Op;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.op.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which elementwise results are rather computed again by each pass that uses them than written to memory and read back: those
 * made cheaply, from one large tensor or for two users from two. Computing x - mean costs less than reading it; and x has to be
 * read anyway.
 */
final class Copies {
    /** The most that is done again, in additions. */
    private static final int MOST = 24;
    private static final int NEVER = 10_000;

    /**
     * What it takes to compute a tensor from memory.
     *
     * @param reads the tensors of its own size that are read
     * @param behind the matmul or its kin that a row of single uses leads from, or null
     */
    private record Price(Set<Tensor> reads, int cost, Tensor behind) {}

    private final Map<Tensor, Price> prices = new HashMap<>();
    private final Map<Tensor, List<Tensor>> users;
    private final Set<Tensor> outputs;
    /** How long the rows are, for tensors that have a number for each. */
    private final Map<Tensor, Integer> rows;

    private Copies(List<Tensor> sorted, Set<Tensor> outputs, Map<Tensor, Integer> rows) {
        users = Graphs.consumers(sorted);
        this.outputs = outputs;
        this.rows = rows;
        for (Tensor t : sorted) {
            Price price = price(t);
            if (price != null && price.cost <= MOST && price.reads.size() <= (users.get(t).size() <= 2 ? 2 : 1) && !end(t, price)) {
                prices.put(t, price);
            }
        }
    }

    /**
     * @param sorted all tensors of a graph, each after its inputs
     * @param rows how long the rows are, for tensors that have a number for each
     */
    static Set<Tensor> of(List<Tensor> sorted, Set<Tensor> outputs, Map<Tensor, Integer> rows) {
        return Set.copyOf(new Copies(sorted, outputs, rows).prices.keySet());
    }

    private Price price(Tensor t) {
        boolean sum = t.op() instanceof Reduce && rows.containsKey(t);
        if (outputs.contains(t) || Fuse.updates(t) || !(sum || t.op() instanceof View.Reshape || t.op() instanceof Elementwise)
                || !Fuse.floats(t) || !users.get(t).stream().allMatch(u -> joinable(u, t))) {
            return null;
        }
        // One number for each row costs next to nothing beside the row.
        boolean narrow = !sum && rows.containsKey(t);
        int cost = narrow ? 0 : cost(t.op());
        Set<Tensor> reads = new HashSet<>();
        Tensor behind = null;
        for (Tensor in : t.inputs()) {
            Price price = prices.get(in);
            boolean same = in.shape().size() == t.shape().size() && !narrow;
            if (same || sum || price != null && rows.containsKey(in)) {
                reads.addAll(price == null ? Set.of(in) : price.reads);
                cost += price == null ? 0 : price.cost;
            }
            if (same && !sum && users.get(in).size() == 1) {
                behind = Fuse.anchor(in.op()) ? in : price != null && price.behind != null ? price.behind : behind;
            }
        }
        return new Price(reads, cost, behind);
    }

    /** Whether a pass over as many numbers, or over the rows, could take the tensor in. */
    private boolean joinable(Tensor user, Tensor t) {
        int size = user.shape().size();
        return user.op() instanceof View.Reshape || Fuse.folds(user) || user.op() instanceof Elementwise && Fuse.floats(user)
                && (size == t.shape().size() || rows.containsKey(t) && size == t.shape().size() * rows.get(t));
    }

    /** Whether this is where the ways part behind an anchor: its kernel writes it for nothing. */
    private boolean end(Tensor t, Price price) {
        return price.behind != null && users.get(t).size() > 1;
    }

    private static int cost(Op op) {
        return switch (op) {
            case Unary.EXP, Unary.EXPM1 -> 6;
            case Unary.LOG, Unary.TANH, Unary.SIGMOID -> 8;
            case Unary.ERF, Unary.GELU, Unary.SOFTPLUS -> 12;
            case Unary.GELU_SLOPE -> 18;
            case Unary.SIN, Unary.COS, Unary.SIGN, Binary.POW -> NEVER;
            case Unary.SQRT, Binary.DIV -> 2;
            case View.Reshape _ -> 0;
            default -> 1;
        };
    }
}
