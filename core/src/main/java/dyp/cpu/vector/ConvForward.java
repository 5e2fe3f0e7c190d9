package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.KC;
import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Direct convolution without im2col: a tile is MR output pixels by NR output channels, its weights come from a panel packed
 * as {@code [kd][kh][kw][in][NR]} and its pixels straight from the image. It also takes dy to dx, with the kernel turned.
 */
final class ConvForward implements Step {
    /** Floats of a panel that one pass over the pixels reads: they stay in L1 (0.78 to 0.82; at least one row of taps). */
    private static final int PASS = 8192;

    /** Constant weights beyond this come from memory: a task goes over its pixels once for some steps of all its panels. */
    private static final int MANY = 1 << 18;

    /** Tasks to aim for, by splitting the output channels as well where there are few pixels. */
    private static final int TASKS = 16;

    private final ConvGeometry g;
    private final ConvInput input;
    private final float[] y, scratch, packed;
    private final boolean streams;
    private final int yPos, panels, tiles, groupPanels, panelFloats, passRows, panelBlocks, panelBlock;
    private final Epilogue epilogue;

    private ConvForward(ConvGeometry g, ConvInput input, float[] y, int yPos, float[] scratch, float[] packed, int panels, int tiles,
            boolean streams, Epilogue epilogue) {
        this.g = g;
        this.input = input;
        this.y = y;
        this.yPos = yPos;
        this.scratch = scratch;
        this.packed = packed;
        this.panels = panels;
        this.tiles = tiles;
        this.streams = streams;
        this.epilogue = epilogue;
        groupPanels = blocks(g.groupOut(), NR);
        int allPanels = g.groups() * groupPanels;
        panelBlocks = Math.clamp(TASKS / Math.max(1, input.tasks), 1, blocks(allPanels, 2));
        panelBlock = blocks(allPanels, panelBlocks);
        passRows = Math.clamp(PASS / Math.max(1, g.kw() * g.groupIn() * NR), 1, g.kh());
        panelFloats = g.kernelRows() * NR;
    }

    /** @param constant whether the kernel is, and lies packed elsewhere */
    static long scratchFloats(ConvGeometry g, boolean constant, int lanes) {
        long room = (constant ? 0 : packedFloats(g)) + lanes * MR * NR;
        return room + (streams(g, constant) ? ConvInput.sharedFloats(g) : lanes * ConvInput.laneFloats(g));
    }

    private static boolean streams(ConvGeometry g, boolean constant) {
        return constant && g.isDense() && (long) g.kernelRows() * g.cout() > MANY;
    }

    private static long packedFloats(ConvGeometry g) {
        return (long) g.groups() * blocks(g.groupOut(), NR) * g.kernelRows() * NR;
    }

    /**
     * @param turned the kernel is turned by 180 degrees and its channels exchanged: it is stored as
     *     {@code [kd, kh, kw, cout / groups, cin]} in the terms of {@code g}
     * @param gaps between the pixels of the input
     */
    static Step[] bind(ConvGeometry g, boolean turned, ConvInput.Gaps gaps, float[] x, int xPos, Weights kernel,
            float[] y, int yPos, float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        int tiles = scratchPos + (kernel.isConstant() ? 0 : (int) packedFloats(g));
        boolean streams = streams(g, kernel.isConstant());
        var input = new ConvInput(g, gaps, x, xPos, scratch, tiles + lanes * MR * NR, streams);
        var packed = kernel.packed(List.of("panels", turned, g.taps(), g.cin(), g.cout(), g.groups()), packedFloats(g), scratch, scratchPos,
                (to, pos) -> new ConvPack(g, turned, kernel.floats(), kernel.pos(), to, pos));
        var convolution = new ConvForward(g, input, y, yPos, scratch, packed.floats(), packed.pos(), tiles, streams, epilogue);
        var steps = new ArrayList<>(packed.steps());
        if (streams && input.copies()) {
            steps.add(input.ahead());
        }
        steps.add(convolution);
        if (epilogue != null && convolution.panelBlocks > 1) {
            steps.add(new EpilogueStep(g.outputPixels(), g.cout(), epilogue));
        }
        return steps.toArray(Step[]::new);
    }

    @Override
    public int tasks() {
        return input.tasks * panelBlocks;
    }

