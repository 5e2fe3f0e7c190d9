package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;

import dyp.op.Binary;
import dyp.op.Unary;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Gets the JIT to compile the heaviest kernels while the first model is still being built, on a thread of its own. Until it has,
 * {@link MicroKernel}, the loops over tiles, packing and pooling leave their work to plain loops ({@link PlainKernel}, {@link PlainTile});
 * the numbers are the same.
 *
 * <p>What the JIT counts is calls, and the fewest by far have to go through vectors: enough of them to show it which way the
 * branches go. The others are empty, and cost less than a microsecond.
 *
 * <p>System property {@code dyp.warm=false}: no thread, and vectors from the start.
 */
final class WarmUp {
    private static final boolean OFF = "false".equals(System.getProperty("dyp.warm"));
    /** A panel of so many rows; odd, since the kernels do what is left of a number of rows apart. */
    private static final int LENGTH = 15;
    private static final int TILE = 16 * L;
    private static final int EMPTY_CALLS = 200;
    /** A compiled kernel takes 1 µs, one that is not yet 100 and more. */
    private static final long FAST = 15_000;
    private static final long LONGEST_PAUSE = 20_000_000;

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    /** What the calls that go through vectors read and write: the kernels know them by this array. */
    static final float[] ROOM = new float[4 * MR * LENGTH + 2 * NR * LENGTH + MR * NR];
    private static final int PANEL = 4 * MR * LENGTH;
    private static final int SUM = PANEL + 2 * NR * LENGTH;

    /** Is {@link MicroKernel#rows} compiled? */
    static volatile boolean rows = OFF;
    /** Is {@link MicroKernel#columns} compiled? */
    static volatile boolean columns = OFF;
    /** Are the loops that {@link PlainTile} stands in for compiled? */
    static volatile boolean tiles = OFF;
    /** Are the loops of {@link Packing}? */
    static volatile boolean packing = OFF;
    /** Are those of {@link PoolKernel} for the largest numbers? */
    static volatile boolean pools = OFF;

    /** What is left to be compiled before something can be done: all at a time, since the JIT makes them one after another anyway. */
    private record Group(List<Kernel> left, Runnable compiled) {
        Group go() {
            List<Kernel> slow = left.stream().filter(k -> !k.go()).toList();
            if (slow.isEmpty()) {
                compiled.run();
            }
            return new Group(slow, compiled);
        }
    }

    /**
     * Something to be compiled.
     *
     * @param empty a call that does nothing
     * @param vectors calls that show what is done
     */
    private record Kernel(Runnable empty, List<Runnable> vectors) {
        /** True where that was fast. */
        private boolean go() {
            for (int i = 0; i < EMPTY_CALLS; i++) {
                empty.run();
            }
            boolean fast = true;
            for (Runnable call : vectors) {
                long start = System.nanoTime();
                call.run();
                fast &= System.nanoTime() - start < FAST;
            }
            return fast;
        }
    }

    private WarmUp() {}

    /** Begins, once in a process, and returns at once. */
    static void start() {
        if (!OFF && STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("dyp-warm-up").start(WarmUp::run);
        }
    }

    static void run() {
        TileUnary.run(Unary.EXP, ROOM, 0, ROOM, 0, L); // the Vector API's own classes, which are many
        List<Group> groups = List.of(
                new Group(List.of(rows()), () -> rows = true),
                new Group(List.of(columns()), () -> columns = true),
                new Group(Stream.of(Stream.of(Binary.ADD, Binary.SUB, Binary.MUL, Binary.DIV, Binary.RELU_GRAD).map(WarmUp::tile),
                        Stream.of(Unary.NEG, Unary.SQUARE, Unary.SQRT, Unary.RELU).map(WarmUp::tile),
                        Stream.of(straight())).flatMap(k -> k).toList(), () -> tiles = true),
                new Group(packing(), () -> packing = true),
                new Group(List.of(new Kernel(PoolKernel.warm(false, 0), List.of(PoolKernel.warm(false, L))),
                        new Kernel(PoolKernel.warm(true, 0), List.of(PoolKernel.warm(true, L)))), () -> pools = true));
        // With ever longer pauses: while the JIT is at work, nothing is to be gained.
        for (long pause = 100_000; !groups.isEmpty(); pause = Math.min(pause * 5 / 4, LONGEST_PAUSE)) {
            groups = groups.stream().map(Group::go).filter(g -> !g.left.isEmpty()).toList();
            LockSupport.parkNanos(pause);
        }
    }

