package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of a first layer's kernel, whose input has few channels. A task's input is taken apart into its channels (and, with a
 * stride, every other column), so that for each tap and channel the numbers that meet a row of dy lie side by side. Nine taps and a
 * vector of output channels are then summed in registers, and dy is read where it lies. Blocks of pixels have a sum each, as in
 * {@link ConvKernelGradient}.
 */
final class ConvFewChannels implements Step {
    /** Rows of the kernel that are summed at a time. */
    private static final int ROWS = 9;

    /** Pixels of one stretch: their vectors of dy stay in L1 for all rows of the kernel. */
    private static final int STRETCH = 160;

    private final ConvGeometry g;
    private final ConvInput input;
    private final float[] dy, to, scratch;
    private final int dyPos, toPos, parts, rooms, room, columns, rowStep, planeRows;
    /** Where the first pixel of an image meets each row of the kernel, in the lane's room. */
    private final int[] rowAt;
    private final Epilogue epilogue;

    private ConvFewChannels(ConvGeometry g, ConvInput input, float[] dy, int dyPos, float[] to, int toPos, int parts, float[] scratch,
            int rooms, Epilogue epilogue) {
        this.g = g;
        this.input = input;
        this.dy = dy;
        this.dyPos = dyPos;
        this.to = to;
        this.toPos = toPos;
        this.parts = parts;
        this.scratch = scratch;
        this.rooms = rooms;
        this.epilogue = epilogue;
        room = room(g);
        columns = columns(g);
        rowStep = g.cin() * g.strideW() * columns;
        planeRows = g.rowsSeen(input.rows);
        rowAt = new int[g.kernelRows()];
        for (int i = 0; i < rowAt.length; i++) {
            int channel = i % g.cin(), tap = i / g.cin(), column = tap % g.kw() * g.dilationW();
            int row = tap / g.kw() / g.kh() * planeRows + tap / g.kw() % g.kh() * g.dilationH();
            rowAt[i] = row * rowStep + (channel * g.strideW() + column % g.strideW()) * columns + column / g.strideW();
        }
    }

    /**
     * Whether a row of taps has fewer numbers than a tile of {@link ConvKernelGradient}, which then idles: 3x3 taps of one channel
     * 0.15 to 0.20 of the peak, 5x5 1.6 times as fast. With 3 channels the other is as fast or faster.
     */
    static boolean suits(ConvGeometry g) {
        return g.groups() == 1 && g.taps() > 1 && g.kw() * g.cin() < Lanes.MR;
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        return (parts(g) == 1 ? 0 : parts(g) * partFloats(g)) + lanes * (room(g) + ConvInput.laneFloats(g));
    }

    private static int parts(ConvGeometry g) {
        long floats = (long) g.kernelRows() * g.cout();
        return PartialSums.parts(ConvInput.tasks(g), g.outputPixels() * floats, floats);
    }

    private static long partFloats(ConvGeometry g) {
        return lines((long) g.kernelRows() * g.cout());
    }

    /** Columns of one channel that lie side by side. */
    private static int columns(ConvGeometry g) {
        return Lanes.blocks(g.columnsSeen(), g.strideW());
    }

    /** The input of a task taken apart, and a tile of sums. */
    private static int room(ConvGeometry g) {
        int images = ConvInput.taskPixels(g) / Math.max(1, ConvInput.taskRows(g) * g.ow());
        return (int) lines((long) images * g.kd() * g.rowsSeen(ConvInput.taskRows(g)) * g.cin() * g.strideW() * columns(g)) + ROWS * L;
    }

