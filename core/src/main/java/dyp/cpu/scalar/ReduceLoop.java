package dyp.cpu.scalar;

import dyp.op.Folded;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.List;

/** Folds: for each output element, a walk over the elements that fold into it, in row-major order. */
final class ReduceLoop {
    private ReduceLoop() {}

    static Step of(Reduce op, Shape in, Slices s) {
        int[] strides = in.strides();
        int[] kept = new int[in.rank()];
        int[] folded = new int[in.rank()];
        for (int i = 0; i < in.rank(); i++) {
            boolean folds = op.axes().contains(i);
            kept[i] = folds ? 1 : in.dim(i);
            folded[i] = folds ? in.dim(i) : 1;
        }
        int count = op.count(in);
        Slice x = s.input(0);
        return Blocks.over(s.output().length(), count, (from, to, lane) -> {
            for (int o = from; o < to; o++) {
                s.output().set(o, fold(op, x, offset(o, kept, strides), folded, strides, count));
            }
        });
    }

    /** A chain's results, summed once they are all there. */
    static List<Step> folded(Folded op, Tensor node, Slices s) {
        Slices chain = new Slices(s.inputs(), s.scratch(), s.scratch(), s.lanes());
        Slices sum = new Slices(List.of(s.scratch()), s.output(), s.scratch(), s.lanes());
        return List.of(ElementwiseLoop.body(op.chain(), node.inputs(), s.inputs(), chain),
                of(new Reduce(op.kind(), List.of(1)), Shape.of(op.outer(), op.count(), op.inner()), sum));
    }

    /** Where the flat index of a box with these dims lies in an array with these strides. */
    static int offset(int flat, int[] dims, int[] strides) {
        int offset = 0;
        for (int i = dims.length - 1; i >= 0; i--) {
            offset += flat % dims[i] * strides[i];
            flat /= dims[i];
        }
        return offset;
    }

    private static double fold(Reduce op, Slice x, int base, int[] folded, int[] strides, int count) {
        double sum = 0;
        double best = x.get(base);
        int at = 0;
        for (int j = 0; j < count; j++) {
            double v = x.get(base + offset(j, folded, strides));
            sum += v;
            boolean better = op.kind() == Reduce.Kind.MIN ? v < best : v > best;
            // NaN wins, so that it is seen.
            if (better || (v != v && best == best)) {
                best = v;
                at = j;
            }
        }
        return switch (op.kind()) {
            case SUM -> sum;
            case MEAN -> sum / count;
            case MAX, MIN -> best;
            case ARGMAX -> at;
        };
    }
}