    private static Kernel rows() {
        float[] other = new float[MR * NR];
        return new Kernel(() -> MicroKernel.rows(0, 0, 0, other, 0, 0, 0, 0, 0, 0, 0, 0, other, 0, other, 0, NR, false),
                List.of(() -> rows(1, LENGTH, false), () -> rows(2, LENGTH - 1, true)));
    }

    private static void rows(int runs, int length, boolean add) {
        MicroKernel.rows(runs, length, length, ROOM, 0, 1, 2, 3, 4, 5, 6, 7, ROOM, PANEL, ROOM, SUM, NR, add);
    }

    private static Kernel columns() {
        float[] other = new float[MR * NR];
        return new Kernel(() -> MicroKernel.columns(0, other, 0, other, 0, other, 0, NR, false),
                List.of(() -> columns(LENGTH, false), () -> columns(2 * LENGTH, true)));
    }

    private static void columns(int length, boolean add) {
        MicroKernel.columns(length, ROOM, 0, ROOM, PANEL, ROOM, SUM, NR, add);
    }

    private static Kernel straight() {
        return new Kernel(() -> straight(0, ROOM, ROOM, true), List.of(() -> straight(2, null, null, false), () -> straight(2, ROOM, null, true),
                () -> straight(3, ROOM, ROOM, true)));
    }

    private static void straight(int rows, float[] other, float[] second, boolean cut) {
        Straight.rows(ROOM, 0, rows, TILE / 2 + 1, ROOM, TILE, other, TILE, second, TILE, cut, cut, 1);
    }

    private static List<Kernel> packing() {
        int[] offset = new int[LENGTH];
        int step = MR * LENGTH + Lanes.LINE;
        return List.of(
                new Kernel(() -> Packing.panels(ROOM, 0, 1, 0, 2 * NR, ROOM, PANEL, NR * LENGTH),
                        List.of(() -> Packing.panels(ROOM, 0, 1, LENGTH, 2 * NR, ROOM, PANEL, NR * LENGTH))),
                new Kernel(() -> Packing.strips(ROOM, 0, 1, 0, 2 * MR, ROOM, PANEL, step),
                        List.of(() -> Packing.strips(ROOM, 0, 1, LENGTH, 2 * MR, ROOM, PANEL, step))),
                new Kernel(() -> Packing.stripOfRows(ROOM, 0, 1, 2, 3, 4, 5, 6, 7, 0, ROOM, PANEL),
                        List.of(() -> Packing.stripOfRows(ROOM, 0, 1, 2, 3, 4, 5, 6, 7, LENGTH + L, ROOM, PANEL))),
                new Kernel(() -> Packing.strip(ROOM, 0, offset, 0, 0, MR, ROOM, PANEL),
                        List.of(() -> Packing.strip(ROOM, 0, offset, 0, LENGTH, MR, ROOM, PANEL))),
                new Kernel(() -> Packing.panel(ROOM, 0, 1, 0, NR, ROOM, PANEL),
                        List.of(() -> Packing.panel(ROOM, 0, 1, LENGTH, NR, ROOM, PANEL))));
    }

    private static Kernel tile(Binary op) {
        return new Kernel(() -> TileBinary.run(op, ROOM, 0, ROOM, 0, ROOM, 0, 0),
                List.of(() -> TileBinary.run(op, ROOM, 0, ROOM, L, ROOM, L, TILE)));
    }

    private static Kernel tile(Unary op) {
        return new Kernel(() -> TileUnary.run(op, ROOM, 0, ROOM, 0, 0), List.of(() -> TileUnary.run(op, ROOM, 0, ROOM, L, TILE)));
    }
}
