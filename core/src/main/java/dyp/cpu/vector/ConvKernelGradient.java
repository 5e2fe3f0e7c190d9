package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * The gradient of a convolution's kernel: for every tap, x transposed times dy, summed over all pixels. A tile is MR input
 * channels of a tap by NR output channels, with the loop over pixels inside. For a stretch of pixels both are packed first
 * (up to 0.2 of the peak more: read in place, their strides defeat the cache and rows of pixels make short loops).
 *
 * <p>The units of {@link ConvInput} are dealt to a fixed number of parts with a sum each, added up in order afterwards. A
 * kernel too large to be kept several times is split by its rows instead. Both follow from the geometry alone.
 */
final class ConvKernelGradient implements Step {
    /** Pixels in one stretch of the inner loop: so many rows of a panel of dy stay in L1 for all tiles. */
    private static final int STRETCH = 192;

    /** Floats of a strip of x, and the line to spare that packing it needs. */
    private static final int STRIP = STRETCH * MR + LINE;

    private final ConvGeometry g;
    private final Plan plan;
    private final ConvInput input;
    private final float[] dy, to, scratch;
    private final int dyPos, toPos, tiles, buffers;
    private final Epilogue epilogue;

    /** Where the strips come from, if not from a copy; otherwise null. */
    private final ConvStrips seen;

    /**
     * How the work is split.
     *
     * @param segment rows of the kernel that lie side by side in the image: a row of taps, or the channels of one tap
     * @param segmentTiles tiles in one segment
     * @param units tasks of the input
     * @param tiles tiles of one group and one panel of columns
     * @param parts partial sums; 1 when the result is summed in place
     * @param rowParts tasks that share the units of a part, each with its own rows of the kernel
     */
    private record Plan(int segment, int segmentTiles, int units, int tiles, int parts, int rowParts) {
        static Plan of(ConvGeometry g, int units) {
            int segment = (g.isDense() ? g.kw() : 1) * g.groupIn(), segmentTiles = blocks(segment, MR);
            long floats = (long) g.kernelRows() * g.cout();
            long work = (long) g.outputPixels() * g.kernelRows() * g.groupOut();
            int parts = PartialSums.parts(units, work, floats);
            int tiles = g.kernelRows() / segment * segmentTiles;
            int rowParts = Math.clamp(Math.min(PartialSums.TARGET / parts, work >> 17), 1, tiles);
            return new Plan(segment, segmentTiles, units, tiles, parts, rowParts);
        }
    }

    private ConvKernelGradient(ConvGeometry g, Plan plan, ConvInput input, float[] x, int xPos, float[] dy, int dyPos, float[] to, int toPos,
            float[] scratch, int tiles, int buffers, Epilogue epilogue) {
        this.g = g;
        this.plan = plan;
        this.input = input;
        this.dy = dy;
        this.dyPos = dyPos;
        this.to = to;
        this.toPos = toPos;
        this.scratch = scratch;
        this.tiles = tiles;
        this.buffers = buffers;
        this.epilogue = epilogue;
        seen = plan.rowParts > 1 && input.copies() && ConvStrips.suit(g) ? new ConvStrips(g, x, xPos) : null;
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        var plan = Plan.of(g, ConvInput.tasks(g));
        return PartialSums.partFloats(g) * (plan.parts == 1 ? 0 : plan.parts)
                + lanes * (MR * NR + laneFloats(plan) + ConvInput.laneFloats(g));
    }

    /** Vectors of all tiles: multiply-adds for a pixel. */
    static int vectors(ConvGeometry g) {
        return g.groups() * Plan.of(g, 1).tiles * MR * blocks(g.groupOut(), NR) * 2;
    }

    /** Floats of one panel of dy, and of the strips of x for a task's tiles. */
    private static int laneFloats(Plan plan) {
        return STRETCH * NR + STRIP * blocks(plan.tiles, plan.rowParts);
    }

    static Step[] bind(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        var plan = Plan.of(g, ConvInput.tasks(g));
        boolean inPlace = plan.parts == 1;
        int tiles = scratchPos + (inPlace ? 0 : plan.parts * (int) PartialSums.partFloats(g));
        int buffers = tiles + lanes * MR * NR;
        int inputs = buffers + lanes * laneFloats(plan);
        var input = new ConvInput(g, ConvInput.Gaps.NONE, x, xPos, scratch, inputs);
        if (inPlace) {
            return new Step[] {new ConvKernelGradient(
                    g, plan, input, x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, tiles, buffers, epilogue)};
        }
        return new Step[] {
            new ConvKernelGradient(g, plan, input, x, xPos, dy, dyPos, scratch, scratchPos, scratch, tiles, buffers, null),
            new PartialSums(g.kernelRows(), g.cout(), plan.parts, scratch, scratchPos, (int) PartialSums.partFloats(g),
                    dKernel, dKernelPos, epilogue)
        };
    }

