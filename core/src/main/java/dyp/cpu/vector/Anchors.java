package dyp.cpu.vector;

import dyp.op.Conv;
import dyp.op.MatMul;
import dyp.op.Op;
import dyp.op.Pool;
import dyp.op.StridedMatMul;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.List;

/** The ops that a fused chain can follow, matmul, convolution and pooling: from the graph's terms to the kernels' geometry. */
final class Anchors {
    private Anchors() {}

    /** Whether there is a kernel: matrix product and convolution always, pooling over one or two spatial axes. */
    static boolean supports(Op op) {
        return op instanceof MatMul || op instanceof StridedMatMul || op instanceof Conv || op instanceof Pool p && PoolKernel.supports(p);
    }

    /**
     * @param inputs the op's inputs
     * @param out the op's output
     */
    static long scratchFloats(Op op, List<Tensor> inputs, Shape out, int lanes) {
        Shape a = inputs.getFirst().shape();
        Shape b = inputs.getLast().shape();
        boolean constant = Weights.isConstant(inputs.getLast());
        return switch (op) {
            case MatMul m -> MatMulKernel.scratchFloats(geometry(m, a, out), constant, lanes);
            case StridedMatMul m -> MatMulStrided.scratchFloats(m, lanes);
            case Conv.Forward f -> ConvKernel.forwardScratchFloats(geometry(f, a, out, b), constant, lanes);
            case Conv.InputGradient g -> ConvKernel.inputGradientScratchFloats(geometry(g, out, a, b), constant, lanes);
            case Conv.KernelGradient g -> ConvKernel.kernelGradientScratchFloats(geometry(g, a, b, out), lanes);
            default -> 0;
        };
    }

    static List<Step> bind(Op op, List<Tensor> inputs, Shape out, List<Slice> in, Slice y, Slice scratch, int lanes, Epilogue epilogue) {
        if (op instanceof Pool p) {
            return List.of(PoolKernel.bind(p, inputs, out, in, y, epilogue));
        }
        Shape as = inputs.get(0).shape();
        Shape bs = inputs.get(1).shape();
        float[] a = in.get(0).floats();
        float[] b = in.get(1).floats();
        int ao = in.get(0).offset();
        int bo = in.get(1).offset();
        Weights weights = Weights.of(inputs.get(1), b, bo);
        float[] c = y.floats();
        int co = y.offset();
        float[] room = scratch.floats();
        int ro = scratch.offset();
        return List.of(switch (op) {
            case MatMul m -> MatMulKernel.bind(geometry(m, as, out), a, ao, weights, c, co, room, ro, lanes, epilogue);
            case StridedMatMul m -> new Step[] {new MatMulStrided(m, a, ao, b, bo, c, co, room, ro, epilogue)};
            case Conv.Forward f -> ConvKernel.forward(geometry(f, as, out, bs), a, ao, weights, c, co, room, ro, lanes, epilogue);
            case Conv.InputGradient g -> ConvKernel.inputGradient(geometry(g, out, as, bs), a, ao, weights, c, co, room, ro, lanes, epilogue);
            case Conv.KernelGradient g -> ConvKernel.kernelGradient(geometry(g, as, bs, out), a, ao, b, bo, c, co, room, ro, lanes, epilogue);
            default -> throw new IllegalArgumentException("no kernel for " + op.label());
        });
    }

    private static MatMulGeometry geometry(MatMul op, Shape a, Shape out) {
        int m = out.dim(-2);
        int n = out.dim(-1);
        int k = a.dim(op.transposeA() ? -2 : -1);
        int batch = out.rank() == 3 ? out.dim(0) : 1;
        return new MatMulGeometry(batch, m, n, k, op.transposeA(), op.transposeB(), batch > 1 ? m * k : 0, batch > 1 ? k * n : 0);
    }

    /**
     * One or two spatial axes are three of which the others have length 1. A sequence is a row of pixels, whose taps lie side by side.
     * Where a batch has few of them or they are long, it is a column, of which each task takes a piece (kernel gradient of one sequence
     * of 20,000 steps: 3.5 times faster); with few channels its short runs cost more than that gives (16 channels: 0.7).
     */
    private static ConvGeometry geometry(Conv op, Shape x, Shape y, Shape kernel) {
        Window w = op.window();
        int spatial = w.rank();
        boolean column = spatial == 1 && x.last() / op.groups() >= 32 && (x.dim(0) < 8 || x.sample().size() > ConvInput.FLOATS);
        int first = column ? 1 : 3 - spatial;
        int[] in = lifted(first, 1, x.slice(1, spatial + 1).dims());
        int[] out = lifted(first, 1, y.slice(1, spatial + 1).dims());
        int[] size = lifted(first, 1, kernel.slice(0, spatial).dims());
        int[] stride = lifted(first, 1, ints(w.stride()));
        int[] before = lifted(first, 0, ints(w.before()));
        int[] dilation = lifted(first, 1, ints(w.dilation()));
        return new ConvGeometry(x.dim(0), in[0], in[1], in[2], x.last(), out[0], out[1], out[2], y.last(), size[0], size[1], size[2],
                stride[0], stride[1], stride[2], before[0], before[1], before[2], dilation[0], dilation[1], dilation[2], op.groups());
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Three numbers: the values from {@code first} on, the filler elsewhere. */
    private static int[] lifted(int first, int filler, int... values) {
        int[] three = {filler, filler, filler};
        System.arraycopy(values, 0, three, first, values.length);
        return three;
    }
}
