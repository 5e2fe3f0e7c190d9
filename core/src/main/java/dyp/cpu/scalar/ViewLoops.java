package dyp.cpu.scalar;

import dyp.op.Tensor;
import dyp.op.View;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.runtime.Stretch;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;

/** Views that need a copy. */
final class ViewLoops {
    private ViewLoops() {}

    static List<Step> of(View op, Tensor node, Slices s) {
        Slice x = s.input(0);
        Slice y = s.output();
        Shape out = node.shape();
        int[] dims = out.dims();
        int[] inStrides = node.input(0).shape().strides();
        return switch (op) {
            case View.Reshape r -> List.of(copy(x, y));
            case View.StopGradient g -> List.of(copy(x, y));
            case View.Broadcast b -> {
                Stretch read = Stretch.of(node.input(0).shape(), out);
                yield List.of(each(out.size(), i -> y.set(i, x.get(read.index(i)))));
            }
            case View.Transpose t -> {
                int[] strides = t.order().stream().mapToInt(a -> inStrides[a]).toArray();
                yield List.of(each(out.size(), i -> y.set(i, x.get(ReduceLoop.offset(i, dims, strides)))));
            }
            case View.Slice c -> {
                int start = 0;
                int[] strides = new int[dims.length];
                for (int i = 0; i < dims.length; i++) {
                    start += c.start().get(i) * inStrides[i];
                    strides[i] = c.step().get(i) * inStrides[i];
                }
                int first = start;
                yield List.of(each(out.size(), i -> y.set(i, x.get(first + ReduceLoop.offset(i, dims, strides)))));
            }
            case View.Pad p -> pad(p, node.input(0).shape(), out, x, y);
            case View.Concat c -> concat(c, node, s);
        };
    }

    private static List<Step> pad(View.Pad p, Shape in, Shape out, Slice x, Slice y) {
        int[] outStrides = out.strides();
        int start = 0;
        int[] strides = new int[in.rank()];
        for (int i = 0; i < in.rank(); i++) {
            start += p.low().get(i) * outStrides[i];
            strides[i] = p.step().get(i) * outStrides[i];
        }
        int first = start;
        int[] inDims = in.dims();
        return List.of(
                each(out.size(), i -> y.set(i, p.value())),
                each(in.size(), i -> y.set(first + ReduceLoop.offset(i, inDims, strides), x.get(i))));
    }

    private static List<Step> concat(View.Concat c, Tensor node, Slices s) {
        List<Step> steps = new ArrayList<>();
        int[] outStrides = node.shape().strides();
        int from = 0;
        for (int k = 0; k < node.inputs().size(); k++) {
            Shape part = node.input(k).shape();
            int[] dims = part.dims();
            int first = from * outStrides[c.axis()];
            Slice x = s.input(k);
            steps.add(each(part.size(), i -> s.output().set(first + ReduceLoop.offset(i, dims, outStrides), x.get(i))));
            from += part.dim(c.axis());
        }
        return steps;
    }

    private static Step copy(Slice x, Slice y) {
        return each(x.length(), i -> y.set(i, x.get(i)));
    }

    private static Step each(int n, java.util.function.IntConsumer body) {
        return Blocks.over(n, 1, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                body.accept(i);
            }
        });
    }
}
