package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;
import static dyp.cpu.vector.Lanes.roundUp;
import static dyp.cpu.vector.WinogradTiles.POINTS;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * The gradient of a 3x3 kernel by Winograd's F(3x3, 4x4): for each of the 36 points the transformed tiles of x, transposed, times
 * those of dy, summed over all tiles in a room that stays in L2, and transformed to 3x3 taps at the end. Few tiles are multiplied at once:
 * then nothing is kept but the sums of one register tile, blocks are larger and the inputs are transformed less often.
 *
 * <p>A task has a block of input channels, a block of output channels and one tap of the depth, or all of few taps, whose pictures are
 * transformed once for all of them; where that makes few tasks, a part of the tiles as well, and the parts are added up in order. All
 * follows from the geometry alone.
 */
final class WinogradKernelGradient implements Step {
    /** Channels of a block at most, of input and of output: the 36 sums take 576 KiB; and where no sums are kept. */
    private static final int CHANNELS = 64, WIDE = 128;

    /** With all taps of the depth: channels of a block and taps at most. */
    private static final int DEEP_CHANNELS = 32, DEPTH = 4;

    /** Tiles at a time: as many again of the L2 cache. */
    private static final int TILES = 64;

    private final ConvGeometry g;
    private final WinogradTiles tiles;
    private final WinogradInput[] x, dy;
    private final float[] to, scratch;
    private final boolean once;

    /** Taps of the depth in a task: one or all. */
    private final int depth;

    private final int toPos, lanePos, laneFloats, inBlock, outBlock, parts, partFloats;
    private final int xAt, xPoint, dyAt, dyPoint, stripAt, sumAt;

    /** Where the tiles of a strip lie in the transformed x. */
    private final int[] offset;

    private WinogradKernelGradient(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos,
            float[] scratch, int scratchPos) {
        this.g = g;
        this.scratch = scratch;
        tiles = tiles(g);
        once = isOnce(g);
        depth = depth(g);
        inBlock = roundUp(blocks(g.cin(), blocks(g.cin(), channels(g))), L);
        outBlock = roundUp(blocks(g.cout(), blocks(g.cout(), channels(g))), NR);
        parts = parts(g);
        partFloats = (int) lines((long) g.kernelRows() * g.cout());
        to = parts == 1 ? dKernel : scratch;
        toPos = parts == 1 ? dKernelPos : scratchPos;
        lanePos = scratchPos + (parts == 1 ? 0 : parts * partFloats);
        this.x = new WinogradInput[blocks(g.cin(), inBlock)];
        for (int i = 0; i < this.x.length; i++) {
            this.x[i] = new WinogradInput(g.h(), g.w(), x, xPos + i * inBlock, g.cin(), Math.min(inBlock, g.cin() - i * inBlock));
        }
        this.dy = new WinogradInput[blocks(g.cout(), NR)];
        for (int i = 0; i < this.dy.length; i++) {
            this.dy[i] = new WinogradInput(g.oh(), g.ow(), dy, dyPos + i * NR, g.cout(), Math.min(NR, g.cout() - i * NR));
        }
        offset = new int[places() * tiles.rows() * tiles.across()];
        for (int i = 0; i < offset.length; i++) {
            offset[i] = i * inBlock;
        }
        // A line more, so that the 36 points of a tile do not all fall on the same set of the cache.
        xPoint = offset.length * inBlock + LINE;
        dyPoint = tiles.size() * outBlock + LINE;
        xAt = (int) lines(WinogradInput.roomFloats(Math.max(inBlock, NR)));
        dyAt = xAt + POINTS * xPoint;
        stripAt = dyAt + POINTS * dyPoint;
        sumAt = stripAt + (once ? POINTS : 1) * stripFloats();
        laneFloats = sumAt + POINTS * (once ? MR * NR : depth * roundUp(inBlock, MR) * outBlock);
    }

    static WinogradTiles tiles(ConvGeometry g) {
        return WinogradTiles.of(g, WinogradTiles.FEW, TILES);
    }

