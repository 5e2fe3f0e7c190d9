package dyp.cpu.vector;

import dyp.op.Gather;
import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Reading by index as copies of whole rows, in plain loops: memory is the limit. Writing by index is {@link ScatterKernel}'s. */
final class GatherKernel {
    private GatherKernel() {}

    static boolean supports(Gather op, Tensor node) {
        return node.dtype() == DType.FLOAT32 && node.input(0).dtype() == DType.FLOAT32 && node.shape().size() > 0 && node.input(0).shape().size() > 0
                && (op instanceof Gather.Take || op instanceof Gather.ScatterAdd || op instanceof Sample);
    }

    static List<Step> bind(Gather op, Tensor node, Slices s) {
        return switch (op) {
            case Gather.Take take -> List.of(take(take, node, s));
            case Gather.ScatterAdd scatter -> ScatterKernel.bind(scatter, node, s);
            case Sample sample -> List.of(SampleKernel.bind(sample, node, s));
            default -> throw new IllegalArgumentException("not supported: " + op);
        };
    }

    private static Step take(Gather.Take op, Tensor node, Slices s) {
        Shape shape = node.input(0).shape();
        int inner = shape.slice(op.axis() + 1, shape.rank()).size();
        int length = shape.dim(op.axis());
        int count = node.input(1).shape().size();
        float[] x = s.input(0).floats();
        int xo = s.input(0).offset();
        int[] index = s.input(1).ints();
        int io = s.input(1).offset();
        float[] y = s.output().floats();
        int yo = s.output().offset();
        return Blocks.over(node.shape().size() / inner, inner, (from, to, lane) -> {
            for (int row = from; row < to; row++) {
                int at = index[io + row % count];
                int target = yo + row * inner;
                if (at < 0 || at >= length) {
                    Arrays.fill(y, target, target + inner, 0);
                    continue;
                }
                int source = xo + (row / count * length + at) * inner;
                if (inner < 8) {
                    for (int i = 0; i < inner; i++) {
                        y[target + i] = x[source + i];
                    }
                } else {
                    System.arraycopy(x, source, y, target, inner);
                }
            }
        });
    }
}
