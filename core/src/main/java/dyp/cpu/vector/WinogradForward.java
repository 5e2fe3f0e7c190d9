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

/**
 * A 3x3 convolution of stride 1 by Winograd's F(4x4, 3x3): 36 multiplications in place of 144 for each tile and pair of channels. A
 * task transforms its tiles of input, multiplies each of the 36 points by a panel of transformed weights, tile by channels, and
 * transforms the products back while they are in the cache. Over a depth the products of its taps are summed before that. It also
 * takes dy to dx, with the kernel turned.
 */
final class WinogradForward implements Step {
    /** Floats of transformed input and of one panel of products in a task, at most: they stay in L2 (half to twice as many: no better). */
    private static final int FLOATS = 3 << 16;

    /** Tasks to aim for, by splitting the output channels as well where there are few tiles. */
    private static final int TASKS = 16;

    private final ConvGeometry g;
    private final WinogradTiles tiles;
    private final WinogradInput input;
    private final float[] y, scratch;
    private final int yPos, panels, lanePos, laneFloats, inputAt, productAt, depthFloats, tileFloats, pointFloats, panelBlocks, panelBlock;
    private final Epilogue epilogue;

    private WinogradForward(ConvGeometry g, float[] x, int xPos, float[] y, int yPos, float[] scratch, int scratchPos, Epilogue epilogue) {
        this.g = g;
        this.y = y;
        this.yPos = yPos;
        this.scratch = scratch;
        this.epilogue = epilogue;
        input = new WinogradInput(g.h(), g.w(), x, xPos, g.cin(), g.cin());
        depthFloats = roundUp(g.cin(), L);
        tileFloats = g.kd() * depthFloats;
        tiles = WinogradTiles.of(g, tiles(g));
        // A line more, so that the 36 points of a tile do not all fall on the same set of the cache.
        pointFloats = tiles.size() * tileFloats + LINE;
        int allPanels = blocks(g.cout(), NR);
        panelBlocks = Math.clamp(TASKS / tiles.tasks(), 1, blocks(allPanels, 2));
        panelBlock = blocks(allPanels, panelBlocks);
        panels = scratchPos;
        lanePos = (int) (panels + lines(WinogradPack.packedFloats(g)));
        inputAt = (int) lines(WinogradInput.roomFloats(g.cin()));
        productAt = inputAt + POINTS * pointFloats;
        laneFloats = Math.max(WinogradPack.laneFloats(), productAt + Math.max(MR, tiles.size()) * POINTS * NR);
    }

    /** Whether the geometry allows it. */
    static boolean suits(ConvGeometry g) {
        return g.kh() == 3 && g.kw() == 3 && g.strideH() == 1 && g.strideW() == 1 && g.dilationH() == 1 && g.dilationW() == 1
                && g.groups() == 1;
    }

    /** Tiles of a task to aim for. */
    static int tiles(ConvGeometry g) {
        return FLOATS / (POINTS * (g.kd() * roundUp(g.cin(), L) + NR));
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        var sizes = new WinogradForward(g, null, 0, null, 0, null, 0, null);
        return sizes.lanePos + (long) lanes * sizes.laneFloats;
    }

    /** @param turned as in {@link ConvForward#bind} */
    static Step[] bind(ConvGeometry g, boolean turned, float[] x, int xPos, float[] kernel, int kernelPos, float[] y, int yPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        var convolution = new WinogradForward(g, x, xPos, y, yPos, scratch, scratchPos, epilogue);
        var pack = new WinogradPack(g, turned, kernel, kernelPos, scratch, scratchPos, convolution.lanePos, convolution.laneFloats);
        return epilogue == null || convolution.panelBlocks == 1
                ? new Step[] {pack, convolution}
                : new Step[] {pack, convolution, new EpilogueStep(g.outputPixels(), g.cout(), epilogue)};
    }

    @Override
    public int tasks() {
        return tiles.tasks() * panelBlocks;
    }

    @Override
    public void run(int task, int lane) {
        int part = task / panelBlocks, count = tiles.count(part), room = lanePos + lane * laneFloats;
        for (int tile = 0; tile < count; tile++) {
            for (int tap = 0; tap < g.kd(); tap++) {
                input.load(g.planeSeen(tiles.plane(part, tile), tap), tiles.seenTop(part, tile), tiles.seenLeft(tile),
                        scratch, room + inputAt + tile * tileFloats + tap * depthFloats, pointFloats, room);
            }
        }
        int panelEnd = Math.min((task % panelBlocks + 1) * panelBlock, blocks(g.cout(), NR));
        for (int panel = task % panelBlocks * panelBlock; panel < panelEnd; panel++) {
            multiply(panel, count, room);
            for (int tile = 0; tile < count; tile++) {
                store(part, tile, panel, room);
            }
        }
        if (epilogue != null && panelBlocks == 1) {
            int first = tiles.firstPixel(part);
            epilogue.apply(first * g.cout(), (first + tiles.pixels(part)) * g.cout(), lane);
        }
    }

    /** The products of all tiles and one panel, as {@code [tile][36][NR]}. Rows beyond the last tile repeat it. */
    private void multiply(int panel, int count, int room) {
        int weightFloats = g.kd() * g.cin() * NR, last = count - 1;
        for (int point = 0; point < POINTS; point++) {
            int weights = panels + (panel * POINTS + point) * weightFloats, a = room + inputAt + point * pointFloats;
            for (int t = 0; t < count; t += MR) {
                // The last ones are done again, for whole register tiles.
                int tile = Math.max(0, Math.min(t, count - MR)), at = a + tile * tileFloats;
                MicroKernel.rows(g.kd(), depthFloats, g.cin(), scratch, at, row(a, tile + 1, last), row(a, tile + 2, last),
                        row(a, tile + 3, last), row(a, tile + 4, last), row(a, tile + 5, last), row(a, tile + 6, last),
                        row(a, tile + 7, last), scratch, weights, scratch, room + productAt + (tile * POINTS + point) * NR,
                        POINTS * NR, false);
            }
        }
    }

    private int row(int first, int tile, int last) {
        return first + Math.min(tile, last) * tileFloats;
    }

    private void store(int task, int tile, int panel, int room) {
        int from = room + productAt + tile * POINTS * NR;
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
