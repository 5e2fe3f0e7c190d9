package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.blocks;

/**
 * The output of a 3x3 convolution cut into tiles of 4x4 pixels, each of which sees 6x6 of the input, and the tiles into tasks:
 * several whole pictures, or some rows of tiles of one. Tiles at the bottom and the right may hang over the edge.
 *
 * <p>In a volume neighbouring pictures of output see the same pictures of input: a task has as many pictures of few rows as it can, and
 * transforms each picture that they see once. What it transforms is counted in places: one for a picture of output, and {@code kd - 1}
 * more for a volume; with strides or dilation in the depth, {@code kd} for each picture of output.
 *
 * @param down rows of tiles of one picture
 * @param across tiles of one row
 * @param rows rows of tiles in a task
 * @param images pictures in a task: some of one volume, or all of several
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
        int down = blocks(g.oh(), OUT), across = blocks(g.ow(), OUT), picture = down * across, od = g.od();
        int wanted = (int) Math.max(few, Math.min(most, (long) g.planes() * picture / TASKS));
        int depth = g.kd() > 1 && shares(g) ? even(od, wanted / across) : 1, rows = depth < od && depth > 1 ? 1 : even(down, wanted / across / depth);
        int images = rows < down ? depth : wanted / picture < od ? even(od, wanted / picture) : od * even(g.n(), wanted / picture / od);
        return new WinogradTiles(g, down, across, rows, images);
    }

    /** At most {@code size}, but at least 1, such that all blocks of {@code n} are about equal. */
    private static int even(int n, int size) {
        return blocks(n, blocks(n, Math.clamp(size, 1, n)));
    }

    /** Whether the next picture of output sees the same pictures of input, but for one. */
    static boolean shares(ConvGeometry g) {
        return g.strideD() == 1 && g.dilationD() == 1;
    }

    private int rowTasks() {
        return blocks(down, rows);
    }

    /** Blocks of pictures in one volume; 1 where a block has several. */
    private int depthTasks() {
        return blocks(g.od(), images);
    }

    int tasks() {
        return (images < g.od() ? g.n() * depthTasks() : blocks(g.planes(), images)) * rowTasks();
    }

    /** Tiles of a task at most, and of all. */
    int size() {
        return images * rows * across;
    }

    int all() {
        return g.planes() * down * across;
    }

    /** Tiles of this task; those of a picture follow each other. */
    int count(int task) {
        return pictures(task) * section(task);
    }

    /** Tiles of one picture. */
    int section(int task) {
        return Math.min(rows, down - task % rowTasks() * rows) * across;
    }

    /** Pictures of this task, and the first of them. */
    int pictures(int task) {
        int first = firstPicture(task);
        return Math.min(images, images < g.od() ? g.od() - first % g.od() : g.planes() - first);
    }

    private int firstPicture(int task) {
        int block = task / rowTasks();
        return images < g.od() ? block / depthTasks() * g.od() + block % depthTasks() * images : block * images;
    }

    /** The picture of a tile, and its first row and column of pixels. */
    int plane(int task, int tile) {
        return firstPicture(task) + tile / section(task);
    }

    int top(int task, int tile) {
        return (task % rowTasks() * rows + tile % section(task) / across) * OUT;
    }

    int left(int tile) {
        return tile % across * OUT;
    }

    /** Places for so many pictures of output. */
    int places(int pictures) {
        return shares(g) ? pictures + blocks(pictures, g.od()) * (g.kd() - 1) : pictures * g.kd();
    }

    /** The place of what a task's picture of output sees with its first tap of the depth; the others follow. */
    int place(int picture) {
        return shares(g) ? picture + picture / g.od() * (g.kd() - 1) : picture * g.kd();
    }

    /** The picture of input in a place; -1 for zeros. */
    int seen(int task, int place) {
        if (!shares(g)) {
            return g.planeSeen(firstPicture(task) + place / g.kd(), place % g.kd());
        }
        int volume = g.od() + g.kd() - 1, at = place % volume, picture = Math.min(at, Math.min(pictures(task), g.od()) - 1);
        return g.planeSeen(firstPicture(task) + place / volume * g.od() + picture, at - picture);
    }

    /** The first output pixel of one of a task's pictures, counted over the whole batch, and how many follow each other from there. */
    int firstPixel(int task, int picture) {
        return ((firstPicture(task) + picture) * g.oh() + top(task, 0)) * g.ow();
    }

    int pixels(int task) {
        return Math.min(section(task) / across * OUT, g.oh() - top(task, 0)) * g.ow();
    }

    /** The first pixel that a tile sees of a picture of input; it may lie outside. */
    int seenTop(int task, int tile) {
        return top(task, tile) - g.padTop();
    }

    int seenLeft(int tile) {
        return left(tile) - g.padLeft();
    }
}
