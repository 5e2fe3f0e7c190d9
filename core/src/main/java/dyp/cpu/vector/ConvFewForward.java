package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.blocks;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/**
 * Direct convolution of an input with few channels, as a first layer has. All taps and channels are one sum: a tile of
 * {@link ConvPlanes#TOGETHER} pixels by one vector of output channels stays in registers from the first tap to the last. It also takes
 * dy to dx, with the kernel turned.
 *
 * <p>Tiles are stored in the order of their pixels, those of the last channels first. So what a tile writes beyond its own pixels, or a
 * vector beyond the last channels, comes before what belongs there; at a task's end the tile goes by way of the lane's room.
 */
final class ConvFewForward implements Step {
    private static final int TILE = ConvPlanes.TOGETHER;

    /** Numbers of output between two calls of the epilogue: they are still in L1. */
    private static final int STRETCH = 4096;

    private final ConvGeometry g;
    private final ConvInput input;
    private final ConvPlanes planes;
    private final float[] y, scratch, packed;
    private final int yPos, panels, tiles;
    /** The first pixels of an image's tiles, and the place of every pixel in the image's output. */
    private final int[] starts, places;
    private final Epilogue epilogue;

    private ConvFewForward(ConvGeometry g, ConvInput input, ConvPlanes planes, float[] y, int yPos, float[] scratch,
            float[] packed, int panels, int tiles, Epilogue epilogue) {
        this.g = g;
        this.input = input;
        this.planes = planes;
        this.y = y;
        this.yPos = yPos;
        this.scratch = scratch;
        this.packed = packed;
        this.panels = panels;
        this.tiles = tiles;
        this.epilogue = epilogue;
        int columns = planes.columns, pixels = input.rows * columns;
        starts = new int[blocks(pixels, TILE) + input.rows];
        int count = 0;
        for (int p = 0; p < pixels; p += TILE) {
            p = p % columns < g.ow() ? p : (p / columns + 1) * columns;
            starts[count++] = p;
        }
        Arrays.fill(starts, count, starts.length, pixels);
        places = new int[pixels + 2 * TILE];
        // Pixels that nobody wants go where the next row begins, so the places rise.
        Arrays.setAll(places, p -> (p / columns * g.ow() + Math.min(p % columns, g.ow())) * g.cout());
    }

    /** @param constant whether the kernel is, and lies packed elsewhere */
    static long scratchFloats(ConvGeometry g, boolean constant, int lanes) {
        return (constant ? 0 : packedFloats(g)) + lanes * (TILE * L + ConvPlanes.laneFloats(g) + ConvInput.laneFloats(g)) + TILE;
    }

    private static long packedFloats(ConvGeometry g) {
        return (long) panels(g) * g.kernelRows() * L;
    }

    private static int panels(ConvGeometry g) {
        return blocks(g.cout(), L);
    }

    /** @param turned see {@link ConvForward#bind}, also for the rest */
    static Step[] bind(ConvGeometry g, boolean turned, float[] x, int xPos, Weights kernel, float[] y, int yPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        int tiles = scratchPos + (kernel.isConstant() ? 0 : (int) packedFloats(g)), rooms = tiles + lanes * TILE * L;
        var input = new ConvInput(g, ConvInput.Gaps.NONE, x, xPos, scratch, (int) (rooms + lanes * ConvPlanes.laneFloats(g)));
        var planes = new ConvPlanes(g, input, scratch, rooms);
        var packed = kernel.packed(List.of("few", turned, g.taps(), g.cin(), g.cout()), packedFloats(g), scratch, scratchPos,
                (to, pos) -> (task, lane) -> pack(g, turned, kernel.floats(), kernel.pos(), to, pos));
        var convolution = new ConvFewForward(g, input, planes, y, yPos, scratch, packed.floats(), packed.pos(), tiles, epilogue);
        return Stream.concat(packed.steps().stream(), Stream.of(convolution)).toArray(Step[]::new);
    }

    /** Packs the kernel as {@code [panel][kd][kh][kw][in][L]}, zeros beyond the last channel. */
    private static void pack(ConvGeometry g, boolean turned, float[] kernel, int kernelPos, float[] packed, int packedPos) {
        for (int panel = 0; panel < panels(g); panel++) {
            for (int row = 0; row < g.kernelRows(); row++) {
                int to = packedPos + (panel * g.kernelRows() + row) * L, tap = row / g.cin();
                for (int o = panel * L; o < (panel + 1) * L; o++) {
                    int at = turned ? ((g.taps() - 1 - tap) * g.cout() + o) * g.cin() + row % g.cin() : row * g.cout() + o;
                    packed[to + o % L] = o < g.cout() ? kernel[kernelPos + at] : 0;
                }
            }
        }
    }

    @Override
    public int tasks() {
        return input.tasks;
    }

