package dyp.cpu.scalar;

import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Tensor;
import dyp.runtime.Backend;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.runtime.Stretch;
import dyp.tensor.DType;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;

/** Elementwise ops, one output element after another, alone or in chains. */
final class ElementwiseLoop {
    private ElementwiseLoop() {}

    static Step of(Elementwise op, Tensor node, Slices s) {
        Stretch[] reads = node.inputs().stream().map(in -> Stretch.of(in.shape(), node.shape())).toArray(Stretch[]::new);
        Slice[] in = s.inputs().toArray(Slice[]::new);
        double[][] arguments = new double[s.lanes()][in.length];
        return Blocks.over(node.shape().size(), 1, (from, to, lane) -> {
            double[] x = arguments[lane];
            for (int i = from; i < to; i++) {
                for (int k = 0; k < in.length; k++) {
                    x[k] = in[k].get(reads[k].index(i));
                }
                s.output().set(i, op.apply(x));
            }
        });
    }

    static List<Step> fused(Fused op, Tensor node, Slices s, Backend backend) {
        List<Step> steps = new ArrayList<>();
        List<Slice> in = new ArrayList<>(s.inputs());
        List<Tensor> tensors = new ArrayList<>(node.inputs());
        if (op.anchor() != null) {
            Tensor anchor = node.with(op.anchor(), node.inputs().subList(0, op.anchorInputs()));
            steps.addAll(backend.bind(anchor, new Slices(s.inputs().subList(0, op.anchorInputs()), s.output(), s.scratch(), s.lanes())));
            in.subList(0, op.anchorInputs()).clear();
            in.addFirst(s.output());
            tensors.subList(0, op.anchorInputs()).clear();
            tensors.addFirst(anchor);
        }
        steps.add(body(op, tensors, in, s));
        return steps;
    }

    static Step body(Fused op, List<Tensor> tensors, List<Slice> in, Slices s) {
        if (op.row() > 1) {
            return RowLoop.of(op, tensors, in, s);
        }
        Stretch[] reads = tensors.stream().map(t -> Stretch.of(t.shape(), op.to())).toArray(Stretch[]::new);
        int loaded = in.size();
        List<Fused.Instruction> body = op.body();
        double[][] lanes = new double[s.lanes()][loaded + body.size()];
        double[][] arguments = new double[s.lanes()][3];
        return Blocks.over(op.to().size(), body.size(), (from, to, lane) -> {
            double[] values = lanes[lane];
            double[] x = arguments[lane];
            for (int i = from; i < to; i++) {
                for (int k = 0; k < loaded; k++) {
                    values[k] = in.get(k).get(reads[k].index(i));
                }
                for (int j = 0; j < body.size(); j++) {
                    Fused.Instruction instruction = body.get(j);
                    for (int k = 0; k < instruction.arguments().size(); k++) {
                        x[k] = values[instruction.arguments().get(k)];
                    }
                    double y = ((Elementwise) instruction.op()).apply(x);
                    // Values in between are as wide as memory would have kept them.
                    values[loaded + j] = instruction.type() == DType.INT32 ? (int) y : y;
                    if (instruction.op() instanceof Elementwise.Update) {
                        in.get(instruction.arguments().getFirst()).set(i, values[loaded + j]);
                    }
                }
                s.output().set(i, values[loaded + body.size() - 1]);
            }
        });
    }
}
