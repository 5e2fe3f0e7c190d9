package dyp.cpu.vector;

import static dyp.cpu.vector.Registers.NONE;

import dyp.cpu.vector.Registers.Kept;
import dyp.op.Binary;
import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Reduce;
import dyp.op.Unary;
import dyp.runtime.Stretch;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.Arrays;
import java.util.List;

/**
 * A chain over rows: a tile is whole rows, so that a row's sum is known within it, and what follows from it works on numbers that are
 * still in the L1 cache. Narrow values, one number a row, have short registers of their own; whole vectors of them are computed, also
 * behind the last row.
 */
final class RowTile implements Tiles {
    private final List<Fused.Instruction> body;
    private final Slice[] loaded;
    private final Stretch[] reads;
    private final Slice out;
    private final Slice scratch;
    private final int row;
    private final int size;
    /** Per value: its register of a tile, and that of a number for each row. */
    private final int[] wide, narrow;
    /** Whether a value has one number for each row. */
    private final boolean[] narrows;
    /** Per instruction: the argument that is a number for each row and taken as it is, or NONE. */
    private final int[] along;
    private final int wideFloats, narrowFloats, laneFloats;

    /** As {@link Tiles#of}. */
    RowTile(Fused op, List<Shape> shapes, List<Slice> loaded, Slice out, Slice scratch) {
        this.body = op.body();
        this.loaded = loaded.toArray(Slice[]::new);
        this.reads = shapes.stream().map(s -> Stretch.of(s, op.to())).toArray(Stretch[]::new);
        this.out = out;
        this.scratch = scratch;
        this.row = op.row();
        this.size = rows(row) * row;
        this.wideFloats = wideFloats(row);
        this.narrowFloats = narrowFloats(row);
        this.narrows = narrows();
        this.along = body.stream().mapToInt(this::along).toArray();
        this.narrow = narrowRegisters();
        this.wide = wideRegisters();
        this.laneFloats = Registers.count(wide) * wideFloats + (Registers.count(narrow) + 1) * narrowFloats;
    }

    /** Rows in a tile. */
    private static int rows(int row) {
        return Math.max(1, Tile.SIZE / row);
    }

    /** Registers a page apart, or else what is read from one is taken to wait for what was just written to another. */
    private static int wideFloats(int row) {
        return Math.max(Tile.SIZE, (int) Lanes.lines(row));
    }

    private static int narrowFloats(int row) {
        return Lanes.roundUp(rows(row), Math.max(Lanes.L, Lanes.LINE));
    }

    /** Floats of scratch that a value takes at most, and as much again serves all the sums. */
    static long floats(int row) {
        return wideFloats(row) + 2 * narrowFloats(row);
    }

    private boolean[] narrows() {
        boolean[] of = new boolean[loaded.length + body.size()];
        for (int v = 0; v < of.length; v++) {
            of[v] = v >= loaded.length ? body.get(v - loaded.length).narrow()
                    : scalar(v) || reads[v].kind() != Stretch.Kind.SAME && reads[v].innerStride() == 0 && reads[v].inner() % row == 0;
        }
        return of;
    }

    private boolean scalar(int v) {
        return v < loaded.length && loaded[v].length() == 1;
    }

    private int[] narrowRegisters() {
        int[] register = new int[narrows.length];
        int used = 0;
        for (int v = 0; v < register.length; v++) {
            register[v] = narrows[v] ? used++ : NONE;
        }
        return register;
    }

    private int[] wideRegisters() {
        Kept[] kept = new Kept[narrows.length];
        for (int v = 0; v < kept.length; v++) {
            boolean inPlace = v < loaded.length ? reads[v].kind() == Stretch.Kind.SAME : v == kept.length - 1 && out != null;
            kept[v] = narrows[v] || inPlace ? Kept.NOT : v < loaded.length ? Kept.ALWAYS : Kept.UNTIL_USED;
        }
        for (int i = 0; i < body.size(); i++) {
            List<Integer> args = body.get(i).arguments();
            for (int k = 0; k < args.size() && !body.get(i).narrow(); k++) {
                if (narrows[args.get(k)] && along[i] != k) {
                    kept[args.get(k)] = Kept.ALWAYS;
                }
            }
        }
        return Registers.of(body, kept);
    }