    /** Whether all tiles are multiplied at once: they are few, and the channels make tasks enough. */
    private static boolean isOnce(ConvGeometry g) {
        return tiles(g).tasks() == 1
                && g.kd() * blocks(g.cin(), WIDE) * blocks(g.cout(), WIDE) >= PartialSums.TARGET;
    }

    /** Channels of a block to aim for. */
    static int channels(ConvGeometry g) {
        return isOnce(g) ? WIDE : depth(g) > 1 ? DEEP_CHANNELS : CHANNELS;
    }

    /** Taps of the depth that a task has. */
    static int depth(ConvGeometry g) {
        return WinogradTiles.shares(g) && g.kd() <= DEPTH && !isOnce(g) ? g.kd() : 1;
    }

    /** Places for what a task transforms of x. */
    private int places() {
        return depth > 1 ? tiles.places(tiles.images()) : tiles.images();
    }

    private int stripFloats() {
        return (int) lines(offset.length * MR + LINE);
    }

    /** Partial sums. */
    static int parts(ConvGeometry g) {
        var tiles = tiles(g);
        long work = (long) tiles.all() * POINTS * g.kd() * g.cin() * g.cout();
        int blocks = g.kd() / depth(g) * blocks(g.cin(), channels(g)) * blocks(g.cout(), channels(g));
        return Math.clamp(PartialSums.TARGET / blocks, 1, PartialSums.parts(tiles.tasks(), work, (long) g.kernelRows() * g.cout()));
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        var sizes = new WinogradKernelGradient(g, null, 0, null, 0, null, 0, null, 0);
        return sizes.lanePos + (long) lanes * sizes.laneFloats;
    }

    static Step[] bind(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos, float[] scratch,
            int scratchPos, Epilogue epilogue) {
        var sums = new WinogradKernelGradient(g, x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, scratchPos);
        if (sums.parts == 1) {
            return epilogue == null ? new Step[] {sums} : new Step[] {sums, new EpilogueStep(g.kernelRows(), g.cout(), epilogue)};
        }
        return new Step[] {sums, new PartialSums(g.kernelRows(), g.cout(), sums.parts, scratch, scratchPos, sums.partFloats,
                dKernel, dKernelPos, epilogue)};
    }

    private int blockTasks() {
        return g.kd() / depth * blocks(g.cin(), inBlock) * blocks(g.cout(), outBlock);
    }

    @Override
    public int tasks() {
        return parts * blockTasks();
    }

    @Override
    public void run(int task, int lane) {
        int part = task / blockTasks(), in = task % x.length, out = task / x.length % blocks(g.cout(), outBlock);
        int first = task % blockTasks() / (blockTasks() / (g.kd() / depth)), room = lanePos + lane * laneFloats;
        int firstPanel = out * outBlock / NR, panels = Math.min(outBlock / NR, dy.length - firstPanel);
        int unit = (int) ((long) tiles.tasks() * part / parts), unitEnd = (int) ((long) tiles.tasks() * (part + 1) / parts);
        int row = toPos + part * partFloats + (first * 9 * g.cin() + in * inBlock) * g.cout();
        for (int u = unit; u < unitEnd; u++) {
            load(u, in, first, room);
            loadGradient(u, firstPanel, panels, room);
            if (once) {
                multiplyAndStore(x[in].channels(), firstPanel, panels, tiles.count(u), row, room);
            } else {
                multiply(u, x[in].channels(), panels, u > unit, room);
            }
        }
        for (int c = 0; !once && c < x[in].channels(); c += MR) {
            for (int i = 0; i < depth * panels; i++) {
                store(sum(c / MR, i, panels, room), Math.min(MR, x[in].channels() - c), row + (i / panels * 9 * g.cin() + c) * g.cout(),
                        (firstPanel + i % panels) * NR, room);
            }
        }
    }

