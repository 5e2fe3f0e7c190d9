package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;

/**
 * A task's input taken apart into planes, one for each picture of the depth, each channel and, with strides, each place modulo these.
 * Then the number that output pixel {@code row * columns + column} meets with a tap and a channel lies at that place plus an offset of
 * theirs, so the pixels of an image follow each other from row to row, with a few between that nobody wants. An input of one channel
 * without strides is such a plane already.
 */
final class ConvPlanes {
    /** Pixels that a kernel may take together, and which may reach so far beyond the last. */
    static final int TOGETHER = 2 * MR;

    /** Where the planes are to be read. */
    final float[] data;

    /** From one row of pixels to the next; at least the pixels of a row. */
    final int columns;

    /** For each row of the kernel, its taps in order and a tap's channels, where the first pixel of an image meets it. */
    final int[] rowAt;

    /** From one image of the task to the next. */
    final int imageStep;

    private final ConvGeometry g;
    private final ConvInput input;
    private final float[] scratch;
    private final int rooms, room, plane;
    private final boolean apart;

    /**
     * @param input ends where {@code scratch} may be read for {@link #TOGETHER} floats more
     * @param rooms {@link #laneFloats} in {@code scratch} for each lane
     */
    ConvPlanes(ConvGeometry g, ConvInput input, float[] scratch, int rooms) {
        this.g = g;
        this.input = input;
        this.scratch = scratch;
        this.rooms = rooms;
        room = (int) laneFloats(g);
        int parts = g.cin() * g.strideH() * g.strideW();
        apart = parts > 1 || input.endsWithin(TOGETHER);
        data = apart ? scratch : input.data;
        columns = apart ? columns(g) : input.rowStep;
        plane = planeFloats(g);
        imageStep = apart ? g.kd() * parts * plane : input.imageStep;
        rowAt = new int[g.kernelRows()];
        for (int i = 0; i < rowAt.length; i++) {
            int channel = i % g.cin(), tap = i / g.cin();
            int depth = tap / g.kw() / g.kh(), row = tap / g.kw() % g.kh() * g.dilationH(), column = tap % g.kw() * g.dilationW();
            int part = (channel * g.strideH() + row % g.strideH()) * g.strideW() + column % g.strideW();
            rowAt[i] = (apart ? (depth * parts + part) * plane : input.tapRow[depth * g.kh()]) + row / g.strideH() * columns
                    + column / g.strideW();
        }
    }

    private static int columns(ConvGeometry g) {
        return blocks(g.columnsSeen(), g.strideW());
    }

    private static int planeFloats(ConvGeometry g) {
        return blocks(g.rowsSeen(ConvInput.taskRows(g)), g.strideH()) * columns(g);
    }

    /** Scratch of one lane. */
    static long laneFloats(ConvGeometry g) {
        int images = ConvInput.taskPixels(g) / (ConvInput.taskRows(g) * g.ow());
        return lines((long) images * g.kd() * g.cin() * g.strideH() * g.strideW() * planeFloats(g) + TOGETHER);
    }

    /** Makes the task's input ready and says where in {@link #data} its first image begins. */
    int load(int task, int lane) {
        int origin = input.load(task, lane);
        return apart ? takeApart(task, origin, rooms + lane * room) : origin;
    }

    private int takeApart(int task, int origin, int room) {
        int to = room, rows = g.rowsSeen(input.rows(task));
        int cin = g.cin(), strideH = g.strideH(), strideW = g.strideW(), rowFloats = g.columnsSeen() * cin;
        for (int i = 0; i < input.images(task) * g.kd(); i++, to += cin * strideH * strideW * plane) {
            int from = origin + i / g.kd() * input.imageStep + input.tapRow[i % g.kd() * g.kh()];
            for (int row = 0; row < rows; row++, from += input.rowStep) {
                int at = to + row % strideH * strideW * plane + row / strideH * columns;
                if (rowFloats == columns) {
                    System.arraycopy(input.data, from, scratch, at, columns);
                    continue;
                }
                for (int channel = 0; channel < cin; channel++, at += strideH * strideW * plane) {
                    for (int part = 0; part < strideW; part++) {
                        column(input.data, from + part * cin + channel, strideW * cin, from + rowFloats, scratch, at + part * plane);
                    }
                }
            }
        }
        return room;
    }

    private static void column(float[] from, int pos, int step, int end, float[] to, int toPos) {
        for (; pos < end; pos += step) {
            to[toPos++] = from[pos];
        }
    }
}
