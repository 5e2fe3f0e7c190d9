package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Blocks;
import dyp.runtime.Step;
import java.util.Arrays;

/**
 * The input of a convolution, split into tasks: what several whole images of output see, or some rows of one. With a depth, each
 * image of output sees several of input.
 *
 * <p>Where a tap could fall outside the image, or zeros lie between the pixels, a task's part of the input is first copied
 * to the lane's scratch with its border; otherwise it is read where it lies. Either way the kernels
 * see a plain image without borders, in which the output pixels are found by {@link #pixel}.
 */
final class ConvInput {
    /** Output pixels of a task to aim for, so that a panel of weights, once in cache, serves many tiles. */
    private static final int PIXELS = 512;

    /** Floats of input in a task, at most (if one row of output allows): they stay in L2 beside the weights. */
    static final int FLOATS = 1 << 16;

    /** The same of a shared input, of which each task reads many weights from memory: then they should serve more pixels. */
    private static final int SHARED = 1 << 18;

    /** Where the input is to be read: the tensor itself or the scratch. */
    final float[] data;

    /** From one row to the next, and from one image to the next, in {@link #data}. */
    final int rowStep, imageStep;

    /** For every row of taps, over the depth and the height, where it lies, counted from the first. */
    final int[] tapRow;

    /** For every output pixel of a task, where its first tap lies, counted from {@link #load}'s answer. */
    final int[] pixel;

    /** How many tasks there are; and the images and the output rows of each. */
    final int tasks, images, rows;

    /**
     * Pixels from one of the input to the next along each axis, of which all but the first are zeros.
     *
     * @param d along the depth
     */
    record Gaps(int d, int h, int w) {
        static final Gaps NONE = new Gaps(1, 1, 1);

        /** dy as the input of the convolution that gives dx. */
        static Gaps ofStrides(ConvGeometry g) {
            return new Gaps(g.strideD(), g.strideH(), g.strideW());
        }
    }

    private final ConvGeometry g;
    private final float[] x;
    private final int xPos, scratchPos, gapD, gapH, gapW, rowTasks, laneFloats;
    private final boolean direct, shared;
    /** Columns of the image that are seen, and where the first of them lies in a copied row. */
    private final int column, columnEnd, columnAt;

    /** A plain input, or one with {@code stride - 1} zeros between its pixels along each axis of {@code gaps}. */
    ConvInput(ConvGeometry g, Gaps gaps, float[] x, int xPos, float[] scratch, int scratchPos) {
        this(g, gaps, x, xPos, scratch, scratchPos, false);
    }

    /** @param shared what is copied is copied by {@link #ahead}, once for all that {@link #load} it, into a room for each task */
    ConvInput(ConvGeometry g, Gaps gaps, float[] x, int xPos, float[] scratch, int scratchPos, boolean shared) {
        this.g = g;
        this.shared = shared;
        this.x = x;
        this.xPos = xPos;
        this.scratchPos = scratchPos;
        gapD = gaps.d();
        gapH = gaps.h();
        gapW = gaps.w();
        rows = taskRows(g, shared);
        rowTasks = blocks(g.oh(), rows);
        images = taskImages(g, shared);
        tasks = blocks(g.planes(), images) * rowTasks;
        direct = gaps.equals(Gaps.NONE) && isInside(g) && (images == 1 || g.isFlat());
        data = direct ? x : scratch;
        rowStep = (direct ? g.w() : g.columnsSeen()) * g.cin();
        int planeStep = (direct ? g.h() : g.rowsSeen(rows)) * rowStep;
        imageStep = direct ? planeStep : g.kd() * planeStep;
        tapRow = new int[g.kd() * g.kh()];
        for (int i = 0; i < tapRow.length; i++) {
            tapRow[i] = i / g.kh() * (direct ? g.dilationD() : 1) * planeStep + i % g.kh() * g.dilationH() * rowStep;
        }
        column = Math.max(0, blocks(-g.padLeft(), gapW));
        columnEnd = Math.min(g.w(), blocks(g.columnsSeen() - g.padLeft(), gapW));
        columnAt = (column * gapW + g.padLeft()) * g.cin();
        laneFloats = (int) laneFloats(g, shared);
        pixel = new int[images * rows * g.ow()];
        for (int i = 0; i < pixel.length; i++) {
            int image = i / (rows * g.ow()), row = i / g.ow() % rows, column = i % g.ow();
            pixel[i] = image * imageStep + row * g.strideH() * rowStep + column * g.strideW() * g.cin();
        }
    }

    /** Scratch of one lane. */
    static long laneFloats(ConvGeometry g) {
        return laneFloats(g, false);
    }

    private static long laneFloats(ConvGeometry g, boolean shared) {
        return lines((long) taskImages(g, shared) * g.kd() * g.rowsSeen(taskRows(g, shared)) * g.columnsSeen() * g.cin());
    }

    /** Scratch of a shared input. */
    static long sharedFloats(ConvGeometry g) {
        return laneFloats(g, true) * blocks(g.planes(), taskImages(g, true)) * blocks(g.oh(), taskRows(g, true));
    }

    /** Tasks of a geometry, and the output pixels of one task at most. */
    static int tasks(ConvGeometry g) {
        return blocks(g.planes(), taskImages(g, false)) * blocks(g.oh(), taskRows(g));
    }

    static int taskPixels(ConvGeometry g) {
        return taskImages(g, false) * taskRows(g) * g.ow();
    }

