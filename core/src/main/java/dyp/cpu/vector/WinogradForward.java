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

/**
 * A 3x3 convolution of stride 1 by Winograd's F(4x4, 3x3): 36 multiplications in place of 144 for each tile and pair of channels. A
 * task transforms its tiles of input, multiplies each of the 36 points by a panel of transformed weights, tile by channels, and
 * transforms the products back while they are in the cache. It also takes dy to dx, with the kernel turned.
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
        pointFloats = tiles.size() * block + LINE;
        productFloats = productFloats(tiles);
        panelBlocks = panelBlocks(g, tiles);
        panelBlock = blocks(blocks(g.cout(), NR), panelBlocks);
        lanePos = (int) (scratchPos + (kept && !kernel.isConstant() ? lines(WinogradPack.packedFloats(g)) : 0));
        inputAt = (int) lines(Math.max(WinogradInput.roomFloats(block), WinogradPack.laneFloats()));
        productAt = inputAt + POINTS * pointFloats;
        weightsAt = productAt + (isOnce(g) ? 1 : panelBlock) * productFloats;
        laneFloats = weightsAt + (kept ? 0 : POINTS * (block * NR + LINE));
        Weights.Pack pack = (to, pos) -> new WinogradPack(g, turned, kernel.floats(), kernel.pos(), to, pos, scratch, lanePos, laneFloats);
        var room = kept && scratch != null ? kernel.packed(List.of("winograd", turned, g.kd(), g.cin(), g.cout()), WinogradPack.packedFloats(g),
                scratch, scratchPos, pack) : new Weights.Packed(scratch, scratchPos, List.of());
        packed = room.floats();
        before = room.steps();
        weights = (WinogradPack) pack.to(packed, room.pos());
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
        return keepsWeights(g)
                ? WinogradTiles.of(g, WinogradTiles.FEW, FLOATS / (POINTS * (roundUp(g.cin(), L) + NR)))
                : WinogradTiles.of(g, TILES, TILES);
    }

    /** Blocks of input channels. */
    static int channelBlocks(ConvGeometry g) {
        return keepsWeights(g) ? 1 : blocks(g.cin(), CHANNELS);
    }

    /** Whether a panel of products is finished at once, and its room serves for the next one. */
    private static boolean isOnce(ConvGeometry g) {
        return g.kd() * channelBlocks(g) == 1;
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
        int first = task % panelBlocks * panelBlock, end = Math.min(first + panelBlock, blocks(g.cout(), NR)), rounds = g.kd() * input.length;
        for (int round = 0; round < rounds; round++) {
            int tap = round / input.length, some = round % input.length;
            load(part, count, tap, some, room);
            for (int panel = first; panel < end; panel++) {
                int products = room + productAt + (rounds == 1 ? 0 : panel - first) * productFloats;
                multiply(panel, count, tap, some, products, round > 0, room);
                for (int tile = 0; round == rounds - 1 && tile < count; tile++) {
                    store(part, tile, panel, products + tile * POINTS * NR, room);
                }
            }
        }
        if (epilogue != null && panelBlocks == 1) {
            int pixel = tiles.firstPixel(part);
            epilogue.apply(pixel * g.cout(), (pixel + tiles.pixels(part)) * g.cout(), lane);
        }
    }

    /** The tiles' transforms, for one tap of the depth and some of the channels. */
    private void load(int part, int count, int tap, int some, int room) {
        for (int tile = 0; tile < count; tile++) {
            input[some].load(g.planeSeen(tiles.plane(part, tile), tap), tiles.seenTop(part, tile), tiles.seenLeft(tile),
                    scratch, room + inputAt + tile * block, pointFloats, room);
        }
    }

    /** The products of all tiles and one panel, as {@code [tile][36][NR]}. Rows beyond the last tile repeat it. */
    private void multiply(int panel, int count, int tap, int some, int products, boolean add, int room) {
        int channels = input[some].channels(), step = block * NR + LINE, b = room + weightsAt, last = count - 1;
        if (kept) {
            step = g.kd() * g.cin() * NR;
            b = weights.place(panel, tap);
        } else {
            weights.load(panel, tap, some * block, channels, scratch, b, step, room);
        }
        for (int point = 0; point < POINTS; point++) {
            int a = room + inputAt + point * pointFloats, c = products + point * NR;
            for (int t = 0; t < count; t += MR) {
                MicroKernel.rows(1, 0, channels, scratch, row(a, t, last), row(a, t + 1, last), row(a, t + 2, last),
                        row(a, t + 3, last), row(a, t + 4, last), row(a, t + 5, last), row(a, t + 6, last), row(a, t + 7, last),
                        kept ? packed : scratch, b + point * step, scratch, c + t * POINTS * NR, POINTS * NR, add);
            }
        }
    }

    private int row(int first, int tile, int last) {
        return first + Math.min(tile, last) * block;
    }

    private void store(int task, int tile, int panel, int from, int room) {
        int column = panel * NR, width = Math.min(NR, g.cout() - column);
        int top = tiles.top(task, tile), left = tiles.left(tile), high = Math.min(OUT, g.oh() - top), wide = Math.min(OUT, g.ow() - left);
        int to = yPos + ((tiles.plane(task, tile) * g.oh() + top) * g.ow() + left) * g.cout() + column;
        if (high == OUT && wide == OUT && width == NR) {
            WinogradTransform.output(scratch, from, NR, NR, y, to, g.ow() * g.cout(), g.cout(), scratch, room);
            return;
        }
        // In place: a vector of channels is read as a whole before any of it is written.
        WinogradTransform.output(scratch, from, NR, NR, scratch, from, OUT * NR, NR, scratch, room);
        for (int i = 0; i < high; i++) {
            for (int j = 0; j < wide; j++) {
                System.arraycopy(scratch, from + (i * OUT + j) * NR, y, to + (i * g.ow() + j) * g.cout(), width);
            }
        }
    }
}