    /** Transforms what the tiles of a unit see with one tap of the depth, or with all. */
    private void load(int unit, int in, int tap, int room) {
        int section = tiles.section(unit), pictures = tiles.pictures(unit), places = depth > 1 ? tiles.places(pictures) : pictures;
        for (int p = 0, at = 0; p < places; p++) {
            int plane = depth > 1 ? tiles.seen(unit, p) : g.planeSeen(tiles.plane(unit, p * section), tap);
            for (int t = 0; t < section; t++, at++) {
                x[in].load(plane, tiles.seenTop(unit, t), tiles.seenLeft(t), scratch, room + xAt + offset[at], xPoint, room);
            }
        }
    }

    private void loadGradient(int unit, int firstPanel, int panels, int room) {
        for (int t = 0; t < tiles.count(unit); t++) {
            for (int p = 0; p < panels; p++) {
                dy[firstPanel + p].loadGradient(tiles.plane(unit, t), tiles.top(unit, t), tiles.left(t),
                        scratch, room + dyAt + (p * tiles.size() + t) * NR, dyPoint, room);
            }
        }
    }

    /** The sums of a strip and a panel, {@code [36][MR][NR]}; the panels of the next tap of the depth follow. */
    private int sum(int strip, int panel, int panels, int room) {
        return room + sumAt + (strip * depth * panels + panel) * POINTS * MR * NR;
    }

    /** Volume by volume, since each has pictures of zeros of its own. */
    private void multiply(int unit, int channels, int panels, boolean add, int room) {
        int section = tiles.section(unit), pictures = tiles.pictures(unit), some = depth > 1 ? Math.min(pictures, g.od()) : pictures;
        for (int point = 0; point < POINTS; point++) {
            for (int c = 0; c < channels; c += MR) {
                for (int first = 0; first < pictures; first += some) {
                    int place = depth > 1 ? tiles.place(first) : first, length = (some + depth - 1) * section;
                    strip(point, c, channels, place * section, length, room, room + stripAt);
                    for (int i = 0; i < depth * panels; i++) {
                        product(point, i % panels, first * section, some * section, room + stripAt + i / panels * section * MR,
                                sum(c / MR, i, panels, room), add || first > 0, room);
                    }
                }
            }
        }
    }

    /** The points inside: the sums of a register tile go from L1 to the taps. */
    private void multiplyAndStore(int channels, int firstPanel, int panels, int count, int row, int room) {
        for (int c = 0; c < channels; c += MR) {
            for (int point = 0; point < POINTS; point++) {
                strip(point, c, channels, 0, count, room, room + stripAt + point * stripFloats());
            }
            for (int p = 0; p < panels; p++) {
                for (int point = 0; point < POINTS; point++) {
                    product(point, p, 0, count, room + stripAt + point * stripFloats(), room + sumAt, false, room);
                }
                store(room + sumAt, Math.min(MR, channels - c), row + c * g.cout(), (firstPanel + p) * NR, room);
            }
        }
    }

    private void strip(int point, int c, int channels, int first, int count, int room, int to) {
        Packing.strip(scratch, room + xAt + point * xPoint + c, offset, first, count, Math.min(MR, channels - c), scratch, to);
    }

    private void product(int point, int panel, int first, int count, int strip, int sum, boolean add, int room) {
        int b = room + dyAt + point * dyPoint + (panel * tiles.size() + first) * NR;
        MicroKernel.columns(count, scratch, strip, scratch, b, scratch, sum + point * MR * NR, NR, add);
    }

    /** Transforms the sums of some input channels and a panel to taps, whose rows follow each other from {@code row} on. */
    private void store(int sums, int channels, int row, int column, int room) {
        int width = Math.min(NR, g.cout() - column), tap = g.cin() * g.cout();
        for (int c = 0; c < channels; c++) {
            int from = sums + c * NR, place = row + c * g.cout() + column;
            if (width == NR) {
                WinogradTransform.taps(scratch, from, MR * NR, NR, to, place, tap, scratch, room);
                continue;
            }
            WinogradTransform.taps(scratch, from, MR * NR, NR, scratch, from, MR * NR, scratch, room);
            for (int i = 0; i < 9; i++) {
                System.arraycopy(scratch, from + i * MR * NR, to, place + i * tap, width);
            }
        }
    }
}
