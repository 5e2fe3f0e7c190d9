package dyp.cpu.scalar;

import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.runtime.Stretch;
import dyp.tensor.Slice;
import java.util.Arrays;
import java.util.List;

/** Chains that sum rows, one row after another: each instruction over the whole row before the next one. */
final class RowLoop {
    private RowLoop() {}

    static Step of(Fused op, List<Tensor> tensors, List<Slice> in, Slices s) {
        Stretch[] reads = tensors.stream().map(t -> Stretch.of(t.shape(), op.to())).toArray(Stretch[]::new);
        int row = op.row();
        int loaded = in.size();
        List<Fused.Instruction> body = op.body();
        double[][][] lanes = new double[s.lanes()][loaded + body.size()][row];
        double[][] arguments = new double[s.lanes()][3];
        return Blocks.over(op.to().size() / row, (long) row * body.size(), (from, to, lane) -> {
            double[][] values = lanes[lane];
            for (int r = from; r < to; r++) {
                for (int k = 0; k < loaded; k++) {
                    for (int j = 0; j < row; j++) {
                        values[k][j] = in.get(k).get(reads[k].index(r * row + j));
                    }
                }
                for (int i = 0; i < body.size(); i++) {
                    run(body.get(i), values, arguments[lane], values[loaded + i]);
                }
                for (int j = 0; j < row; j++) {
                    s.output().set(r * row + j, values[values.length - 1][j]);
                }
            }
        });
    }

    /** A narrow value stands as often as a row is long. */
    private static void run(Fused.Instruction instruction, double[][] values, double[] x, double[] y) {
        List<Integer> arguments = instruction.arguments();
        if (instruction.op() instanceof Reduce r) {
            double sum = 0;
            for (double v : values[arguments.getFirst()]) {
                sum += v;
            }
            Arrays.fill(y, r.kind() == Reduce.Kind.MEAN ? sum / y.length : sum);
            return;
        }
        for (int j = 0; j < y.length; j++) {
            for (int k = 0; k < arguments.size(); k++) {
                x[k] = values[arguments.get(k)][j];
            }
            y[j] = ((Elementwise) instruction.op()).apply(x);
        }
    }
}
