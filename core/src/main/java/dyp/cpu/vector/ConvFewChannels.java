package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of a kernel whose input has few channels, as a first layer's has. In {@link ConvPlanes} the numbers that three neighbouring
 * taps bring to four neighbouring pixels are six: each is read once for up to three products. Three such runs of taps and a vector of
 * output channels ({@link ConvTaps}) are summed in registers, and dy is read where it lies. Blocks of pixels have a sum each, as in
 * {@link ConvKernelGradient}.
 */
final class ConvFewChannels implements Step {
    /** Pixels of one stretch: their vectors of dy stay in L1 for all taps. */
    private static final int STRETCH = 160;

    private final ConvGeometry g;
    private final ConvInput input;
    private final ConvPlanes planes;
    private final ConvTaps taps;
    private final float[] dy, to, scratch;
    private final int dyPos, toPos, parts, rooms, room;
    private final Epilogue epilogue;

    private ConvFewChannels(ConvGeometry g, ConvInput input, ConvPlanes planes, float[] dy, int dyPos, float[] to, int toPos, int parts,
            float[] scratch, int rooms, Epilogue epilogue) {
        this.g = g;
        this.input = input;
        this.planes = planes;
        this.dy = dy;
        this.dyPos = dyPos;
        this.to = to;
        this.toPos = toPos;
        this.parts = parts;
        this.scratch = scratch;
        this.rooms = rooms;
        this.epilogue = epilogue;
        taps = ConvTaps.of(g, planes.rowAt);
        room = room(g);
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        return (PartialSums.parts(g) == 1 ? 0 : PartialSums.parts(g) * PartialSums.partFloats(g))
                + lanes * (room(g) + ConvPlanes.laneFloats(g) + ConvInput.laneFloats(g)) + ConvPlanes.TOGETHER;
    }

    /** A lane's sums, and a stretch of dy. */
    private static int room(ConvGeometry g) {
        return ConvTaps.sumFloats(g) + stretchFloats(g);
    }

    private static int stretchFloats(ConvGeometry g) {
        return (int) lines((long) Math.max(STRETCH, g.ow()) * g.cout() + L);
    }

    static Step[] bind(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos, float[] scratch,
            int scratchPos, int lanes, Epilogue epilogue) {
        int parts = PartialSums.parts(g), stride = (int) PartialSums.partFloats(g);
        int rooms = scratchPos + (parts == 1 ? 0 : parts * stride), apart = rooms + lanes * room(g);
        var input = new ConvInput(g, ConvInput.Gaps.NONE, x, xPos, scratch, (int) (apart + lanes * ConvPlanes.laneFloats(g)));
        var planes = new ConvPlanes(g, input, scratch, apart);
        if (parts == 1) {
            return new Step[] {new ConvFewChannels(g, input, planes, dy, dyPos, dKernel, dKernelPos, 1, scratch, rooms, epilogue)};
        }
        return new Step[] {
            new ConvFewChannels(g, input, planes, dy, dyPos, scratch, scratchPos, parts, scratch, rooms, null),
            new PartialSums(g.kernelRows(), g.cout(), parts, scratch, scratchPos, stride, dKernel, dKernelPos, epilogue)
        };
    }

    @Override
    public int tasks() {
        return parts;
    }

    @Override
    public void run(int task, int lane) {
        int first = (int) ((long) input.tasks * task / parts), end = (int) ((long) input.tasks * (task + 1) / parts);
        int sums = rooms + lane * room, some = Math.max(1, STRETCH / g.ow());
        for (int unit = first; unit < end; unit++) {
            int origin = planes.load(unit, lane), rows = input.rows(unit);
            for (int i = 0; i < input.images(unit); i++) {
                for (int row = 0; row < rows; row += some) {
                    int pixel = input.firstPixel(unit) + (i * rows + row) * g.ow();
                    stretch(origin + i * planes.imageStep + row * planes.columns, pixel * g.cout(), Math.min(some, rows - row), sums,
                            unit > first || i > 0 || row > 0);
                }
            }
        }
        taps.unpack(g, scratch, sums, to, toPos + task * (int) PartialSums.partFloats(g));
        if (epilogue != null) {
            epilogue.apply(0, g.kernelRows() * g.cout(), lane);
        }
    }

    /** Adds some rows of pixels to all sums. */
    private void stretch(int x, int pixel, int rows, int sums, boolean add) {
        int cout = g.cout(), floats = rows * g.ow() * cout, b = dyPos + pixel;
        float[] from = dy;
        if (b + floats + L > dy.length) {
            // Vectors reach beyond the last channels, into the next pixel's; at the very end there is nothing to reach into.
            from = scratch;
            b = sums + room - stretchFloats(g);
            System.arraycopy(dy, dyPos + pixel, scratch, b, floats);
        }
        int[] at = taps.at();
        for (int column = 0, sum = sums; column < cout; column += L) {
            for (int i = 0; i < at.length; i += 3, sum += 9 * L) {
                nine(x + at[i], x + at[i + 1], x + at[i + 2], from, b + column, rows, sum, add);
            }
        }
    }

