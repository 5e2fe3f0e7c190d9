package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.lines;

import dyp.cpu.vector.ConvInput.Gaps;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/**
 * A convolution whose groups have fewer output channels than a vector: 32 groups of 4 to 4 (ResNeXt), or several filters for each channel.
 * A vector lies over the channels of several groups, and {@link ConvGroupInput} brings each of them its own input: so many groups at once
 * as there are in a vector, in place of one in a part of it. Also dy to dx, with the kernel turned.
 */
final class ConvGroupForward implements Step {
    /** Pixels of a tile. */
    private static final int PIXELS = 8;

    private final ConvGeometry g;
    private final ConvGroupInput input;
    private final ConvGroupCross cross;
    private final float[] y, scratch;
    private final int yPos, weights, tiles;
    private final Epilogue epilogue;

    /** Where the vectors of all taps and input channels lie, counted from a pixel's first: one loop in place of many short ones. */
    private final int[] at;

    private ConvGroupForward(ConvGeometry g, ConvGroupInput input, float[] y, int yPos, float[] scratch, int weights, int tiles, Epilogue epilogue) {
        this.g = g;
        this.input = input;
        cross = new ConvGroupCross(g, input.input, scratch);
        this.y = y;
        this.yPos = yPos;
        this.scratch = scratch;
        this.weights = weights;
        this.tiles = tiles;
        this.epilogue = epilogue;
        at = IntStream.range(0, g.kernelRows()).map(k -> input.run[k / input.length] + k % input.length * L).toArray();
    }

    /** Whether a group's output channels would leave part of a vector empty, and channels are not alone. */
    static boolean suits(ConvGeometry g) {
        return g.groups() > 1 && !g.isDepthwise() && g.groupOut() < L;
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        return packedFloats(g) + lanes * (LINE + ConvGroupInput.laneFloats(g, 0) + ConvInput.laneFloats(g));
    }

    private static long packedFloats(ConvGeometry g) {
        return lines((long) ConvGroupInput.vectors(g) * g.kernelRows() * L);
    }

    /** @param turned see {@link ConvForward#bind} */
    static Step[] bind(ConvGeometry g, boolean turned, float[] x, int xPos, float[] kernel, int kernelPos, float[] y, int yPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        int tiles = (int) (scratchPos + packedFloats(g)), expanded = tiles + lanes * LINE;
        var input = new ConvInput(g, Gaps.NONE, x, xPos, scratch, (int) (expanded + lanes * ConvGroupInput.laneFloats(g, 0)));
        var groups = new ConvGroupInput(g, input, 0, scratch, expanded);
        return new Step[] {pack(g, turned, kernel, kernelPos, scratch, scratchPos),
            new ConvGroupForward(g, groups, y, yPos, scratch, scratchPos, tiles, epilogue)};
    }

    /** Packs the kernel as {@code [vector][kd][kh][kw][in][L]}. */
    private static Step pack(ConvGeometry g, boolean turned, float[] kernel, int kernelPos, float[] to, int toPos) {
        int in = g.groupIn(), out = g.groupOut();
        return (task, lane) -> {
            for (int vector = 0; vector < ConvGroupInput.vectors(g); vector++) {
                int at = toPos + vector * g.kernelRows() * L;
                if (ConvGroupCross.suits(g, vector)) {
                    ConvGroupCross.pack(g, turned, vector, kernel, kernelPos, to, at);
                    continue;
                }
                for (int row = 0; row < g.kernelRows(); row++) {
                    int tap = row / in;
                    for (int c = vector * L; c < vector * L + L; c++) {
                        int i = ConvGroupInput.channel(g, row % in, c);
                        int from = turned ? ((g.taps() - 1 - tap) * out + c % out) * g.cin() + c / out * in + i : (tap * in + i) * g.cout() + c;
                        to[at++] = c < g.cout() ? kernel[kernelPos + from] : 0;
                    }
                }
            }
        };
    }

    @Override
    public int tasks() {
        return input.input.tasks;
    }