    @Override
    public void run(int task, int lane) {
        int origin = planes.load(task, lane), rows = input.rows(task), cout = g.cout();
        int first = yPos + input.firstPixel(task) * cout, end = first + input.pixels(task) * cout, done = first;
        for (int i = 0; i < input.images(task); i++, origin += planes.imageStep) {
            int image = first + i * rows * g.ow() * cout;
            for (int start : starts) {
                if (start >= rows * planes.columns) {
                    break;
                }
                int from = image + places[start];
                if (epilogue != null && from >= done + STRETCH) {
                    epilogue.apply(done - yPos, from - yPos, lane);
                    done = from;
                }
                tile(origin, image, start, rows, end, tiles + lane * TILE * L);
            }
        }
        if (epilogue != null && end > done) {
            epilogue.apply(done - yPos, end - yPos, lane);
        }
    }

    private void tile(int origin, int image, int start, int rows, int end, int room) {
        int cout = g.cout(), last = panels(g) - 1;
        boolean inside = image + places[start + TILE - 1] + last * L + L <= end;
        for (int panel = last; panel >= 0; panel--) {
            int weights = panels + panel * planes.rowAt.length * L;
            if (inside) {
                sum(origin + start, weights, y, image + panel * L, places, start);
                continue;
            }
            sum(origin + start, weights, scratch, room, IN_ROOM, 0);
            for (int i = 0, p = start; i < TILE; i++, p++) {
                if (p < rows * planes.columns && p % planes.columns < g.ow()) {
                    System.arraycopy(scratch, room + i * L, y, image + places[p] + panel * L, Math.min(L, cout - panel * L));
                }
            }
        }
    }

    private static final int[] IN_ROOM = new int[TILE];

    static {
        Arrays.setAll(IN_ROOM, i -> i * L);
    }

    /** A vector of channels of a tile's pixels, over all rows of the kernel. */
    private void sum(int x, int weights, float[] c, int to, int[] place, int p) {
        float[] a = planes.data, b = packed;
        int[] rowAt = planes.rowAt;
        FloatVector c0 = FloatVector.zero(SPECIES), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        FloatVector c8 = c0, c9 = c0, c10 = c0, c11 = c0, c12 = c0, c13 = c0, c14 = c0, c15 = c0;
        for (int k = 0; k < rowAt.length; k++) {
            FloatVector w = FloatVector.fromArray(SPECIES, b, weights + k * L);
            int at = x + rowAt[k];
            c0 = FloatVector.broadcast(SPECIES, a[at]).fma(w, c0);
            c1 = FloatVector.broadcast(SPECIES, a[at + 1]).fma(w, c1);
            c2 = FloatVector.broadcast(SPECIES, a[at + 2]).fma(w, c2);
            c3 = FloatVector.broadcast(SPECIES, a[at + 3]).fma(w, c3);
            c4 = FloatVector.broadcast(SPECIES, a[at + 4]).fma(w, c4);
            c5 = FloatVector.broadcast(SPECIES, a[at + 5]).fma(w, c5);
            c6 = FloatVector.broadcast(SPECIES, a[at + 6]).fma(w, c6);
            c7 = FloatVector.broadcast(SPECIES, a[at + 7]).fma(w, c7);
            c8 = FloatVector.broadcast(SPECIES, a[at + 8]).fma(w, c8);
            c9 = FloatVector.broadcast(SPECIES, a[at + 9]).fma(w, c9);
            c10 = FloatVector.broadcast(SPECIES, a[at + 10]).fma(w, c10);
            c11 = FloatVector.broadcast(SPECIES, a[at + 11]).fma(w, c11);
            if (TILE == 16) {
                c12 = FloatVector.broadcast(SPECIES, a[at + 12]).fma(w, c12);
                c13 = FloatVector.broadcast(SPECIES, a[at + 13]).fma(w, c13);
                c14 = FloatVector.broadcast(SPECIES, a[at + 14]).fma(w, c14);
                c15 = FloatVector.broadcast(SPECIES, a[at + 15]).fma(w, c15);
            }
        }
        c0.intoArray(c, to + place[p]);
        c1.intoArray(c, to + place[p + 1]);
        c2.intoArray(c, to + place[p + 2]);
        c3.intoArray(c, to + place[p + 3]);
        c4.intoArray(c, to + place[p + 4]);
        c5.intoArray(c, to + place[p + 5]);
        c6.intoArray(c, to + place[p + 6]);
        c7.intoArray(c, to + place[p + 7]);
        c8.intoArray(c, to + place[p + 8]);
        c9.intoArray(c, to + place[p + 9]);
        c10.intoArray(c, to + place[p + 10]);
        c11.intoArray(c, to + place[p + 11]);
        if (TILE == 16) {
            c12.intoArray(c, to + place[p + 12]);
            c13.intoArray(c, to + place[p + 13]);
            c14.intoArray(c, to + place[p + 14]);
            c15.intoArray(c, to + place[p + 15]);
        }
    }
}
