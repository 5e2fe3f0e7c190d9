package dyp.cpu.vector;

import dyp.cpu.vector.Registers.Kept;
import dyp.op.Binary;
import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Unary;
import dyp.runtime.Stretch;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.Arrays;
import java.util.List;

/**
 * A fused chain as a small program over tiles: each instruction runs over {@link #SIZE} numbers that stay in the L1
 * cache before the next one starts. Inputs of the output's own size are read where they lie; others are stretched into
 * a register (a tile of scratch) first. The last instruction writes the output; without one, it too writes a register.
 */
final class Tile implements Tiles {
    /** Numbers in a register: a handful of registers of 4 KiB fit the L1 cache. */
    static final int SIZE = 1024;

    private final List<Fused.Instruction> body;
    private final Slice[] loaded;
    private final Stretch[] reads;
    private final Slice out;
    private final Slice scratch;
    private final int registers;
    /** Numbers in a tile: a whole number of rows, where the inputs stretch along rows, so that a row stays in its register. */
    private final int size;

    /** Per value: its register, or -1 where it is read or written in place. */
    private final int[] register;

    /**
     * @param loaded the values before the first instruction's; their shapes say how they stretch
     * @param out null where the results stay in a register
     */
    Tile(Fused op, List<Shape> shapes, List<Slice> loaded, Slice out, Slice scratch) {
        this.body = instructions(op, loaded.size());
        this.loaded = loaded.toArray(Slice[]::new);
        this.reads = shapes.stream().map(s -> Stretch.of(s, op.to())).toArray(Stretch[]::new);
        this.out = out;
        this.scratch = scratch;
        this.register = allocate();
        this.registers = Registers.count(register);
        this.size = size(reads);
    }

    private static int size(Stretch[] reads) {
        int rows = Arrays.stream(reads).filter(r -> r.kind() != Stretch.Kind.SAME && r.kind() != Stretch.Kind.SCALAR && r.inner() <= SIZE)
                .mapToInt(Stretch::inner).max().orElse(1);
        return SIZE / rows * rows;
    }

    /** The chain without a closing update, which only says where the output lies. */
    private static List<Fused.Instruction> instructions(Fused op, int loaded) {
        Fused.Instruction last = op.body().getLast();
        boolean update = last.op() instanceof Elementwise.Update;
        return update && op.body().size() > 1 && last.arguments().get(1) == loaded + op.body().size() - 2 ? op.body().subList(0, op.body().size() - 1) : op.body();
    }

    /** Registers for stretched inputs, kept; and for results in between. */
    private int[] allocate() {
        Kept[] kept = new Kept[loaded.length + body.size()];
        Arrays.fill(kept, Kept.UNTIL_USED);
        for (int v = 0; v < loaded.length; v++) {
            kept[v] = reads[v].kind() == Stretch.Kind.SAME ? Kept.NOT : Kept.ALWAYS;
        }
        kept[kept.length - 1] = out == null ? Kept.UNTIL_USED : Kept.NOT;
        return Registers.of(body, kept);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int tile(int at, int n, int lane, boolean first) {
        int base = scratch.offset() + lane * registers * SIZE;
        for (int v = 0; v < loaded.length; v++) {
            if (register[v] >= 0 && (first || moves(reads[v], size))) {
                fill(loaded[v], reads[v], at, n, scratch.floats(), base + register[v] * SIZE);
            }
        }
        for (int i = 0; i < body.size(); i++) {
            run(i, at, n, base);
        }
        return out == null ? base + register[register.length - 1] * SIZE : out.offset() + at;
    }

    /** Whether a stretched input looks different from one full tile to the next. */
    static boolean moves(Stretch read, int size) {
        return read.kind() != Stretch.Kind.SCALAR && !(read.kind() == Stretch.Kind.CYCLE && size % read.inner() == 0);
    }

    /** Stretches what an input is for the numbers from {@code at} on. */
    static void fill(Slice in, Stretch read, int at, int n, float[] r, int to) {
        float[] x = in.floats();
        int xo = in.offset();
        int inner = read.inner();
        switch (read.kind()) {
            case SCALAR -> Arrays.fill(r, to, to + n, x[xo]);
            case CYCLE -> {
                for (int i = 0, phase = at % inner; i < n; phase = 0) {
                    int run = Math.min(inner - phase, n - i);
                    System.arraycopy(x, xo + phase, r, to + i, run);
                    i += run;
                }
            }
            case REPEAT -> {
                for (int i = 0; i < n; ) {
                    int run = Math.min(inner - (at + i) % inner, n - i);
                    Arrays.fill(r, to + i, to + i + run, x[xo + (at + i) / inner]);
                    i += run;
                }
            }
            case GENERAL -> {
                boolean repeats = read.innerStride() == 0;
                for (int i = 0; i < n; ) {
                    int run = Math.min(inner - (at + i) % inner, n - i);
                    int from = xo + read.index(at + i);
                    if (repeats) {
                        Arrays.fill(r, to + i, to + i + run, x[from]);
                    } else {
                        System.arraycopy(x, from, r, to + i, run);
                    }
                    i += run;
                }
            }
            case SAME -> throw new IllegalStateException("read in place");
        }
    }

    private void run(int i, int at, int n, int base) {
        List<Integer> args = body.get(i).arguments();
        boolean last = i == body.size() - 1;
        boolean update = body.get(i).op() instanceof Elementwise.Update;
        Slice own = last && out != null ? out : update ? loaded[args.getFirst()] : null;
        float[] y = own != null ? own.floats() : scratch.floats();
        int yo = own != null ? own.offset() + at : base + register[loaded.length + i] * SIZE;
        switch (body.get(i).op()) {
            case Unary op -> TileUnary.run(op, array(args.get(0)), place(args.get(0), at, base), y, yo, n);
            case Binary op -> TileBinary.run(op, array(args.get(0)), place(args.get(0), at, base),
                    array(args.get(1)), place(args.get(1), at, base), y, yo, n);
            case Elementwise.Where w -> TileBinary.where(array(args.get(0)), place(args.get(0), at, base),
                    array(args.get(1)), place(args.get(1), at, base), array(args.get(2)), place(args.get(2), at, base), y, yo, n);
            case Elementwise.Cast c -> System.arraycopy(array(args.get(0)), place(args.get(0), at, base), y, yo, n);
            case Elementwise.Update u -> System.arraycopy(array(args.get(1)), place(args.get(1), at, base), y, yo, n);
            default -> throw new IllegalStateException("sums rows");
        }
    }

    private float[] array(int value) {
        return register[value] >= 0 ? scratch.floats() : loaded[value].floats();
    }

    private int place(int value, int at, int base) {
        return register[value] >= 0 ? base + register[value] * SIZE : loaded[value].offset() + at;
    }
}
