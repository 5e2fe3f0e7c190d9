package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Folded;
import dyp.op.Reduce;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Sums of what a chain of elementwise ops gives, tile by tile: a tile is in the L1 cache when its numbers are added up, and is
 * never written to memory. Cut into blocks like the sums of {@link ReduceKernel}, whose parts are added in order.
 */
final class FoldKernel {
    private final Tiles tile;
    private final int folded;
    private final int inner;
    private final float[] scratch;
    /** A line per lane. */
    private final int lines;

    private FoldKernel(Tiles tile, Folded op, float[] scratch, int lines) {
        this.tile = tile;
        this.folded = op.count();
        this.inner = op.inner();
        this.scratch = scratch;
        this.lines = lines;
    }

    private static int blocks(Folded op) {
        return ReduceKernel.blocks(op.outer(), op.count(), op.inner());
    }

    /** The tile's registers, a line per lane, the blocks' sums. */
    static long scratchFloats(Folded op, int inputs, int lanes) {
        return Tiles.scratchFloats(op.chain(), inputs, lanes) + (long) lanes * Lanes.LINE
                + (blocks(op) == 1 ? 0 : (long) op.outer() * blocks(op) * op.inner());
    }

    static List<Step> bind(Folded op, List<Shape> shapes, Slices s) {
        float[] y = s.output().floats();
        int yo = s.output().offset();
        float[] room = s.scratch().floats();
        int lines = s.scratch().offset() + (int) Tiles.scratchFloats(op.chain(), shapes.size(), s.lanes());
        int parts = lines + s.lanes() * Lanes.LINE;
        FoldKernel kernel = new FoldKernel(Tiles.of(op.chain(), shapes, s.inputs(), null, s.scratch()), op, room, lines);
        float scale = op.kind() == Reduce.Kind.MEAN ? 1f / op.count() : 1f;
        int outer = op.outer();
        int inner = op.inner();
        int blocks = blocks(op);
        if (blocks == 1) {
            long cost = (long) op.count() * inner * op.chain().body().size();
            return List.of(Blocks.over(outer, cost, (from, to, lane) -> {
                kernel.fold(from, to, 0, op.count(), y, yo + from * inner, lane);
                scale(y, yo + from * inner, (to - from) * inner, scale);
            }));
        }
        int length = Math.ceilDiv(op.count(), blocks);
        return List.of(Blocks.of(outer * blocks, 1, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                int first = Math.min(op.count(), i % blocks * length);
                kernel.fold(i / blocks, i / blocks + 1, first, Math.min(op.count(), first + length), room, parts + i * inner, lane);
            }
        }), Blocks.over(outer, (long) blocks * inner, (from, to, lane) -> {
            for (int o = from; o < to; o++) {
                ReduceKernel.columns(room, parts + o * blocks * inner, blocks, inner, y, yo + o * inner, scale);
            }
        }));
    }

    private static void scale(float[] y, int yo, int n, float by) {
        for (int i = 0; i < n && by != 1; i++) {
            y[yo + i] *= by;
        }
    }

    /** The sums of some outer rows, each from {@code first} to before {@code end} of what folds, one after the other at {@code yo}. */
    private void fold(int from, int to, int first, int end, float[] y, int yo, int lane) {
        Arrays.fill(y, yo, yo + (to - from) * inner, 0f);
        if (inner == 1 && folded <= tile.size() && first == 0 && end == folded) {
            rows(from, to, y, yo, lane);
            return;
        }
        for (int o = from; o < to; o++) {
            if (inner == 1) {
                row(o * folded + first, o * folded + end, y, yo + o - from, lane);
            } else {
                columns(o * folded + first, o * folded + end, y, yo + (o - from) * inner, lane);
            }
        }
    }

    /** Short rows: as many to a tile as it holds. */
    private void rows(int from, int to, float[] y, int yo, int lane) {
        int many = tile.size() / folded;
        for (int o = from; o < to; o += many) {
            int n = Math.min(many, to - o);
            int at = tile.tile(o * folded, n * folded, lane, o == from || many * folded != tile.size());
            for (int r = 0; r < n; r++) {
                y[yo + o - from + r] = ReduceKernel.sum(scratch, at + r * folded, folded, scratch, lines + lane * Lanes.LINE);
            }
        }
    }

    /** One long row. */
    private void row(int from, int end, float[] y, int yo, int lane) {
        for (int at = from; at < end; at += tile.size()) {
            int n = Math.min(tile.size(), end - at);
            y[yo] += ReduceKernel.sum(scratch, tile.tile(at, n, lane, at == from), n, scratch, lines + lane * Lanes.LINE);
        }
    }

    /** Rows of {@link #inner} sums that advance together: several to a tile, or a row in several tiles. */
    private void columns(int from, int end, float[] y, int yo, int lane) {
        if (inner <= tile.size()) {
            int many = tile.size() / inner;
            for (int r = from; r < end; r += many) {
                int n = Math.min(many, end - r);
                int at = tile.tile(r * inner, n * inner, lane, r == from || many * inner != tile.size());
                add(scratch, at, n, inner, y, yo);
            }
            return;
        }
        for (int r = from; r < end; r++) {
            for (int j = 0; j < inner; j += tile.size()) {
                int n = Math.min(tile.size(), inner - j);
                add(scratch, tile.tile(r * inner + j, n, lane, true), 1, n, y, yo + j);
            }
        }
    }

    /** Adds the rows of a (rows, width) block to y. */
    private static void add(float[] x, int xo, int rows, int width, float[] y, int yo) {
        int j = 0;
        for (; j <= width - L; j += L) {
            FloatVector a = FloatVector.fromArray(SPECIES, y, yo + j);
            for (int r = 0, at = xo + j; r < rows; r++, at += width) {
                a = a.add(FloatVector.fromArray(SPECIES, x, at));
            }
            a.intoArray(y, yo + j);
        }
        for (; j < width; j++) {
            float a = y[yo + j];
            for (int r = 0, at = xo + j; r < rows; r++, at += width) {
                a += x[at];
            }
            y[yo + j] = a;
        }
    }
}