    /** A vector of channels of three times three taps. */
    private void nine(int a0, int a1, int a2, float[] dy, int b, int rows, int sum, boolean add) {
        float[] a = planes.data, c = scratch;
        int length = g.ow(), cout = g.cout(), runStep = planes.columns;
        FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0;
        if (add) {
            s0 = FloatVector.fromArray(SPECIES, c, sum);
            s1 = FloatVector.fromArray(SPECIES, c, sum + L);
            s2 = FloatVector.fromArray(SPECIES, c, sum + 2 * L);
            s3 = FloatVector.fromArray(SPECIES, c, sum + 3 * L);
            s4 = FloatVector.fromArray(SPECIES, c, sum + 4 * L);
            s5 = FloatVector.fromArray(SPECIES, c, sum + 5 * L);
            s6 = FloatVector.fromArray(SPECIES, c, sum + 6 * L);
            s7 = FloatVector.fromArray(SPECIES, c, sum + 7 * L);
            s8 = FloatVector.fromArray(SPECIES, c, sum + 8 * L);
        }
        for (int i = 0; i < rows; i++) {
            int k = 0;
            for (; k < length - 3; k += 4) {
                FloatVector d0 = FloatVector.fromArray(SPECIES, dy, b + k * cout);
                FloatVector d1 = FloatVector.fromArray(SPECIES, dy, b + k * cout + cout);
                FloatVector d2 = FloatVector.fromArray(SPECIES, dy, b + k * cout + 2 * cout);
                FloatVector d3 = FloatVector.fromArray(SPECIES, dy, b + k * cout + 3 * cout);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + k]), y = FloatVector.broadcast(SPECIES, a[a1 + k]);
                FloatVector z = FloatVector.broadcast(SPECIES, a[a2 + k]);
                s0 = x.fma(d0, s0); s3 = y.fma(d0, s3); s6 = z.fma(d0, s6);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 1]); s0 = x.fma(d1, s0); s1 = x.fma(d0, s1);
                y = FloatVector.broadcast(SPECIES, a[a1 + k + 1]); s3 = y.fma(d1, s3); s4 = y.fma(d0, s4);
                z = FloatVector.broadcast(SPECIES, a[a2 + k + 1]); s6 = z.fma(d1, s6); s7 = z.fma(d0, s7);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 2]); s0 = x.fma(d2, s0); s1 = x.fma(d1, s1); s2 = x.fma(d0, s2);
                y = FloatVector.broadcast(SPECIES, a[a1 + k + 2]); s3 = y.fma(d2, s3); s4 = y.fma(d1, s4); s5 = y.fma(d0, s5);
                z = FloatVector.broadcast(SPECIES, a[a2 + k + 2]); s6 = z.fma(d2, s6); s7 = z.fma(d1, s7); s8 = z.fma(d0, s8);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 3]); s0 = x.fma(d3, s0); s1 = x.fma(d2, s1); s2 = x.fma(d1, s2);
                y = FloatVector.broadcast(SPECIES, a[a1 + k + 3]); s3 = y.fma(d3, s3); s4 = y.fma(d2, s4); s5 = y.fma(d1, s5);
                z = FloatVector.broadcast(SPECIES, a[a2 + k + 3]); s6 = z.fma(d3, s6); s7 = z.fma(d2, s7); s8 = z.fma(d1, s8);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 4]); s1 = x.fma(d3, s1); s2 = x.fma(d2, s2);
                y = FloatVector.broadcast(SPECIES, a[a1 + k + 4]); s4 = y.fma(d3, s4); s5 = y.fma(d2, s5);
                z = FloatVector.broadcast(SPECIES, a[a2 + k + 4]); s7 = z.fma(d3, s7); s8 = z.fma(d2, s8);
                x = FloatVector.broadcast(SPECIES, a[a0 + k + 5]); s2 = x.fma(d3, s2);
                y = FloatVector.broadcast(SPECIES, a[a1 + k + 5]); s5 = y.fma(d3, s5);
                z = FloatVector.broadcast(SPECIES, a[a2 + k + 5]); s8 = z.fma(d3, s8);
            }
            for (; k < length; k++) {
                FloatVector d = FloatVector.fromArray(SPECIES, dy, b + k * cout);
                s0 = FloatVector.broadcast(SPECIES, a[a0 + k]).fma(d, s0);
                s1 = FloatVector.broadcast(SPECIES, a[a0 + k + 1]).fma(d, s1);
                s2 = FloatVector.broadcast(SPECIES, a[a0 + k + 2]).fma(d, s2);
                s3 = FloatVector.broadcast(SPECIES, a[a1 + k]).fma(d, s3);
                s4 = FloatVector.broadcast(SPECIES, a[a1 + k + 1]).fma(d, s4);
                s5 = FloatVector.broadcast(SPECIES, a[a1 + k + 2]).fma(d, s5);
                s6 = FloatVector.broadcast(SPECIES, a[a2 + k]).fma(d, s6);
                s7 = FloatVector.broadcast(SPECIES, a[a2 + k + 1]).fma(d, s7);
                s8 = FloatVector.broadcast(SPECIES, a[a2 + k + 2]).fma(d, s8);
            }
            b += length * cout;
            a0 += runStep;
            a1 += runStep;
            a2 += runStep;
        }
        s0.intoArray(c, sum);
        s1.intoArray(c, sum + L);
        s2.intoArray(c, sum + 2 * L);
        s3.intoArray(c, sum + 3 * L);
        s4.intoArray(c, sum + 4 * L);
        s5.intoArray(c, sum + 5 * L);
        s6.intoArray(c, sum + 6 * L);
        s7.intoArray(c, sum + 7 * L);
        s8.intoArray(c, sum + 8 * L);
    }
}
