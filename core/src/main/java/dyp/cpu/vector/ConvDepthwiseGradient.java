package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of a depthwise convolution's kernel: for every tap and channel, x times dy summed over the pixels. Blocks of
 * images have a sum each, as in {@link ConvKernelGradient}.
 */
final class ConvDepthwiseGradient implements Step {
    /** Taps that share one pass over the pixels: so many sums, dy, and little else fit in 16 registers. */
    private static final int TAPS = 9;

    private final ConvGeometry g;
    private final ConvInput input;
    private final float[] dy, to;
    private final int dyPos, toPos, parts;
    /** Where each tap lies, from the first tap of its pixel. */
    private final int[] tapAt;
    private final Epilogue epilogue;

    private ConvDepthwiseGradient(ConvGeometry g, ConvInput input, float[] dy, int dyPos, float[] to, int toPos, int parts,
            Epilogue epilogue) {
        this.g = g;
        this.input = input;
        this.dy = dy;
        this.dyPos = dyPos;
        this.to = to;
        this.toPos = toPos;
        this.parts = parts;
        this.epilogue = epilogue;
        tapAt = new int[g.taps()];
        Arrays.setAll(tapAt, tap -> input.tapRow[tap / g.kw()] + tap % g.kw() * g.dilationW() * g.cin());
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        return parts(g) * partFloats(g) + lanes * ConvInput.laneFloats(g);
    }

    private static int parts(ConvGeometry g) {
        long floats = (long) g.kernelRows() * g.cout();
        return PartialSums.parts(ConvInput.tasks(g), g.outputPixels() * floats, floats);
    }

    private static long partFloats(ConvGeometry g) {
        return lines((long) g.kernelRows() * g.cout());
    }

    static Step[] bind(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        int parts = parts(g), stride = (int) partFloats(g);
        var input = new ConvInput(g, ConvInput.Gaps.NONE, x, xPos, scratch, scratchPos + parts * stride);
        return new Step[] {
            new ConvDepthwiseGradient(g, input, dy, dyPos, scratch, scratchPos, parts, null),
            new PartialSums(g.kernelRows(), g.cout(), parts, scratch, scratchPos, stride, dKernel, dKernelPos, epilogue)
        };
    }

    @Override
    public int tasks() {
        return parts;
    }

    @Override
    public void run(int task, int lane) {
        int unit = (int) ((long) input.tasks * task / parts), end = (int) ((long) input.tasks * (task + 1) / parts);
        int sum = toPos + task * (int) partFloats(g), channels = g.cin();
        for (int u = unit; u < end; u++) {
            int origin = input.load(u, lane), firstDy = dyPos + input.firstPixel(u) * channels;
            for (int tap = 0; tap < g.taps(); tap += TAPS) {
                addTaps(tap, input.pixels(u), origin, firstDy, sum, u > unit);
            }
            for (int tap = 0; tap < g.taps(); tap++) {
                int at = origin + tapAt[tap];
                for (int c = channels / L * L; c < channels; c++) {
                    float s = u > unit ? to[sum + tap * channels + c] : 0;
                    for (int p = 0; p < input.pixels(u); p++) {
                        s = Math.fma(input.data[at + input.pixel[p] + c], dy[firstDy + p * channels + c], s);
                    }
                    to[sum + tap * channels + c] = s;
                }
            }
        }
    }

    /**
     * Adds the pixels of a unit to nine taps, over all whole vectors of channels: nine sums hide the latency, and dy is read once for
     * all of them. Taps beyond the last repeat it.
     */
    private void addTaps(int tap, int pixels, int origin, int dyAt, int sum, boolean add) {
        float[] x = input.data;
        int[] pixel = input.pixel;
        int channels = g.cin(), last = g.taps() - 1 - tap;
        int t1 = Math.min(1, last), t2 = Math.min(2, last), t3 = Math.min(3, last), t4 = Math.min(4, last), t5 = Math.min(5, last);
        int t6 = Math.min(6, last), t7 = Math.min(7, last), t8 = Math.min(8, last);
        int a0 = tapAt[tap], a1 = tapAt[tap + t1], a2 = tapAt[tap + t2], a3 = tapAt[tap + t3], a4 = tapAt[tap + t4];
        int a5 = tapAt[tap + t5], a6 = tapAt[tap + t6], a7 = tapAt[tap + t7], a8 = tapAt[tap + t8];
        for (int c = 0; c <= channels - L; c += L) {
            FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0;
            int at = sum + tap * channels + c;
            if (add) {
                s0 = FloatVector.fromArray(SPECIES, to, at);
                s1 = FloatVector.fromArray(SPECIES, to, at + t1 * channels);
                s2 = FloatVector.fromArray(SPECIES, to, at + t2 * channels);
                s3 = FloatVector.fromArray(SPECIES, to, at + t3 * channels);
                s4 = FloatVector.fromArray(SPECIES, to, at + t4 * channels);
                s5 = FloatVector.fromArray(SPECIES, to, at + t5 * channels);
                s6 = FloatVector.fromArray(SPECIES, to, at + t6 * channels);
                s7 = FloatVector.fromArray(SPECIES, to, at + t7 * channels);
                s8 = FloatVector.fromArray(SPECIES, to, at + t8 * channels);
            }
            for (int p = 0, b = dyAt + c; p < pixels; p++, b += channels) {
                FloatVector d = FloatVector.fromArray(SPECIES, dy, b);
                int from = origin + c + pixel[p];
                s0 = FloatVector.fromArray(SPECIES, x, from + a0).fma(d, s0);
                s1 = FloatVector.fromArray(SPECIES, x, from + a1).fma(d, s1);
                s2 = FloatVector.fromArray(SPECIES, x, from + a2).fma(d, s2);
                s3 = FloatVector.fromArray(SPECIES, x, from + a3).fma(d, s3);
                s4 = FloatVector.fromArray(SPECIES, x, from + a4).fma(d, s4);
                s5 = FloatVector.fromArray(SPECIES, x, from + a5).fma(d, s5);
                s6 = FloatVector.fromArray(SPECIES, x, from + a6).fma(d, s6);
                s7 = FloatVector.fromArray(SPECIES, x, from + a7).fma(d, s7);
                s8 = FloatVector.fromArray(SPECIES, x, from + a8).fma(d, s8);
            }
            s0.intoArray(to, at);
            s1.intoArray(to, at + t1 * channels);
            s2.intoArray(to, at + t2 * channels);
            s3.intoArray(to, at + t3 * channels);
            s4.intoArray(to, at + t4 * channels);
            s5.intoArray(to, at + t5 * channels);
            s6.intoArray(to, at + t6 * channels);
            s7.intoArray(to, at + t7 * channels);
            s8.intoArray(to, at + t8 * channels);
        }
    }
}
