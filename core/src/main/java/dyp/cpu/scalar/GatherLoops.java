package dyp.cpu.scalar;

import dyp.op.Argsort;
import dyp.op.Gather;
import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;

/** Reading and writing by index. */
final class GatherLoops {
    private GatherLoops() {}

    static Step of(Gather op, Tensor node, Slices s) {
        return switch (op) {
            case Gather.Take take -> {
                Shape x = node.input(0).shape();
                int inner = x.slice(take.axis() + 1, x.rank()).size();
                int length = x.dim(take.axis());
                int count = node.input(1).shape().size();
                Slice index = s.input(1);
                yield Blocks.over(node.shape().size(), 1, (from, to, lane) -> {
                    for (int i = from; i < to; i++) {
                        int at = (int) index.get(i / inner % count);
                        int outer = i / inner / count;
                        boolean inside = at >= 0 && at < length;
                        s.output().set(i, inside ? s.input(0).get((outer * length + at) * inner + i % inner) : 0);
                    }
                });
            }
            // One task: two indices may name the same row, and sums must keep their order.
            case Gather.ScatterAdd scatter -> {
                Shape to = scatter.to();
                int inner = to.slice(scatter.axis() + 1, to.rank()).size();
                int length = to.dim(scatter.axis());
                int count = node.input(1).shape().size();
                yield (task, lane) -> scatter(s.input(0), s.input(1), s.output(), inner, length, count);
            }
            case Sample sample -> SampleLoops.of(sample, node, s);
            case Argsort _ -> SortLoop.of(node.shape(), s);
            case Gather.OneHot hot -> Blocks.over(node.shape().size(), 1, (from, to, lane) -> {
                for (int i = from; i < to; i++) {
                    s.output().set(i, (int) s.input(0).get(i / hot.depth()) == i % hot.depth() ? 1 : 0);
                }
            });
        };
    }

    private static void scatter(Slice g, Slice index, Slice out, int inner, int length, int count) {
        for (int i = 0; i < out.length(); i++) {
            out.set(i, 0);
        }
        for (int i = 0; i < g.length(); i++) {
            int at = (int) index.get(i / inner % count);
            if (at >= 0 && at < length) {
                int to = (i / inner / count * length + at) * inner + i % inner;
                out.set(to, out.get(to) + g.get(i));
            }
        }
    }
}
