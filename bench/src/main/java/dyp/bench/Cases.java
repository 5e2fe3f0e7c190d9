package dyp.bench;

import dyp.cpu.vector.ConvGeometry;
import dyp.cpu.vector.ConvKernel;
import dyp.cpu.vector.MatMulGeometry;
import dyp.cpu.vector.MatMulKernel;
import dyp.cpu.vector.VectorBackend;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;

/** The shapes that are measured: the ones that the project's own examples and the usual networks spend their time on. */
final class Cases {
    /**
     * One kernel bound to one shape.
     *
     * @param flops floating-point operations of one run
     * @param bytes the least it can move: its inputs and its output, once
     */
    record Case(String name, double flops, double bytes, Binder binder) {}

    /** Lays out its buffers and binds the kernel to them: what runs it once. */
    interface Binder {
        Runnable bind(Arena arena, Team team);
    }

    /** A kernel that is made of steps. */
    private interface Kernel {
        Step[] bind(Arena arena, int lanes);
    }

    private static final int LARGEST = 1 << 26;

    private final List<Case> cases = new ArrayList<>();

    private Cases() {}

    static int arenaFloats() {
        return LARGEST;
    }

    static List<Case> all() {
        var c = new Cases();
        c.product("square", 256, 256, 256);
        c.product("square", 512, 512, 512);
        c.product("square", 1024, 1024, 1024);
        c.product("odd", 1021, 1021, 1021);
        c.dense(128, 784, 512);
        c.dense(128, 512, 256);
        c.dense(128, 256, 10);
        c.dense(2048, 512, 512);
        c.product("vector", 1, 4096, 4096);
        c.product("few rows", 4, 4096, 1024);
        c.product("tiny", 16, 16, 16);
        c.batch("attention QK", 96, 128, 128, 64, true);
        c.batch("attention AV", 96, 128, 64, 128, false);
        c.conv("first layer", conv(128, 28, 1, 32, 3, 1, 0, 1));
        c.conv("first layer, colour", conv(32, 64, 3, 32, 3, 1, 1, 1));
        c.conv("MNIST second", conv(128, 26, 32, 64, 3, 1, 0, 1));
        c.conv("ResNet 56", conv(4, 56, 64, 64, 3, 1, 1, 1));
        c.conv("ResNet 28", conv(4, 28, 128, 128, 3, 1, 1, 1));
        c.conv("ResNet 14", conv(4, 14, 256, 256, 3, 1, 1, 1));
        c.conv("ResNet 7", conv(4, 7, 512, 512, 3, 1, 1, 1));
        c.conv("stride 2", conv(4, 56, 64, 128, 3, 2, 1, 1));
        c.conv("stride 2, 14", conv(8, 28, 128, 256, 3, 2, 1, 1));
        c.conv("stride 2, 7", conv(4, 14, 256, 512, 3, 2, 1, 1));
        c.conv("transposed 4x4", conv(8, 64, 32, 64, 4, 2, 1, 1));
        c.conv("volume, stride 2", volume(4, 24, 16, 32, 3, 2, 1));
        c.conv("volume", volume(8, 16, 16, 32, 3, 1, 1));
        c.conv("signal, first layer", signal(128, 187, 1, 32, 5));
        c.conv("signal", signal(128, 92, 32, 64, 5));
        c.conv("narrow", conv(8, 64, 16, 16, 3, 1, 1, 1));
        c.conv("5x5", conv(32, 14, 6, 16, 5, 1, 0, 1));
        c.conv("dilated", conv(4, 28, 64, 64, 3, 1, 1, 1, 2));
        c.conv("groups", conv(4, 28, 128, 128, 3, 1, 1, 32));
        c.conv("groups of 8, stride 2", conv(4, 28, 256, 256, 3, 2, 1, 32));
        c.conv("3 filters a channel", conv(4, 28, 64, 192, 3, 1, 1, 64));
        c.conv("1x1", conv(4, 28, 256, 128, 1, 1, 0, 1));
        c.conv("1x1 narrow", conv(4, 56, 64, 64, 1, 1, 0, 1));
        c.conv("1x1 few pixels", conv(4, 7, 512, 2048, 1, 1, 0, 1));
        c.conv("1x1 stride 2", conv(4, 56, 64, 128, 1, 2, 0, 1));
        c.conv("1x1 stride 2, wide", conv(4, 28, 512, 1024, 1, 2, 0, 1));
        c.conv("first layer, CIFAR", conv(32, 32, 3, 64, 3, 1, 1, 1));
        c.conv("first layer, 7x7", conv(4, 224, 3, 64, 7, 2, 3, 1));
        c.conv("first layer, volume", volume(8, 32, 1, 16, 3, 1, 1));
        c.conv("first layer, 5x5", conv(32, 28, 1, 6, 5, 1, 2, 1));
        c.conv("depthwise", conv(4, 56, 96, 96, 3, 1, 1, 96));
        c.conv("depthwise 16", conv(4, 112, 16, 16, 3, 1, 1, 16));
        c.conv("depthwise 960", conv(8, 7, 960, 960, 3, 1, 1, 960));
        c.conv("depthwise stride 2", conv(4, 112, 96, 96, 3, 2, 1, 96));
        c.conv("depthwise 5x5", conv(4, 28, 240, 240, 5, 1, 2, 240));
        c.pool("pool 2x2", 128, 24, 64, 2, 2);
        c.pool("pool 2x2 few channels", 32, 28, 6, 2, 2);
        c.pool("pool 3x3 stride 2", 8, 56, 64, 3, 2);
        c.pool("pool global", 32, 7, 1024, 7, 7);
        c.cases.addAll(ChainCases.all());
        return c.cases;
    }