    private static boolean isInside(ConvGeometry g) {
        return g.padFront() == 0 && g.padTop() == 0 && g.padLeft() == 0
                && g.planesSeen() <= g.d() && g.rowsSeen(g.oh()) <= g.h() && g.columnsSeen() <= g.w();
    }

    static int taskRows(ConvGeometry g) {
        return taskRows(g, false);
    }

    private static int taskRows(ConvGeometry g, boolean shared) {
        int fit = Math.max(1, (shared ? SHARED : FLOATS) / Math.max(1, g.kd() * g.strideH() * g.columnsSeen() * g.cin()));
        // A single large image is split for the sake of other threads; many images need not be.
        int wanted = g.planes() >= 16 ? g.oh() : Math.max(blocks(g.oh() * g.planes(), 16), blocks(PIXELS / 4, Math.max(1, g.ow())));
        int most = Math.clamp(wanted, 1, Math.max(1, Math.min(fit, g.oh())));
        return blocks(g.oh(), Math.max(1, blocks(g.oh(), most)));
    }

    private static int taskImages(ConvGeometry g, boolean shared) {
        if (taskRows(g, shared) < g.oh()) {
            return 1;
        }
        int wanted = PIXELS / Math.max(1, g.oh() * g.ow());
        // Few images with many channels leave enough tasks all the same: the channels can be split.
        int ways = g.groups() > 1 ? 1 : Math.max(1, g.cout() / (2 * NR));
        long image = (long) g.kd() * g.rowsSeen(g.oh()) * g.columnsSeen() * g.cin(), fit = shared ? SHARED / Math.max(1, image) : wanted;
        return Math.clamp(Math.min(Math.min(wanted, fit), (long) g.planes() * ways / 16), 1, Math.max(1, g.planes()));
    }

    /** Whether a task's part of the input is copied. */
    boolean copies() {
        return !direct;
    }

    /** The first output pixel of a task, counted over the whole batch: its output is the next {@link #pixels}. */
    int firstPixel(int task) {
        return (task / rowTasks * images * g.oh() + task % rowTasks * rows) * g.ow();
    }

    /** Images of this task: the last one may have fewer. */
    int images(int task) {
        return Math.min(images, g.planes() - task / rowTasks * images);
    }

    /** Output rows of this task in each image: the last one may have fewer. */
    int rows(int task) {
        return Math.min(rows, g.oh() - task % rowTasks * rows);
    }

    int pixels(int task) {
        return images(task) * rows(task) * g.ow();
    }

    /** Whether {@link #data} ends less than {@code floats} floats behind the input, where that is read in its place. */
    boolean endsWithin(int floats) {
        return direct && xPos + (long) g.inputPixels() * g.cin() + floats > x.length;
    }

    /** The phase that comes before those that load a shared input. */
    Step ahead() {
        return Blocks.of(tasks, 1, (task, _, _) -> copy(task, scratchPos + task * laneFloats));
    }

    /** Makes the task's input ready and says where in {@link #data} it begins. */
    int load(int task, int lane) {
        int image = task / rowTasks * images, row = task % rowTasks * rows;
        if (direct) {
            return xPos + (seen(image, 0) * g.h() + row * g.strideH()) * rowStep;
        }
        int to = scratchPos + (shared ? task : lane) * laneFloats;
        if (!shared) {
            copy(task, to);
        }
        return to;
    }

    private void copy(int task, int to) {
        int image = task / rowTasks * images, top = task % rowTasks * rows * g.strideH() - g.padTop();
        for (int i = 0; i < images(task); i++) {
            for (int tap = 0; tap < g.kd(); tap++) {
                int from = seen(image + i, tap), at = to + i * imageStep + tapRow[tap * g.kh()];
                for (int r = 0; r < g.rowsSeen(rows(task)); r++) {
                    copyRow(from, top + r, at + r * rowStep);
                }
            }
        }
    }

    /** The image of input that an image of output sees with a tap of the depth; -1 for zeros. */
    private int seen(int image, int tap) {
        int virtual = image % g.od() * g.strideD() + tap * g.dilationD() - g.padFront();
        return virtual < 0 || virtual % gapD != 0 || virtual / gapD >= g.d() ? -1 : image / g.od() * g.d() + virtual / gapD;
    }

    /** Copies the row {@code virtual} of the image with its gaps; it may lie outside, and so may the image (-1). */
    private void copyRow(int image, int virtual, int to) {
        int row = gapH == 1 ? virtual : virtual % gapH == 0 ? virtual / gapH : -1;
        if (image < 0 || virtual < 0 || row < 0 || row >= g.h() || columnEnd <= column) {
            Arrays.fill(data, to, to + rowStep, 0);
            return;
        }
        int cin = g.cin(), from = xPos + ((image * g.h() + row) * g.w() + column) * cin, count = (columnEnd - column) * cin;
        if (gapW > 1) {
            Arrays.fill(data, to, to + rowStep, 0);
            for (int i = 0, at = to + columnAt; i < count; i += cin, at += gapW * cin) {
                System.arraycopy(x, from + i, data, at, cin);
            }
            return;
        }
        fill(to, to + columnAt);
        System.arraycopy(x, from, data, to + columnAt, count);
        fill(to + columnAt + count, to + rowStep);
    }

    /** Zeros, mostly few. */
    private void fill(int from, int end) {
        for (int i = from; i < end; i++) {
            data[i] = 0;
        }
    }
}
