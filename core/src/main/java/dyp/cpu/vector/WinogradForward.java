package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;
import static dyp.cpu.vector.Lanes.roundUp;
import static dyp.cpu.vector.WinogradTiles.OUT;
import static dyp.cpu.vector.WinogradTiles.POINTS;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A 3x3 convolution of stride 1 by Winograd's F(4x4, 3x3): 36 multiplications in place of 144 for each tile and pair of channels. A
 * task transforms its tiles of input, multiplies each of the 36 points by a panel of transformed weights, tile by channels, and
 * transforms the products back while they are in the cache. It also takes dy to dx, with the kernel turned. The taps of the depth are
 * one sum, over pictures that are transformed once. A panel of no more than L channels has rows of {@link Lanes#L}.
 *
 * <p>Transformed weights are four times as many: where L2 would not keep them (4x4 pixels of 512 channels: 37 MB written and read for
 * 9 MB of kernel), a task transforms a block of them when it needs it, and goes over its input channels in blocks as well.
 */
final class WinogradForward implements Step {
    /** Floats of transformed input and of one panel of products in a task, at most: they stay in L2 (half to twice as many: no better). */
    private static final int FLOATS = 3 << 16;

    /** Floats of transformed weights at most that are worth keeping: 128 channels to 128 are, 256 to 256 are not. */
    private static final int KEPT = 1 << 20;

    /** Beyond that: input channels of a block, tiles of a task to aim for, and floats of its products at most. */
    private static final int CHANNELS = 64, TILES = 64, PRODUCTS = 5 << 15;

    /** Tasks to aim for, by splitting the output channels as well where there are few tiles. */
    private static final int TASKS = 16;

    private final ConvGeometry g;
    private final WinogradTiles tiles;
    private final WinogradInput[] input;
    private final WinogradPack weights;
    private final boolean kept;
    private final float[] y, scratch, packed;
    private final int yPos, lanePos, laneFloats, inputAt, productAt, weightsAt, block, pointFloats, productFloats, panelBlocks, panelBlock;

    /** Where the tiles of a task find what they see with the first tap of the depth, in tiles: for all tasks but the lowest, and for those. */
    private final int[] place, lowestPlace;
    private final Epilogue epilogue;
    private final List<Step> before;

    private WinogradForward(ConvGeometry g, boolean turned, float[] x, int xPos, Weights kernel, float[] y, int yPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        this.g = g;
        this.y = y;
        this.yPos = yPos;
        this.scratch = scratch;
        this.epilogue = epilogue;
        kept = keepsWeights(g);
        block = roundUp(blocks(g.cin(), channelBlocks(g)), L);
        input = new WinogradInput[blocks(g.cin(), block)];
        for (int i = 0; i < input.length; i++) {
            input[i] = new WinogradInput(g.h(), g.w(), x, xPos + i * block, g.cin(), Math.min(block, g.cin() - i * block));
        }
        tiles = tiles(g);
        // A line more, so that the 36 points of a tile do not all fall on the same set of the cache.
        pointFloats = tiles.places(tiles.images()) * tiles.rows() * tiles.across() * block + LINE;
        productFloats = productFloats(tiles);
        panelBlocks = panelBlocks(g, tiles);
        panelBlock = blocks(blocks(g.cout(), NR), panelBlocks);
        lanePos = (int) (scratchPos + (kept && !kernel.isConstant() ? lines(WinogradPack.packedFloats(g)) : 0));
        inputAt = (int) lines(Math.max(WinogradInput.roomFloats(block), WinogradPack.laneFloats()));
        productAt = inputAt + POINTS * pointFloats;
        weightsAt = productAt + (isOnce(g) ? 1 : panelBlock) * productFloats;
        laneFloats = weightsAt + (kept ? 0 : POINTS * (block * NR + LINE));
        place = places(0);
        lowestPlace = places(tiles.tasks() - 1);
        Weights.Pack pack = (to, pos) -> new WinogradPack(g, turned, kernel.floats(), kernel.pos(), to, pos, scratch, lanePos, laneFloats);
        var room = kept && scratch != null ? kernel.packed(List.of("winograd", turned, g.kd(), g.cin(), g.cout()), WinogradPack.packedFloats(g),
                scratch, scratchPos, pack) : new Weights.Packed(scratch, scratchPos, List.of());
        packed = room.floats();
        before = room.steps();
        weights = (WinogradPack) pack.to(packed, room.pos());
    }

    private int[] places(int task) {
        int section = tiles.section(task);
        return IntStream.range(0, tiles.images() * section).map(t -> tiles.place(t / section) * section + t % section).toArray();
    }

    /** Whether the geometry allows it. */
    static boolean suits(ConvGeometry g) {
        return g.kh() == 3 && g.kw() == 3 && g.strideH() == 1 && g.strideW() == 1 && g.dilationH() == 1 && g.dilationW() == 1
                && g.groups() == 1;
    }

    /** Whether all weights are transformed beforehand. */
    static boolean keepsWeights(ConvGeometry g) {
        return WinogradPack.packedFloats(g) <= KEPT;
    }

    static WinogradTiles tiles(ConvGeometry g) {
        int places = WinogradTiles.shares(g) ? 1 : g.kd();
        return keepsWeights(g)
                ? WinogradTiles.of(g, WinogradTiles.FEW, FLOATS / (POINTS * (roundUp(g.cin(), L) * places + NR)))
                : WinogradTiles.of(g, TILES / places, TILES / places);
    }

    /** Blocks of input channels. */
    static int channelBlocks(ConvGeometry g) {
        return keepsWeights(g) ? 1 : blocks(g.cin(), CHANNELS);
    }

    /** Sums that make a product: kept weights have all taps of the depth side by side. */
    static int rounds(ConvGeometry g) {
        return keepsWeights(g) ? 1 : g.kd() * channelBlocks(g);
    }

    /** Columns of a panel. */
    static int columns(ConvGeometry g, int panel) {
        return g.cout() - panel * NR <= L ? L : NR;
    }

    /** Whether a panel of products is finished at once, and its room serves for the next one. */
    private static boolean isOnce(ConvGeometry g) {
        return rounds(g) == 1;
    }

    private static int productFloats(WinogradTiles tiles) {
        return roundUp(tiles.size(), MR) * POINTS * NR;
    }

    /** Blocks of output channels: tasks for the same tiles, which each of them transforms. */
    static int panelBlocks(ConvGeometry g, WinogradTiles tiles) {
        int panels = blocks(g.cout(), NR), least = isOnce(g) ? 1 : blocks(panels, Math.max(1, PRODUCTS / productFloats(tiles)));
        return Math.clamp(TASKS / tiles.tasks(), least, Math.max(least, blocks(panels, 2)));
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        return scratchFloats(g, false, lanes);
    }

    /** @param constant whether the kernel is, and lies transformed elsewhere */
    static long scratchFloats(ConvGeometry g, boolean constant, int lanes) {
        var sizes = new WinogradForward(g, false, null, 0, Weights.changing(null, 0), null, 0, null, 0, null);
        return sizes.lanePos + (long) lanes * sizes.laneFloats - (constant && sizes.kept ? lines(WinogradPack.packedFloats(g)) : 0);
    }

    /** @param turned as in {@link ConvForward#bind} */
    static Step[] bind(ConvGeometry g, boolean turned, float[] x, int xPos, float[] kernel, int kernelPos, float[] y, int yPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        return bind(g, turned, x, xPos, Weights.changing(kernel, kernelPos), y, yPos, scratch, scratchPos, epilogue);
    }

    /** The same of a kernel that may be constant. */
    static Step[] bind(ConvGeometry g, boolean turned, float[] x, int xPos, Weights kernel, float[] y, int yPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        var convolution = new WinogradForward(g, turned, x, xPos, kernel, y, yPos, scratch, scratchPos, epilogue);
        var steps = new ArrayList<>(convolution.before);
        steps.add(convolution);
        if (epilogue != null && convolution.panelBlocks > 1) {
            steps.add(new EpilogueStep(g.outputPixels(), g.cout(), epilogue));
        }
        return steps.toArray(Step[]::new);
    }

    @Override
    public int tasks() {
        return tiles.tasks() * panelBlocks;
    }

    @Override
    public void run(int task, int lane) {
        int part = task / panelBlocks, count = tiles.count(part), room = lanePos + lane * laneFloats;
        int first = task % panelBlocks * panelBlock, end = Math.min(first + panelBlock, blocks(g.cout(), NR)), rounds = rounds(g);
        for (int round = 0; round < rounds; round++) {
            int some = round % input.length, tap = round / input.length;
            if (round == 0 || input.length > 1) {
                load(part, some, room);
            }
            for (int panel = first; panel < end; panel++) {
                int products = room + productAt + (rounds == 1 ? 0 : panel - first) * productFloats, width = columns(g, panel);
                multiply(part, panel, count, tap, some, products, round > 0, room);
                for (int tile = 0; round == rounds - 1 && tile < count; tile++) {
                    store(part, tile, panel, products + tile * POINTS * width, room);
                }
            }
        }
        for (int picture = 0; epilogue != null && panelBlocks == 1 && picture < tiles.pictures(part); picture++) {
            int pixel = tiles.firstPixel(part, picture);
            epilogue.apply(pixel * g.cout(), (pixel + tiles.pixels(part)) * g.cout(), lane);
        }
    }

    /** The transforms of all that the tiles see of some of the channels. */
    private void load(int part, int some, int room) {
        int section = tiles.section(part), places = tiles.places(tiles.pictures(part));
        for (int p = 0, to = room + inputAt; p < places; p++) {
            int plane = tiles.seen(part, p);
            for (int tile = 0; tile < section; tile++, to += block) {
                input[some].load(plane, tiles.seenTop(part, tile), tiles.seenLeft(tile), scratch, to, pointFloats, room);
            }
        }
    }

    /** The products of all tiles and one panel, as {@code [tile][36][columns]}. Rows beyond the last tile repeat it. */
    private void multiply(int part, int panel, int count, int tap, int some, int products, boolean add, int room) {
        int channels = input[some].channels(), step = block * NR + LINE, b = room + weightsAt, last = count - 1, width = columns(g, panel);
        int section = tiles.section(part), runStep = section * block, runs = kept ? g.kd() : 1;
        int[] at = section < tiles.rows() * tiles.across() ? lowestPlace : place;
        float[] from = kept ? packed : scratch;
        if (kept) {
            step = g.kd() * g.cin() * width;
            b = weights.place(panel, 0);
        } else {
            weights.load(panel, tap, some * block, channels, scratch, b, step, room);
        }
        for (int point = 0; point < POINTS; point++) {
            int a = room + inputAt + point * pointFloats + tap * runStep, c = products + point * width, cStep = POINTS * width;
            for (int t = 0; t < count; t += MR) {
                int a0 = row(a, at, t, last), a1 = row(a, at, t + 1, last), a2 = row(a, at, t + 2, last), a3 = row(a, at, t + 3, last);
                int a4 = row(a, at, t + 4, last), a5 = row(a, at, t + 5, last), a6 = row(a, at, t + 6, last), a7 = row(a, at, t + 7, last);
                if (width == L) {
                    NarrowKernel.rows(runs, runStep, channels, scratch, a0, a1, a2, a3, a4, a5, a6, a7,
                            from, b + point * step, scratch, c + t * cStep, cStep, add);
                } else {
                    MicroKernel.rows(runs, runStep, channels, scratch, a0, a1, a2, a3, a4, a5, a6, a7,
                            from, b + point * step, scratch, c + t * cStep, cStep, add);
                }
            }
        }
    }

    private int row(int first, int[] at, int tile, int last) {
        return first + at[Math.min(tile, last)] * block;
    }

    private void store(int task, int tile, int panel, int from, int room) {
        int column = panel * NR, columns = columns(g, panel), width = Math.min(columns, g.cout() - column);
        int top = tiles.top(task, tile), left = tiles.left(tile), high = Math.min(OUT, g.oh() - top), wide = Math.min(OUT, g.ow() - left);
        int to = yPos + ((tiles.plane(task, tile) * g.oh() + top) * g.ow() + left) * g.cout() + column;
        if (high == OUT && wide == OUT && width == columns) {
            WinogradTransform.output(scratch, from, columns, columns, y, to, g.ow() * g.cout(), g.cout(), scratch, room);
            return;
        }
        // In place: a vector of channels is read as a whole before any of it is written.
        WinogradTransform.output(scratch, from, columns, columns, scratch, from, OUT * columns, columns, scratch, room);
        for (int i = 0; i < high; i++) {
            for (int j = 0; j < wide; j++) {
                System.arraycopy(scratch, from + (i * OUT + j) * columns, y, to + (i * g.ow() + j) * g.cout(), width);
            }
        }
    }
}
