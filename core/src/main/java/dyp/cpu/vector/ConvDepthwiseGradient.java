package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of a depthwise convolution's kernel: for every tap and channel, x times dy summed over the pixels. Blocks of
 * images have a sum each, as in {@link ConvKernelGradient}.
 */
final class ConvDepthwiseGradient implements Step {
    private final ConvGeometry g;
    private final ConvInput input;
    private final float[] dy, to;
    private final int dyPos, toPos, parts;
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
            for (int tap = 0; tap < g.taps(); tap++) {
                int at = origin + input.tapRow[tap / g.kw()] + tap % g.kw() * g.dilationW() * channels;
                for (int c = addTap(input.pixels(u), at, firstDy, sum + tap * channels, u > unit); c < channels; c++) {
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
     * Adds the pixels of a unit to one tap, over all whole vectors of channels. Four sums in turn hide the latency.
     *
     * @return the first channel that is left
     */
    private int addTap(int pixels, int at, int dyAt, int sum, boolean add) {
        float[] x = input.data;
        int[] pixel = input.pixel;
        int channels = g.cin(), end = channels / L * L;
        for (int c = 0; c < end; c += L) {
            FloatVector s0 = add ? FloatVector.fromArray(SPECIES, to, sum + c) : FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES), s2 = s1, s3 = s1;
            int from = at + c, b = dyAt + c, p = 0;
            for (; p < pixels - 3; p += 4, b += 4 * channels) {
                s0 = FloatVector.fromArray(SPECIES, x, from + pixel[p]).fma(FloatVector.fromArray(SPECIES, dy, b), s0);
                s1 = FloatVector.fromArray(SPECIES, x, from + pixel[p + 1])
                        .fma(FloatVector.fromArray(SPECIES, dy, b + channels), s1);
                s2 = FloatVector.fromArray(SPECIES, x, from + pixel[p + 2])
                        .fma(FloatVector.fromArray(SPECIES, dy, b + 2 * channels), s2);
                s3 = FloatVector.fromArray(SPECIES, x, from + pixel[p + 3])
                        .fma(FloatVector.fromArray(SPECIES, dy, b + 3 * channels), s3);
            }
            for (; p < pixels; p++, b += channels) {
                s0 = FloatVector.fromArray(SPECIES, x, from + pixel[p]).fma(FloatVector.fromArray(SPECIES, dy, b), s0);
            }
            s0.add(s1).add(s2.add(s3)).intoArray(to, sum + c);
        }
        return end;
    }
}
