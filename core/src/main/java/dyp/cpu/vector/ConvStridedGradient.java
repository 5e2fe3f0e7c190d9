package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.KC;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The input gradient of a convolution with strides, by {@link ConvPhases}: nothing is multiplied by zeros between the pixels of dy.
 * Each phase and panel of channels is summed in the lane's own room, pixel after pixel, and then dealt out to its places in dx.
 */
final class ConvStridedGradient implements Step {
    /** Tasks to aim for, by splitting the channels as well where there are few pixels. */
    private static final int TASKS = 16;

    private final ConvPhases phases;
    private final List<ConvPhases.Phase> all;
    private final ConvGeometry g;
    private final ConvInput input;
    private final float[] dx, scratch, packed;
    private final int dxPos, weights, rooms, room, panels, panelBlocks, panelBlock;
    private final int[][] sources, targets;
    private final Epilogue epilogue;

    private ConvStridedGradient(ConvPhases phases, List<ConvPhases.Phase> all, float[] dy, int dyPos, float[] dx, int dxPos,
            float[] packed, int weights, float[] scratch, int rooms, int lanes, Epilogue epilogue) {
        this.phases = phases;
        this.all = all;
        g = phases.g();
        this.dx = dx;
        this.dxPos = dxPos;
        this.scratch = scratch;
        this.epilogue = epilogue;
        this.packed = packed;
        this.weights = weights;
        this.rooms = rooms;
        room = room(phases);
        input = new ConvInput(phases.whole(), ConvInput.Gaps.NONE, dy, dyPos, scratch, rooms + lanes * room);
        panels = g.groups() * phases.groupPanels();
        panelBlocks = Math.clamp(TASKS / Math.max(1, input.tasks), 1, blocks(panels, 2));
        panelBlock = blocks(panels, panelBlocks);
        sources = all.stream().map(p -> phases.sources(p, input)).toArray(int[][]::new);
        targets = all.stream().map(p -> phases.targets(p, input)).toArray(int[][]::new);
    }

    /** @param constant whether the kernel is, and lies packed elsewhere */
    static long scratchFloats(ConvGeometry g, boolean constant, int lanes) {
        var phases = ConvPhases.of(g);
        return (constant ? 0 : ConvStridedPack.floats(phases)) + lanes * (room(phases) + ConvInput.laneFloats(phases.whole()));
    }

    private static int room(ConvPhases phases) {
        return roundUp(ConvInput.taskPixels(phases.whole()), MR) * NR;
    }

    static Step[] bind(ConvGeometry g, float[] dy, int dyPos, Weights kernel, float[] dx, int dxPos, float[] scratch,
            int scratchPos, int lanes, Epilogue epilogue) {
        var phases = ConvPhases.of(g);
        var all = phases.all();
        int rooms = scratchPos + (kernel.isConstant() ? 0 : (int) ConvStridedPack.floats(phases));
        var packed = kernel.packed(List.of("phases", phases), ConvStridedPack.floats(phases), scratch, scratchPos,
                (to, pos) -> new ConvStridedPack(phases, all, kernel.floats(), kernel.pos(), to, pos));
        var gradient = new ConvStridedGradient(phases, all, dy, dyPos, dx, dxPos, packed.floats(), packed.pos(), scratch, rooms, lanes, epilogue);
        var steps = new ArrayList<>(packed.steps());
        steps.add(gradient);
        if (epilogue != null && gradient.panelBlocks > 1) {
            steps.add(new EpilogueStep(g.inputPixels(), g.cin(), epilogue));
        }
        return steps.toArray(Step[]::new);
    }

    @Override
    public int tasks() {
        return input.tasks * panelBlocks;
    }

    @Override
    public void run(int task, int lane) {
        int part = task / panelBlocks, origin = input.load(part, lane), images = input.images(part);
        int pixel = input.firstPixel(part) / phases.whole().ow(), row = pixel % phases.whole().oh(), image = pixel / phases.whole().oh();
        int from = task % panelBlocks * panelBlock, end = Math.min(from + panelBlock, panels);
        for (int i = 0, first = weights; i < all.size(); i++) {
            var phase = all.get(i);
            int rows = phases.rows(phase, input, row), floats = phase.taps() * g.groupOut() * NR;
            for (int panel = from; panel < end && rows > 0; panel++) {
                if (floats > 0) {
                    sum(i, panel, images * rows * phase.w().count(), origin, first + panel * floats, lane);
                }
                deal(i, panel, image, images, row, rows * phase.w().count(), lane);
            }
            first += panels * floats;
        }
        if (epilogue != null && panelBlocks == 1) {
            for (int i = 0; i < images; i++) {
                finish(image + i, row, input.rows(part), lane);
            }
        }
    }