    private int along(Fused.Instruction i) {
        for (int k = 0; i.op() instanceof Binary b && !i.narrow() && k < 2; k++) {
            if (TileRows.takes(b, k) && narrows[i.arguments().get(k)] && !narrows[i.arguments().get(1 - k)]) {
                return k;
            }
        }
        return NONE;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int tile(int at, int n, int lane, boolean first) {
        int base = scratch.offset() + lane * laneFloats;
        for (int v = 0; v < loaded.length; v++) {
            if (first || Tile.moves(reads[v], size)) {
                load(v, at, n, base);
            }
        }
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i).narrow()) {
                narrow(i, at, n / row, base);
                stretch(loaded.length + i, n, base);
            } else {
                wide(i, at, n, base);
            }
        }
        return out == null ? wideAt(wide.length - 1, at, base) : out.offset() + at;
    }

    private void load(int v, int at, int n, int base) {
        float[] r = scratch.floats();
        if (scalar(v)) {
            Arrays.fill(r, narrowAt(v, base), narrowAt(v, base) + narrowFloats, loaded[v].floats()[loaded[v].offset()]);
        } else if (narrows[v]) {
            for (int i = 0; i < n / row; i++) {
                r[narrowAt(v, base) + i] = loaded[v].floats()[loaded[v].offset() + reads[v].index(at + i * row)];
            }
        } else if (wide[v] != NONE) {
            Tile.fill(loaded[v], reads[v], at, n, r, wideAt(v, at, base));
        }
        stretch(v, n, base);
    }

    /** A number for each row along its row, where that is needed. */
    private void stretch(int v, int n, int base) {
        if (narrows[v] && wide[v] != NONE) {
            float[] r = scratch.floats();
            for (int i = 0, to = base + wide[v] * wideFloats; i < n / row; i++, to += row) {
                Arrays.fill(r, to, to + row, r[narrowAt(v, base) + i]);
            }
        }
    }

    private void narrow(int i, int at, int rows, int base) {
        List<Integer> args = body.get(i).arguments();
        float[] r = scratch.floats();
        int y = narrowAt(loaded.length + i, base);
        int a = body.get(i).op() instanceof Reduce ? wideAt(args.getFirst(), at, base) : narrowAt(args.getFirst(), base);
        int n = Lanes.roundUp(rows, Lanes.L);
        switch (body.get(i).op()) {
            case Reduce fold -> sums(fold, array(args.getFirst()), a, y, rows, base + laneFloats - narrowFloats);
            case Unary op -> TileUnary.run(op, r, a, r, y, n);
            case Binary op -> TileBinary.run(op, r, a, r, narrowAt(args.get(1), base), r, y, n);
            case Elementwise.Where _ -> TileBinary.where(r, a, r, narrowAt(args.get(1), base), r, narrowAt(args.get(2), base), r, y, n);
            default -> System.arraycopy(r, a, r, y, n);
        }
    }

    private void sums(Reduce fold, float[] x, int xo, int y, int rows, int line) {
        float[] r = scratch.floats();
        float scale = fold.kind() == Reduce.Kind.MEAN ? 1f / row : 1f;
        for (int i = 0; i < rows; i++) {
            r[y + i] = ReduceKernel.sum(x, xo + i * row, row, r, line) * scale;
        }
    }

    private void wide(int i, int at, int n, int base) {
        List<Integer> args = body.get(i).arguments();
        int v = loaded.length + i;
        float[] y = array(v);
        int yo = wideAt(v, at, base);
        if (along[i] != NONE) {
            int x = args.get(1 - along[i]);
            int numbers = narrowAt(args.get(along[i]), base);
            TileRows.run((Binary) body.get(i).op(), array(x), wideAt(x, at, base), scratch.floats(), numbers, y, yo, n / row, row);
            return;
        }
        float[] a = array(args.getFirst());
        int ao = wideAt(args.getFirst(), at, base);
        switch (body.get(i).op()) {
            case Unary op -> TileUnary.run(op, a, ao, y, yo, n);
            case Binary op -> TileBinary.run(op, a, ao, array(args.get(1)), wideAt(args.get(1), at, base), y, yo, n);
            case Elementwise.Where _ -> TileBinary.where(a, ao, array(args.get(1)), wideAt(args.get(1), at, base),
                    array(args.get(2)), wideAt(args.get(2), at, base), y, yo, n);
            default -> System.arraycopy(a, ao, y, yo, n);
        }
    }

    /** Where a value's tile lies: in a register, or where it is read or written in place. */
    private float[] array(int v) {
        return wide[v] != NONE ? scratch.floats() : place(v).floats();
    }

    private int wideAt(int v, int at, int base) {
        return wide[v] != NONE ? base + wide[v] * wideFloats : place(v).offset() + at;
    }

    private Slice place(int v) {
        return v < loaded.length ? loaded[v] : out;
    }

    private int narrowAt(int v, int base) {
        return base + laneFloats - (narrow[v] + 2) * narrowFloats;
    }
}