    @Override
    public int tasks() {
        return plan.parts * plan.rowParts;
    }

    @Override
    public void run(int task, int lane) {
        int part = task / plan.rowParts, rowPart = task % plan.rowParts;
        int tile = (int) ((long) plan.tiles * rowPart / plan.rowParts);
        int tileEnd = (int) ((long) plan.tiles * (rowPart + 1) / plan.rowParts);
        int unit = (int) ((long) plan.units * part / plan.parts);
        int unitEnd = (int) ((long) plan.units * (part + 1) / plan.parts);
        int sum = toPos + part * (int) PartialSums.partFloats(g);
        for (int u = unit; u < unitEnd; u++) {
            addUnit(u, u > unit, tile, tileEnd, sum, lane);
        }
        if (epilogue != null) {
            epilogue.apply(firstRow(tile) * g.cout(), firstRow(tileEnd) * g.cout(), lane);
        }
    }

    /** The kernel row that a tile begins with. */
    private int firstRow(int tile) {
        return tile / plan.segmentTiles * plan.segment + tile % plan.segmentTiles * MR;
    }

    private void addUnit(int unit, boolean add, int tile, int tileEnd, int sum, int lane) {
        int origin = seen == null ? input.load(unit, lane) : 0, pixels = input.pixels(unit), first = input.firstPixel(unit);
        int firstDy = dyPos + first * g.cout(), stretch = blocks(pixels, blocks(pixels, STRETCH));
        int panel = buffers + lane * laneFloats(plan), strips = panel + STRETCH * NR;
        for (int pixel = 0; pixel < pixels; pixel += stretch) {
            int length = Math.min(stretch, pixels - pixel);
            for (int group = 0; group < g.groups(); group++) {
                for (int t = tile; t < tileEnd; t++) {
                    int at = origin + group * g.groupIn() + tapOffset(t);
                    int strip = strips + (t - tile) * STRIP;
                    if (seen == null) {
                        Packing.strip(input.data, at, input.pixel, pixel, length, height(t), scratch, strip);
                    } else {
                        seen.pack(t / plan.segmentTiles, t % plan.segmentTiles * MR, first + pixel, length, scratch, strip);
                    }
                }
                for (int j = 0; j < g.groupOut(); j += NR) {
                    int column = group * g.groupOut() + j, width = Math.min(NR, g.groupOut() - j);
                    Packing.panel(dy, firstDy + pixel * g.cout() + column, g.cout(), length, width, scratch, panel);
                    for (int t = tile; t < tileEnd; t++) {
                        addTile(t, strips + (t - tile) * STRIP, panel, length, sum + column, width,
                                add || pixel > 0, lane);
                    }
                }
            }
        }
    }

    /** Where a tile's first channel lies, from the first tap of its pixel. */
    private int tapOffset(int tile) {
        int segment = tile / plan.segmentTiles, row = tile % plan.segmentTiles * MR;
        int tapRow = g.isDense() ? segment : segment / g.kw(), tapColumn = g.isDense() ? 0 : segment % g.kw();
        return input.tapRow[tapRow] + tapColumn * g.dilationW() * g.cin() + row;
    }

    /** How many of a tile's rows belong to its segment: the last one may have fewer than MR. */
    private int height(int tile) {
        return Math.min(MR, plan.segment - tile % plan.segmentTiles * MR);
    }

    /** Adds a stretch of pixels to one tile of the sum; at the edge, by way of the lane's tile. */
    private void addTile(int tile, int strip, int panel, int length, int sumColumn, int width, boolean add, int lane) {
        int height = height(tile), corner = sumColumn + firstRow(tile) * g.cout();
        if (height == MR && width == NR) {
            MicroKernel.columns(length, scratch, strip, scratch, panel, to, corner, g.cout(), add);
        } else {
            int edge = tiles + lane * MR * NR;
            MicroKernel.columns(length, scratch, strip, scratch, panel, scratch, edge, NR, false);
            Packing.corner(scratch, edge, height, width, to, corner, g.cout(), add);
        }
    }
}