    /** The panel's channels of a phase's pixels: one or several rows of taps at a time, so many that their weights stay in L1. */
    private void sum(int number, int panel, int pixels, int origin, int packed, int lane) {
        var phase = all.get(number);
        boolean dense = phase.w().dilation() == 1 && g.groups() == 1;
        int out = g.groupOut(), row = phase.w().taps() * out, some = Math.clamp(KC / row, 1, phase.h().taps());
        int group = origin + panel / phases.groupPanels() * out;
        boolean add = false;
        for (int i = 0; i < phase.d().taps(); i++) {
            for (int j = 0; j < phase.h().taps(); j += dense ? some : 1) {
                int at = group + phases.tapRow(phase, input, i, j), b = packed + (i * phase.h().taps() + j) * row * NR;
                if (!dense) {
                    tiles(sources[number], pixels, at, phase.w().taps(), phase.w().dilation() * g.cout(), out, b, add, lane);
                    add = true;
                    continue;
                }
                int runs = Math.min(some, phase.h().taps() - j), length = blocks(row, blocks(row, 2 * KC));
                for (int k = 0; k < row; k += length, add = true) {
                    tiles(sources[number], pixels, at + k, runs, phase.h().dilation() * input.rowStep, Math.min(length, row - k),
                            b + k * NR, add, lane);
                }
            }
        }
    }

    private void tiles(int[] source, int pixels, int at, int runs, int runStep, int length, int b, boolean add, int lane) {
        for (int p = 0; p < pixels; p += MR) {
            int last = Math.min(p + MR, pixels) - 1;
            // Pixels beyond the edge repeat the last one, and are not dealt out.
            MicroKernel.rows(runs, runStep, length, input.data, at + source[p], at + source[Math.min(p + 1, last)],
                    at + source[Math.min(p + 2, last)], at + source[Math.min(p + 3, last)], at + source[Math.min(p + 4, last)],
                    at + source[Math.min(p + 5, last)], at + source[Math.min(p + 6, last)], at + source[Math.min(p + 7, last)],
                    packed, b, scratch, rooms + lane * room + p * NR, NR, add);
        }
    }

    /** Copies what has been summed, or zeros where the phase has no taps, to its places. */
    private void deal(int number, int panel, int image, int images, int row, int pixels, int lane) {
        var phase = all.get(number);
        int column = panel % phases.groupPanels() * NR, width = Math.min(NR, g.groupIn() - column);
        int channel = panel / phases.groupPanels() * g.groupIn() + column;
        for (int i = 0; i < images; i++) {
            int picture = phases.picture(phase, image + i), to = dxPos + (picture * g.h() + row * g.strideH()) * g.w() * g.cin() + channel;
            if (picture < 0) {
                continue;
            }
            if (phase.taps() == 0) {
                for (int p = 0; p < pixels; p++) {
                    Arrays.fill(dx, to + targets[number][p], to + targets[number][p] + width, 0);
                }
            } else {
                Packing.rows(scratch, rooms + lane * room + i * pixels * NR, pixels, width, dx, to, targets[number]);
            }
        }
    }

    /** Calls the epilogue for the rows of dx of all phases. */
    private void finish(int image, int row, int rows, int lane) {
        int from = row * g.strideH() * g.w() * g.cin(), end = Math.min((row + rows) * g.strideH(), g.h()) * g.w() * g.cin();
        for (int i = 0; i < all.size(); i += phases.h().phases().size() * phases.w().phases().size()) {
            int picture = phases.picture(all.get(i), image);
            if (picture >= 0 && from < end) {
                epilogue.apply(picture * g.h() * g.w() * g.cin() + from, picture * g.h() * g.w() * g.cin() + end, lane);
            }
        }
    }
}
