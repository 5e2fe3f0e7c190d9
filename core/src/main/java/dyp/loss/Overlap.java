package dyp.loss;

import dyp.op.Tensor;
import java.util.List;

/** How much of two regions there is, and how much of it in both: sums over axes, which go. */
record Overlap(Tensor both, Tensor target, Tensor prediction) {
    /** @param axes none for all */
    static Overlap of(Tensor target, Tensor prediction, List<Integer> axes) {
        Targets.Pair pair = Targets.pair(target, prediction);
        int[] over = axes.stream().mapToInt(Integer::intValue).toArray();
        return new Overlap(sum(pair.target().mul(pair.prediction()), over), sum(pair.target(), over), sum(pair.prediction(), over));
    }

    private static Tensor sum(Tensor t, int... axes) {
        return axes.length == 0 ? t.sum() : Targets.drop(t.sum(axes), axes);
    }
}
