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
 * <p>A task has a block of input channels, a block of output channels and one tap of the depth; where that makes few tasks, a part of
 * the tiles as well, and the parts are added up in order. All follows from the geometry alone.
 */
final class WinogradKernelGradient implements Step {
    /** Channels of a block at most, of input and of output: the 36 sums take 576 KiB; and where no sums are kept. */
    private static final int CHANNELS = 64, WIDE = 128;

    /** Tiles at a time: as many again of the L2 cache. */
    private static final int TILES = 64;

    private final ConvGeometry g;
    private final WinogradTiles tiles;
    private final WinogradInput[] x, dy;
    private final float[] to, scratch;
    private final boolean once;
    private final int toPos, lanePos, laneFloats, inBlock, outBlock, parts, partFloats;
    private final int xAt, xPoint, dyAt, dyPoint, stripAt, sumAt;

    /** Where the tiles of a strip lie in the transformed x. */
    private final int[] offset;

    private WinogradKernelGradient(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos,
            float[] scratch, int scratchPos) {
        this.g = g;
        this.scratch = scratch;
        tiles = WinogradTiles.of(g, WinogradTiles.FEW, TILES);
        once = isOnce(g);
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
        offset = new int[tiles.size()];
        for (int i = 0; i < offset.length; i++) {
            offset[i] = i * inBlock;
        }
        // A line more, so that the 36 points of a tile do not all fall on the same set of the cache.
        xPoint = tiles.size() * inBlock + LINE;
        dyPoint = tiles.size() * outBlock + LINE;
        xAt = (int) lines(WinogradInput.roomFloats(Math.max(inBlock, NR)));
        dyAt = xAt + POINTS * xPoint;
        stripAt = dyAt + POINTS * dyPoint;
        sumAt = stripAt + (once ? POINTS : 1) * stripFloats();
        laneFloats = sumAt + POINTS * (once ? MR * NR : roundUp(inBlock, MR) * outBlock);
    }

    /** Whether all tiles are multiplied at once: they are few, and the channels make tasks enough. */
    private static boolean isOnce(ConvGeometry g) {
        return WinogradTiles.of(g, WinogradTiles.FEW, TILES).tasks() == 1
                && g.kd() * blocks(g.cin(), WIDE) * blocks(g.cout(), WIDE) >= PartialSums.TARGET;
    }

    /** Channels of a block to aim for. */
    static int channels(ConvGeometry g) {
        return isOnce(g) ? WIDE : CHANNELS;
    }

    private int stripFloats() {
        return (int) lines(tiles.size() * MR + LINE);
    }

    /** Partial sums. */
    static int parts(ConvGeometry g) {
        var tiles = WinogradTiles.of(g, WinogradTiles.FEW, TILES);
        long work = (long) tiles.all() * POINTS * g.kd() * g.cin() * g.cout();
        int blocks = g.kd() * blocks(g.cin(), CHANNELS) * blocks(g.cout(), CHANNELS);
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
        return g.kd() * blocks(g.cin(), inBlock) * blocks(g.cout(), outBlock);
    }

    @Override
    public int tasks() {
        return parts * blockTasks();
    }

    @Override
    public void run(int task, int lane) {
        int part = task / blockTasks(), in = task % x.length, out = task / x.length % blocks(g.cout(), outBlock);
        int depth = task % blockTasks() / (blockTasks() / g.kd()), room = lanePos + lane * laneFloats;
        int firstPanel = out * outBlock / NR, panels = Math.min(outBlock / NR, dy.length - firstPanel);
        int unit = (int) ((long) tiles.tasks() * part / parts), unitEnd = (int) ((long) tiles.tasks() * (part + 1) / parts);
        for (int u = unit; u < unitEnd; u++) {
            int count = tiles.count(u);
            for (int t = 0; t < count; t++) {
                int plane = tiles.plane(u, t);
                x[in].load(g.planeSeen(plane, depth), tiles.seenTop(u, t), tiles.seenLeft(t),
                        scratch, room + xAt + offset[t], xPoint, room);
                for (int p = 0; p < panels; p++) {
                    dy[firstPanel + p].loadGradient(plane, tiles.top(u, t), tiles.left(t),
                            scratch, room + dyAt + (p * tiles.size() + t) * NR, dyPoint, room);
                }
            }
            int row = toPos + part * partFloats + (depth * 9 * g.cin() + in * inBlock) * g.cout();
            if (once) {
                multiplyAndStore(x[in].channels(), firstPanel, panels, count, row, room);
                continue;
            }
            multiply(x[in].channels(), panels, count, u > unit, room);
            for (int c = 0; u == unitEnd - 1 && c < x[in].channels(); c += MR) {
                for (int p = 0; p < panels; p++) {
                    store(sum(c / MR, p, panels, room), Math.min(MR, x[in].channels() - c), row + c * g.cout(), (firstPanel + p) * NR, room);
                }
            }
        }
    }

    /** The sums of a strip and a panel, {@code [36][MR][NR]}. */
    private int sum(int strip, int panel, int panels, int room) {
        return room + sumAt + (strip * panels + panel) * POINTS * MR * NR;
    }

    private void multiply(int channels, int panels, int count, boolean add, int room) {
        for (int point = 0; point < POINTS; point++) {
            for (int c = 0; c < channels; c += MR) {
                strip(point, c, channels, count, room, room + stripAt);
                for (int p = 0; p < panels; p++) {
                    product(point, p, count, room + stripAt, sum(c / MR, p, panels, room), add, room);
                }
            }
        }
    }

    /** The points inside: the sums of a register tile go from L1 to the taps. */
    private void multiplyAndStore(int channels, int firstPanel, int panels, int count, int row, int room) {
        for (int c = 0; c < channels; c += MR) {
            for (int point = 0; point < POINTS; point++) {
                strip(point, c, channels, count, room, room + stripAt + point * stripFloats());
            }
            for (int p = 0; p < panels; p++) {
                for (int point = 0; point < POINTS; point++) {
                    product(point, p, count, room + stripAt + point * stripFloats(), room + sumAt, false, room);
                }
                store(room + sumAt, Math.min(MR, channels - c), row + c * g.cout(), (firstPanel + p) * NR, room);
            }
        }
    }

    private void strip(int point, int c, int channels, int count, int room, int to) {
        Packing.strip(scratch, room + xAt + point * xPoint + c, offset, 0, count, Math.min(MR, channels - c), scratch, to);
    }

    private void product(int point, int panel, int count, int strip, int sum, boolean add, int room) {
        int b = room + dyAt + point * dyPoint + panel * tiles.size() * NR;
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