    private void steps(String name, double flops, double bytes, Kernel kernel) {
        cases.add(new Case(name, flops, bytes, (arena, team) -> {
            Step[] steps = kernel.bind(arena, team.threads());
            return () -> team.run(steps);
        }));
    }

    private static ConvGeometry conv(int n, int size, int cin, int cout, int k, int stride, int pad, int groups) {
        int out = (size + 2 * pad - k) / stride + 1;
        return new ConvGeometry(n, size, size, cin, out, out, cout, k, k, stride, stride, pad, pad, 1, 1, groups);
    }

    private static ConvGeometry conv(int n, int size, int cin, int cout, int k, int stride, int pad, int groups, int dilation) {
        int out = (size + 2 * pad - dilation * (k - 1) - 1) / stride + 1;
        return new ConvGeometry(n, size, size, cin, out, out, cout, k, k, stride, stride, pad, pad, dilation, dilation, groups);
    }

    /** Of one axis. */
    private static ConvGeometry signal(int n, int length, int cin, int cout, int k) {
        return new ConvGeometry(n, 1, length, cin, 1, length - k + 1, cout, 1, k, 1, 1, 0, 0, 1, 1, 1);
    }

    private static ConvGeometry volume(int n, int size, int cin, int cout, int k, int stride, int pad) {
        int out = (size + 2 * pad - k) / stride + 1;
        return new ConvGeometry(n, size, size, size, cin, out, out, out, cout, k, k, k, stride, stride, stride, pad, pad, pad, 1, 1, 1, 1);
    }

    private void product(String name, int m, int n, int k) {
        for (int t = 0; t < 4; t++) {
            boolean ta = (t & 1) > 0, tb = (t & 2) > 0;
            if (ta && (m == 1 || tb)) {
                continue;
            }
            add(name + (ta ? " T" : " N") + (tb ? "T" : "N"), MatMulGeometry.of(m, n, k, ta, tb));
        }
    }

    private void dense(int batch, int in, int out) {
        add("dense forward", MatMulGeometry.of(batch, out, in, false, false));
        add("dense dx", MatMulGeometry.of(batch, in, out, false, true));
        add("dense dw", MatMulGeometry.of(in, out, batch, true, false));
    }

    private void batch(String name, int batch, int m, int n, int k, boolean transposeB) {
        add(name, new MatMulGeometry(batch, m, n, k, false, transposeB, m * k, k * n));
    }