    @Override
    public void run(int task, int lane) {
        int inputTask = task / panelBlocks, origin = input.load(inputTask, lane);
        int first = input.firstPixel(inputTask), pixels = input.pixels(inputTask);
        int panel = task % panelBlocks * panelBlock, panelEnd = Math.min(panel + panelBlock, g.groups() * groupPanels);
        if (streams) {
            stream(panel, panelEnd, origin, pixels, first, lane);
        }
        for (; panel < panelEnd && !streams; panel++) {
            for (int tap = 0, end; tap < g.kd() * g.kh(); tap = end) {
                end = Math.min(tap + passRows, (tap / g.kh() + 1) * g.kh());
                for (int p = 0; p < pixels; p += MR) {
                    tile(panel, tap, end, 0, g.kw() * g.groupIn(), origin, p, Math.min(MR, pixels - p), first + p, lane);
                }
            }
        }
        if (epilogue != null && panelBlocks == 1 && pixels > 0) {
            epilogue.apply(first * g.cout(), (first + pixels) * g.cout(), lane);
        }
    }

    /** Some steps of a row of taps at a time: a stretch of each panel that stays in L1 for all pixels, which stay in L2 for all panels. */
    private void stream(int panel, int panelEnd, int origin, int pixels, int first, int lane) {
        int row = g.kw() * g.cin(), some = blocks(row, blocks(row, KC + KC / 2));
        for (int tap = 0; tap < g.kd() * g.kh(); tap++) {
            for (int k = 0; k < row; k += some) {
                for (int j = panel; j < panelEnd; j++) {
                    for (int p = 0; p < pixels; p += MR) {
                        tile(j, tap, tap + 1, k, Math.min(some, row - k), origin, p, Math.min(MR, pixels - p), first + p, lane);
                    }
                }
            }
        }
    }

    /**
     * Adds some rows of taps, all in one image, to {@code height} pixels of the task, from pixel {@code p}; at the edge, by way of the
     * lane's tile.
     *
     * @param from the first step of each row, of so many: of all unless it is a single row
     */
    private void tile(int panel, int tap, int tapEnd, int from, int steps, int origin, int p, int height, int outputPixel, int lane) {
        int group = panel / groupPanels, column = panel % groupPanels * NR, width = Math.min(NR, g.groupOut() - column);
        boolean narrow = width <= L, whole = height == MR && width == (narrow ? L : NR);
        int corner = yPos + outputPixel * g.cout() + group * g.groupOut() + column;
        float[] to = whole ? y : scratch;
        int toPos = whole ? corner : tiles + lane * MR * NR;
        int toStep = whole ? g.cout() : NR;
        int weights = panels + panel * panelFloats;
        float[] x = input.data;
        int[] pixel = input.pixel;
        int at = origin + group * g.groupIn(), last = p + height - 1;
        // Pixels beyond the edge repeat the last one, and are not kept.
        int a0 = at + pixel[p], a1 = at + pixel[Math.min(p + 1, last)], a2 = at + pixel[Math.min(p + 2, last)];
        int a3 = at + pixel[Math.min(p + 3, last)], a4 = at + pixel[Math.min(p + 4, last)];
        int a5 = at + pixel[Math.min(p + 5, last)], a6 = at + pixel[Math.min(p + 6, last)];
        int a7 = at + pixel[Math.min(p + 7, last)];
        int[] tapRow = input.tapRow;
        int rowFloats = g.kw() * g.groupIn() * (narrow ? L : NR);
        int runs = g.isDense() ? tapEnd - tap : g.kw(), runStep = g.isDense() ? g.dilationH() * input.rowStep : g.dilationW() * g.cin();
        int length = g.isDense() ? steps : g.groupIn();
        for (int i = tap; i < tapEnd; i += g.isDense() ? runs : 1) {
            int d = tapRow[i] + from, b = weights + i * rowFloats + from * (narrow ? L : NR);
            boolean add = whole ? i + from > 0 : i > tap;
            if (narrow) {
                NarrowKernel.rows(runs, runStep, length, x, a0 + d, a1 + d, a2 + d, a3 + d, a4 + d, a5 + d, a6 + d, a7 + d,
                        packed, b, to, toPos, toStep, add);
            } else {
                MicroKernel.rows(runs, runStep, length, x, a0 + d, a1 + d, a2 + d, a3 + d, a4 + d, a5 + d, a6 + d, a7 + d,
                        packed, b, to, toPos, toStep, add);
            }
        }
        if (!whole) {
            Packing.corner(scratch, toPos, height, width, y, corner, g.cout(), tap + from > 0);
        }
    }
}
