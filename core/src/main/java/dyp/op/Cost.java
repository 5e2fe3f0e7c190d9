package dyp.op;

import java.util.List;

/**
 * What an op takes at least, whatever kernel runs it: a share of the machine's peak is measured against this.
 *
 * @param flops floating-point operations of products and convolutions, counted directly: 2 for each multiply-add, also where a faster
 *     method needs fewer, and where a window lies over the border. Other ops count none; memory bounds them
 * @param bytes its inputs and its output, once each
 */
public record Cost(double flops, double bytes) {
    public static Cost of(Tensor t) {
        double bytes = bytes(t);
        for (Tensor in : t.inputs()) {
            bytes += bytes(in);
        }
        return new Cost(flops(t.op(), t.inputs(), t), bytes);
    }

    private static double bytes(Tensor t) {
        return (double) t.shape().size() * t.dtype().bytes();
    }

    private static double flops(Op op, List<Tensor> inputs, Tensor out) {
        return switch (op) {
            case MatMul m -> 2.0 * out.shape().size() * inputs.getFirst().shape().dim(m.transposeA() ? -2 : -1);
            case StridedMatMul s -> 2.0 * s.batch() * s.m() * s.n() * s.k();
            case Conv.Forward _ -> convolution(out, inputs.get(1));
            case Conv.InputGradient _ -> convolution(inputs.get(0), inputs.get(1));
            case Conv.KernelGradient _ -> convolution(inputs.get(1), out);
            case Fused f when f.anchor() != null -> flops(f.anchor(), inputs.subList(0, f.anchorInputs()), out);
            case Scan s -> s.length() * Graphs.sorted(s.body().results()).stream().mapToDouble(t -> flops(t.op(), t.inputs(), t)).sum();
            default -> 0;
        };
    }

    /** Each place of the small side's result sums the kernel once: y is what the forward convolution gives. */
    private static double convolution(Tensor y, Tensor kernel) {
        return 2.0 * y.shape().size() * kernel.shape().size() / kernel.shape().last();
    }
}
