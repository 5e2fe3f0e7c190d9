package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.blocks;

/**
 * The output of a 3x3 convolution cut into tiles of 4x4 pixels, each of which sees 6x6 of the input, and the tiles into tasks:
 * several whole pictures, or some rows of tiles of one. Tiles at the bottom and the right may hang over the edge.
 *
 * @param down rows of tiles of one picture
 * @param across tiles of one row
 * @param rows rows of tiles in a task
 * @param images pictures in a task: 1 unless all their rows are
 */
record WinogradTiles(ConvGeometry g, int down, int across, int rows, int images) {
    /** Pixels along the side of a tile of output, and of what it sees; and numbers in a transformed tile. */
    static final int OUT = 4, IN = 6, POINTS = IN * IN;

    /** Tasks to aim for, and tiles below which a task is not cut: its weights would be read too often. */
    private static final int TASKS = 16;
    static final int FEW = 32;

    /**
     * @param few tiles below which a task is not cut: its weights would be read too often
     * @param most tiles that a task may have, if not few (more only where one row of tiles does)
     */
    static WinogradTiles of(ConvGeometry g, int few, int most) {
        int down = blocks(g.oh(), OUT), across = blocks(g.ow(), OUT), picture = down * across;
        int wanted = (int) Math.max(few, Math.min(most, (long) g.planes() * picture / TASKS));
        int rows = even(down, wanted / across);
        return new WinogradTiles(g, down, across, rows, rows < down ? 1 : even(g.planes(), wanted / picture));
    }

    /** At most {@code size}, but at least 1, such that all blocks of {@code n} are about equal. */
    private static int even(int n, int size) {
        return blocks(n, blocks(n, Math.clamp(size, 1, n)));
    }

    private int rowTasks() {
        return blocks(down, rows);
    }

    int tasks() {
        return blocks(g.planes(), images) * rowTasks();
    }

    /** Tiles of a task at most, and of all. */
    int size() {
        return images * rows * across;
    }

    int all() {
        return g.planes() * down * across;
    }

    /** Tiles of this task. */
    int count(int task) {
        int row = task % rowTasks() * rows;
        return Math.min(images, g.planes() - task / rowTasks() * images) * Math.min(rows, down - row) * across;
    }

    /** The picture of a tile, and its first row and column of pixels. */
    int plane(int task, int tile) {
        return task / rowTasks() * images + tile / (rows * across);
    }

    int top(int task, int tile) {
        return (task % rowTasks() * rows + tile / across % rows) * OUT;
    }

    int left(int tile) {
        return tile % across * OUT;
    }

    /** The first output pixel of a task, counted over the whole batch, and how many follow each other from there. */
    int firstPixel(int task) {
        return (plane(task, 0) * g.oh() + top(task, 0)) * g.ow();
    }

    int pixels(int task) {
        int rowsLeft = g.oh() - top(task, 0);
        return count(task) / across / Math.min(rows, blocks(rowsLeft, OUT)) * Math.min(rows * OUT, rowsLeft) * g.ow();
    }

    /** The first pixel that a tile sees of a picture of input; it may lie outside. */
    int seenTop(int task, int tile) {
        return top(task, tile) - g.padTop();
    }

    int seenLeft(int tile) {
        return left(tile) - g.padLeft();
    }
}
