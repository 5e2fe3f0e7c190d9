package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.function.ToDoubleFunction;

/**
 * A convolution with so few output channels that they fill a part of a vector, seen as one with fewer pixels: some that lie side by side
 * are one pixel with the channels of all. Its window sees what they see, and its kernel holds theirs, each moved on by a stride, and
 * zeros. Five taps and 6 channels become six taps and 12 channels, 0.6 of the work. An infinite number of the input makes NaN of all
 * pixels that are taken together, where one of them sees it.
 *
 * @param g the convolution
 * @param together pixels that become one
 */
record ConvNeighbours(ConvGeometry g, int together) {
    /** How much less work it must be: the kernel is made larger first, and the input's rows are read in longer steps. */
    private static final double GAIN = 1.2;

    /**
     * Takes together so many as make the least work, or just one.
     *
     * @param work of a convolution, for one of its pixels
     */
    static ConvNeighbours of(ConvGeometry g, ToDoubleFunction<ConvGeometry> work) {
        var best = new ConvNeighbours(g, 1);
        double least = work.applyAsDouble(g) / GAIN;
        for (int i = 2; g.groups() == 1 && g.dilationW() == 1 && i * g.cout() <= L && i <= g.ow(); i++) {
            var some = new ConvNeighbours(g, i);
            double effort = g.ow() % i == 0 ? work.applyAsDouble(some.joined()) / i : Double.POSITIVE_INFINITY;
            if (effort < least) {
                best = some;
                least = effort;
            }
        }
        return best;
    }

    /** The convolution of fewer pixels and more channels: its output lies as the other's. */
    ConvGeometry joined() {
        return together == 1 ? g : new ConvGeometry(g.n(), g.d(), g.h(), g.w(), g.cin(), g.od(), g.oh(), g.ow() / together,
                g.cout() * together, g.kd(), g.kh(), g.kw() + (together - 1) * g.strideW(), g.strideD(), g.strideH(),
                g.strideW() * together, g.padFront(), g.padTop(), g.padLeft(), g.dilationD(), g.dilationH(), 1, 1);
    }

    /** Floats of the joined kernel; none where there is nothing to join. */
    int kernelFloats() {
        var joined = joined();
        return together == 1 ? 0 : (int) lines((long) joined.kernelRows() * joined.cout());
    }

    /** Makes the joined kernel. @param turned see {@link ConvForward#bind} */
    Step join(boolean turned, float[] kernel, int kernelPos, float[] to, int toPos) {
        return (task, lane) -> {
            int at = toPos, kw = joined().kw();
            for (int line = 0; line < g.kd() * g.kh(); line++) {
                for (int row = 0; row < kw * g.cin(); row++) {
                    for (int i = 0; i < together; i++) {
                        int column = row / g.cin() - i * g.strideW(), tap = line * g.kw() + column, in = row % g.cin();
                        boolean zero = column < 0 || column >= g.kw();
                        for (int o = 0; o < g.cout(); o++) {
                            int from = turned ? ((g.taps() - 1 - tap) * g.cout() + o) * g.cin() + in : (tap * g.cin() + in) * g.cout() + o;
                            to[at++] = zero ? 0 : kernel[kernelPos + from];
                        }
                    }
                }
            }
        };
    }

    /** Adds up the joined kernel's gradient to the kernel's own. */
    Step part(float[] from, int fromPos, float[] dKernel, int dKernelPos, Epilogue epilogue) {
        return (task, lane) -> {
            int kw = joined().kw(), rowFloats = together * g.cout();
            for (int row = 0; row < g.kernelRows(); row++) {
                int tap = row / g.cin(), first = (tap / g.kw() * kw + tap % g.kw()) * g.cin() + row % g.cin();
                for (int o = 0; o < g.cout(); o++) {
                    float sum = 0;
                    for (int i = 0; i < together; i++) {
                        sum += from[fromPos + (first + i * g.strideW() * g.cin()) * rowFloats + i * g.cout() + o];
                    }
                    dKernel[dKernelPos + row * g.cout() + o] = sum;
                }
            }
            if (epilogue != null) {
                epilogue.apply(0, g.kernelRows() * g.cout(), lane);
            }
        };
    }
}
