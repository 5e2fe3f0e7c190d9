package dyp.cpu.vector;

import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.List;

/** The first index of the largest number of each row, or of the first NaN: by vectors how large it is, then number by number where. */
final class ArgmaxKernel {
    private ArgmaxKernel() {}

    /** Along the last axis, of float32. */
    static boolean supports(Tensor node) {
        return node.op() instanceof Reduce r && r.kind() == Reduce.Kind.ARGMAX && node.input(0).dtype() == DType.FLOAT32
                && node.shape().size() > 0 && r.axes().equals(List.of(node.input(0).shape().rank() - 1));
    }

    static long scratchFloats(int lanes) {
        return (long) lanes * Lanes.LINE;
    }

    static Step bind(Tensor node, Slices s) {
        Shape in = node.input(0).shape();
        int width = in.last();
        float[] x = s.input(0).floats(), room = s.scratch().floats();
        int[] y = s.output().ints();
        return Blocks.over(in.size() / width, width, (from, to, lane) -> {
            for (int row = from; row < to; row++) {
                int at = s.input(0).offset() + row * width;
                float most = Extremes.row(false, x, at, width, room, s.scratch().offset() + lane * Lanes.LINE);
                y[s.output().offset() + row] = find(most, x, at);
            }
        });
    }

    /** NaN, where there is one, came out as the largest; it is equal to nothing. */
    private static int find(float most, float[] x, int from) {
        int i = from;
        if (most == most) {
            while (x[i] != most) {
                i++;
            }
        } else {
            while (x[i] == x[i]) {
                i++;
            }
        }
        return i - from;
    }
}