    @Override
    public void run(int task, int lane) {
        int origin = input.input.load(task, lane), first = input.input.firstPixel(task), pixels = input.input.pixels(task);
        for (int vector = 0; vector < ConvGroupInput.vectors(g); vector++) {
            int at = yPos + first * g.cout() + vector * L, b = weights + vector * g.kernelRows() * L;
            if (ConvGroupCross.suits(g, vector)) {
                cross(origin + vector * L, pixels, b, at);
                continue;
            }
            int x = input.load(task, origin, vector, lane), width = Math.min(L, g.cout() - vector * L);
            for (int p = 0; p < pixels; p += PIXELS) {
                if (width == L) {
                    tile(x, p, Math.min(p + PIXELS, pixels) - 1, b, y, at + p * g.cout(), g.cout());
                } else {
                    narrow(x, p, Math.min(p + PIXELS, pixels), b, at, width, lane);
                }
            }
        }
        if (epilogue != null && pixels > 0) {
            epilogue.apply(first * g.cout(), (first + pixels) * g.cout(), lane);
        }
    }

    /** All pixels, with four ways at a time: the weights of those stay in L1. */
    private void cross(int x, int pixels, int b, int at) {
        for (int i = 0; i < g.groupIn(); i += 4) {
            for (int p = 0; p < pixels; p += 4) {
                cross.tile(x, p, Math.min(p + 4, pixels) - 1, b + i * g.taps() * L, y, at + p * g.cout(), g.cout(), i > 0);
            }
        }
    }

    /** The last channels, by way of the lane's line: pixel by pixel, since they are few. */
    private void narrow(int x, int p, int end, int b, int at, int width, int lane) {
        for (; p < end; p++) {
            tile(x, p, p, b, scratch, tiles + lane * LINE, 0);
            System.arraycopy(scratch, tiles + lane * LINE, y, at + p * g.cout(), width);
        }
    }

    /** A vector of channels of pixels {@code p} to {@code last}; those of the tile beyond it are the last one again. */
    private void tile(int origin, int p, int last, int b, float[] to, int toPos, int step) {
        float[] x = input.data, w = scratch;
        int[] pixel = input.pixel;
        int[] all = at;
        int few = last - p;
        int a0 = origin + pixel[p], a1 = origin + pixel[Math.min(p + 1, last)], a2 = origin + pixel[Math.min(p + 2, last)];
        int a3 = origin + pixel[Math.min(p + 3, last)], a4 = origin + pixel[Math.min(p + 4, last)], a5 = origin + pixel[Math.min(p + 5, last)];
        int a6 = origin + pixel[Math.min(p + 6, last)], a7 = origin + pixel[last];
        FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (int k = 0; k < all.length; k++) {
            FloatVector v = FloatVector.fromArray(SPECIES, w, b + k * L);
            int from = all[k];
            s0 = v.fma(FloatVector.fromArray(SPECIES, x, a0 + from), s0);
            s1 = v.fma(FloatVector.fromArray(SPECIES, x, a1 + from), s1);
            s2 = v.fma(FloatVector.fromArray(SPECIES, x, a2 + from), s2);
            s3 = v.fma(FloatVector.fromArray(SPECIES, x, a3 + from), s3);
            s4 = v.fma(FloatVector.fromArray(SPECIES, x, a4 + from), s4);
            s5 = v.fma(FloatVector.fromArray(SPECIES, x, a5 + from), s5);
            s6 = v.fma(FloatVector.fromArray(SPECIES, x, a6 + from), s6);
            s7 = v.fma(FloatVector.fromArray(SPECIES, x, a7 + from), s7);
        }
        s0.intoArray(to, toPos);
        s1.intoArray(to, toPos + Math.min(1, few) * step);
        s2.intoArray(to, toPos + Math.min(2, few) * step);
        s3.intoArray(to, toPos + Math.min(3, few) * step);
        s4.intoArray(to, toPos + Math.min(4, few) * step);
        s5.intoArray(to, toPos + Math.min(5, few) * step);
        s6.intoArray(to, toPos + Math.min(6, few) * step);
        s7.intoArray(to, toPos + few * step);
    }
}