    static Step[] bind(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos, float[] scratch,
            int scratchPos, int lanes, Epilogue epilogue) {
        int parts = parts(g), stride = (int) partFloats(g);
        int rooms = scratchPos + (parts == 1 ? 0 : parts * stride);
        var input = new ConvInput(g, ConvInput.Gaps.NONE, x, xPos, scratch, rooms + lanes * room(g));
        if (parts == 1) {
            return new Step[] {new ConvFewChannels(g, input, dy, dyPos, dKernel, dKernelPos, 1, scratch, rooms, epilogue)};
        }
        return new Step[] {
            new ConvFewChannels(g, input, dy, dyPos, scratch, scratchPos, parts, scratch, rooms, null),
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
        int sum = toPos + task * (int) partFloats(g), plain = rooms + lane * room, some = Math.max(1, STRETCH / g.ow());
        for (int unit = first; unit < end; unit++) {
            takeApart(input.load(unit, lane), input.images(unit), g.rowsSeen(input.rows(unit)), plain);
            int rows = input.rows(unit);
            for (int i = 0; i < input.images(unit); i++) {
                for (int row = 0; row < rows; row += some) {
                    int pixel = input.firstPixel(unit) + (i * rows + row) * g.ow();
                    stretch(plain + (i * g.kd() * planeRows + row * g.strideH()) * rowStep, dyPos + pixel * g.cout(),
                            Math.min(some, rows - row), sum, unit > first || i > 0 || row > 0, plain + room - ROWS * L);
                }
            }
        }
        if (epilogue != null) {
            epilogue.apply(0, g.kernelRows() * g.cout(), lane);
        }
    }

    /** Copies every row of the input so that the columns of one channel that a tap meets lie side by side. */
    private void takeApart(int origin, int images, int rows, int plain) {
        int cin = g.cin(), stride = g.strideW();
        for (int i = 0; i < images * g.kd(); i++) {
            for (int row = 0; row < rows; row++) {
                int from = origin + i / g.kd() * input.imageStep + input.tapRow[i % g.kd() * g.kh()] + row * input.rowStep;
                int at = plain + (i * planeRows + row) * rowStep;
                for (int part = 0; part < cin * stride; part++, at += columns) {
                    int first = from + part % stride * cin + part / stride;
                    for (int column = 0; column < Lanes.blocks(g.columnsSeen() - part % stride, stride); column++) {
                        scratch[at + column] = input.data[first + column * stride * cin];
                    }
                }
            }
        }
    }

    /** Adds some rows of pixels to all sums. */
    private void stretch(int x, int dyAt, int rows, int sum, boolean add, int tile) {
        int cout = g.cout(), pixels = rows * g.ow();
        for (int column = 0; column < cout; column += L) {
            int width = Math.min(L, cout - column), b = dyAt + column;
            // Vectors reach beyond the last channels, into the next pixel's; at the very end there is nothing to reach into.
            boolean inside = b + (pixels - 1) * cout + L <= dy.length;
            for (int row = 0; row < g.kernelRows(); row += ROWS) {
                int height = Math.min(ROWS, g.kernelRows() - row), at = sum + row * cout + column;
                if (!inside) {
                    oneByOne(x, row, height, rows, b, width, at, add);
                } else if (width == L) {
                    nine(x, row, height - 1, rows, b, to, at, cout, add);
                } else {
                    nine(x, row, height - 1, rows, b, scratch, tile, L, false);
                    for (int i = 0; i < height; i++) {
                        for (int j = 0; j < width; j++) {
                            to[at + i * cout + j] = (add ? to[at + i * cout + j] : 0) + scratch[tile + i * L + j];
                        }
                    }
                }
            }
        }
    }

    private void oneByOne(int x, int row, int height, int rows, int b, int width, int at, boolean add) {
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                float sum = 0;
                for (int p = 0; p < rows * g.ow(); p++) {
                    float a = scratch[x + rowAt[row + i] + p / g.ow() * g.strideH() * rowStep + p % g.ow()];
                    sum = Math.fma(a, dy[b + p * g.cout() + j], sum);
                }
                to[at + i * g.cout() + j] = (add ? to[at + i * g.cout() + j] : 0) + sum;
            }
        }
    }

    /** A vector of channels of nine rows of the kernel; rows beyond {@code last} repeat it. */
    private void nine(int x, int row, int last, int rows, int b, float[] c, int at, int step, boolean add) {
        float[] a = scratch;
        int a0 = x + rowAt[row], a1 = x + rowAt[row + Math.min(1, last)], a2 = x + rowAt[row + Math.min(2, last)];
        int a3 = x + rowAt[row + Math.min(3, last)], a4 = x + rowAt[row + Math.min(4, last)], a5 = x + rowAt[row + Math.min(5, last)];
        int a6 = x + rowAt[row + Math.min(6, last)], a7 = x + rowAt[row + Math.min(7, last)], a8 = x + rowAt[row + Math.min(8, last)];
        int c1 = at + Math.min(1, last) * step, c2 = at + Math.min(2, last) * step, c3 = at + Math.min(3, last) * step;
        int c4 = at + Math.min(4, last) * step, c5 = at + Math.min(5, last) * step, c6 = at + Math.min(6, last) * step;
        int c7 = at + Math.min(7, last) * step, c8 = at + Math.min(8, last) * step;
        int length = g.ow(), cout = g.cout(), runStep = g.strideH() * rowStep;
        FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0;
        if (add) {
            s0 = FloatVector.fromArray(SPECIES, c, at);
            s1 = FloatVector.fromArray(SPECIES, c, c1);
            s2 = FloatVector.fromArray(SPECIES, c, c2);
            s3 = FloatVector.fromArray(SPECIES, c, c3);
            s4 = FloatVector.fromArray(SPECIES, c, c4);
            s5 = FloatVector.fromArray(SPECIES, c, c5);
            s6 = FloatVector.fromArray(SPECIES, c, c6);
            s7 = FloatVector.fromArray(SPECIES, c, c7);
            s8 = FloatVector.fromArray(SPECIES, c, c8);
        }
        for (int i = 0; i < rows; i++) {
            int k = 0;
            // Two at a time share their addresses.
            for (; k < length - 1; k += 2) {
                FloatVector d = FloatVector.fromArray(SPECIES, dy, b + k * cout);
                FloatVector e = FloatVector.fromArray(SPECIES, dy, b + k * cout + cout);
                s0 = FloatVector.broadcast(SPECIES, a[a0 + k]).fma(d, s0);
                s1 = FloatVector.broadcast(SPECIES, a[a1 + k]).fma(d, s1);
                s2 = FloatVector.broadcast(SPECIES, a[a2 + k]).fma(d, s2);
                s3 = FloatVector.broadcast(SPECIES, a[a3 + k]).fma(d, s3);
                s4 = FloatVector.broadcast(SPECIES, a[a4 + k]).fma(d, s4);
                s5 = FloatVector.broadcast(SPECIES, a[a5 + k]).fma(d, s5);
                s6 = FloatVector.broadcast(SPECIES, a[a6 + k]).fma(d, s6);
                s7 = FloatVector.broadcast(SPECIES, a[a7 + k]).fma(d, s7);
                s8 = FloatVector.broadcast(SPECIES, a[a8 + k]).fma(d, s8);
                s0 = FloatVector.broadcast(SPECIES, a[a0 + k + 1]).fma(e, s0);
                s1 = FloatVector.broadcast(SPECIES, a[a1 + k + 1]).fma(e, s1);
                s2 = FloatVector.broadcast(SPECIES, a[a2 + k + 1]).fma(e, s2);
                s3 = FloatVector.broadcast(SPECIES, a[a3 + k + 1]).fma(e, s3);
                s4 = FloatVector.broadcast(SPECIES, a[a4 + k + 1]).fma(e, s4);
                s5 = FloatVector.broadcast(SPECIES, a[a5 + k + 1]).fma(e, s5);
                s6 = FloatVector.broadcast(SPECIES, a[a6 + k + 1]).fma(e, s6);
                s7 = FloatVector.broadcast(SPECIES, a[a7 + k + 1]).fma(e, s7);
                s8 = FloatVector.broadcast(SPECIES, a[a8 + k + 1]).fma(e, s8);
            }
            for (; k < length; k++) {
                FloatVector d = FloatVector.fromArray(SPECIES, dy, b + k * cout);
                s0 = FloatVector.broadcast(SPECIES, a[a0 + k]).fma(d, s0);
                s1 = FloatVector.broadcast(SPECIES, a[a1 + k]).fma(d, s1);
                s2 = FloatVector.broadcast(SPECIES, a[a2 + k]).fma(d, s2);
                s3 = FloatVector.broadcast(SPECIES, a[a3 + k]).fma(d, s3);
                s4 = FloatVector.broadcast(SPECIES, a[a4 + k]).fma(d, s4);
                s5 = FloatVector.broadcast(SPECIES, a[a5 + k]).fma(d, s5);
                s6 = FloatVector.broadcast(SPECIES, a[a6 + k]).fma(d, s6);
                s7 = FloatVector.broadcast(SPECIES, a[a7 + k]).fma(d, s7);
                s8 = FloatVector.broadcast(SPECIES, a[a8 + k]).fma(d, s8);
            }
            b += length * cout;
            a0 += runStep;
            a1 += runStep;
            a2 += runStep;
            a3 += runStep;
            a4 += runStep;
            a5 += runStep;
            a6 += runStep;
            a7 += runStep;
            a8 += runStep;
        }
        s0.intoArray(c, at);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
        s4.intoArray(c, c4);
        s5.intoArray(c, c5);
        s6.intoArray(c, c6);
        s7.intoArray(c, c7);
        s8.intoArray(c, c8);
    }
}