    private void add(String name, MatMulGeometry g) {
        long batch = g.batch(), a = batch * g.m() * g.k(), b = batch * g.k() * g.n(), c = batch * g.m() * g.n();
        String shape = (g.batch() > 1 ? g.batch() + " of " : "") + g.m() + "x" + g.k() + "x" + g.n();
        steps(name + " " + shape, 2.0 * c * g.k(), 4.0 * (a + b + c), (arena, lanes) -> {
            float[] f = arena.floats;
            int aPos = arena.take(a), bPos = arena.take(b), cPos = arena.take(c);
            int scratch = arena.take(MatMulKernel.scratchFloats(g, lanes));
            return MatMulKernel.bind(g, f, aPos, f, bPos, f, cPos, f, scratch, lanes, null);
        });
    }

    private void conv(String name, ConvGeometry g) {
        long x = (long) g.n() * g.d() * g.h() * g.w() * g.cin(), y = (long) g.n() * g.od() * g.oh() * g.ow() * g.cout();
        long kernel = (long) g.kd() * g.kh() * g.kw() * g.cin() / g.groups() * g.cout();
        double flops = 2.0 * y * kernel / g.cout(), bytes = 4.0 * (x + y + kernel);
        String shape = " %dx%dx%dx%d, %dx%d→%d".formatted(
                g.n(), g.h(), g.w(), g.cin(), g.kh(), g.kw(), g.cout());
        steps(name + shape, flops, bytes, (arena, lanes) -> {
            float[] f = arena.floats;
            int xPos = arena.take(x), kernelPos = arena.take(kernel), yPos = arena.take(y);
            int scratch = arena.take(ConvKernel.forwardScratchFloats(g, lanes));
            return ConvKernel.forward(g, f, xPos, f, kernelPos, f, yPos, f, scratch, lanes, null);
        });
        steps("  dx of " + name, flops, bytes, (arena, lanes) -> {
            float[] f = arena.floats;
            int dyPos = arena.take(y), kernelPos = arena.take(kernel), dxPos = arena.take(x);
            int scratch = arena.take(ConvKernel.inputGradientScratchFloats(g, lanes));
            return ConvKernel.inputGradient(g, f, dyPos, f, kernelPos, f, dxPos, f, scratch, lanes, null);
        });
        steps("  dw of " + name, flops, bytes, (arena, lanes) -> {
            float[] f = arena.floats;
            int xPos = arena.take(x), dyPos = arena.take(y), dwPos = arena.take(kernel);
            int scratch = arena.take(ConvKernel.kernelGradientScratchFloats(g, lanes));
            return ConvKernel.kernelGradient(g, f, xPos, f, dyPos, f, dwPos, f, scratch, lanes, null);
        });
    }

    /** Largest and mean, each forward and back; operations are the numbers that a window holds. */
    private void pool(String name, int n, int size, int channels, int window, int stride) {
        var two = List.of(window, window);
        var w = new Window(two, List.of(stride, stride), List.of(1, 1), List.of(0, 0), List.of(0, 0));
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(n, size, size, channels));
        Tensor y = Tensor.make(new Pool.Max(w), x), mean = Tensor.make(new Pool.Average(w), x);
        Tensor dy = Tensor.input("dy", DType.FLOAT32, y.shape());
        double flops = (double) y.shape().size() * window * window;
        node("max " + name + " " + x.shape(), flops, y);
        node("  dx of max " + name, flops, Tensor.make(new Pool.MaxScatter(w), x, dy));
        node("mean " + name, flops, mean);
        node("  dx of mean " + name, flops, Tensor.make(new Pool.AverageScatter(w, x.shape()), dy));
        if (window == size) {
            node("mean " + name + ", as a reduction", flops, x.mean(1, 2));
        }
    }

    private void node(String name, double flops, Tensor node) {
        long floats = node.shape().size() + node.inputs().stream().mapToLong(i -> i.shape().size()).sum();
        steps(name, flops, 4.0 * floats, (arena, lanes) -> {
            var backend = new VectorBackend();
            var inputs = node.inputs().stream().map(i -> slice(arena, i.shape().size())).toList();
            Slice to = slice(arena, node.shape().size());
            return backend.bind(node, new Slices(inputs, to, slice(arena, backend.scratchFloats(node, lanes)), lanes)).toArray(Step[]::new);
        });
    }

    private static Slice slice(Arena arena, long floats) {
        return Slice.of(arena.floats, arena.take(floats), (int) floats);
    }
}
