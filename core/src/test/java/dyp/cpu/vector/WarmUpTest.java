package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Binary;
import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.op.Window;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in for a kernel until it is compiled gives the same bits as the kernel. */
class WarmUpTest {
    private static final float[] SPECIAL = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MAX_VALUE};

    private final Random random = new Random(1);
    private final boolean rows = WarmUp.rows;
    private final boolean columns = WarmUp.columns;
    private final boolean tiles = WarmUp.tiles;
    private final boolean packing = WarmUp.packing;
    private final boolean pools = WarmUp.pools;

    @BeforeEach
    void kernelsOnly() {
        WarmUp.rows = true;
        WarmUp.columns = true;
        WarmUp.tiles = true;
        WarmUp.packing = true;
        WarmUp.pools = true;
    }

    @AfterEach
    void asBefore() {
        WarmUp.rows = rows;
        WarmUp.columns = columns;
        WarmUp.tiles = tiles;
        WarmUp.packing = packing;
        WarmUp.pools = pools;
    }

    private float[] numbers(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    @Test
    void rowsAreSummedInTheSameOrder() {
        for (int runs = 0; runs <= 3; runs++) {
            for (int length : new int[] {0, 1, 2, 3, 16, 31}) {
                for (boolean add : new boolean[] {false, true}) {
                    float[] a = numbers(8 * 40 + 3 * 50 + length);
                    float[] b = numbers(3 + runs * length * NR);
                    float[] plain = numbers(5 + MR * (NR + 3));
                    float[] vectors = plain.clone();
                    PlainKernel.rows(runs, 50, length, a, 0, 41, 80, 121, 160, 200, 243, 280, b, 3, plain, 5, NR + 3, add, plain, 5, NR + 3);
                    MicroKernel.rows(runs, 50, length, a, 0, 41, 80, 121, 160, 200, 243, 280, b, 3, vectors, 5, NR + 3, add);
                    assertArrayEquals(vectors, plain, runs + " runs of " + length);
                }
            }
        }
    }

    @Test
    void columnsAreSummedInTheSameOrder() {
        for (int length : new int[] {0, 1, 2, 3, 16, 31}) {
            for (boolean add : new boolean[] {false, true}) {
                float[] a = numbers(7 + length * MR);
                float[] b = numbers(3 + length * NR);
                float[] plain = numbers(5 + MR * (NR + 3));
                float[] vectors = plain.clone();
                PlainKernel.columns(length, a, 7, b, 3, plain, 5, NR + 3, add, plain, 5, NR + 3);
                MicroKernel.columns(length, a, 7, b, 3, vectors, 5, NR + 3, add);
                assertArrayEquals(vectors, plain, "length " + length);
            }
        }
    }

    @Test
    void tilesHaveTheSameNumbers() {
        int n = 4 * L + 5;
        float[] x = numbers(n);
        float[] z = numbers(n);
        System.arraycopy(SPECIAL, 0, x, 0, SPECIAL.length);
        System.arraycopy(SPECIAL, 0, z, 3, SPECIAL.length);
        float[] plain = new float[n];
        float[] vectors = new float[n];
        int count = 0;
        for (Unary op : Unary.values()) {
            if (PlainTile.run(op, x, 1, plain, 2, n - 2)) {
                TileUnary.run(op, x, 1, vectors, 2, n - 2);
                assertArrayEquals(vectors, plain, op.label());
                count++;
            }
        }
        for (Binary op : Binary.values()) {
            if (PlainTile.run(op, x, 1, z, 0, plain, 2, n - 2)) {
                TileBinary.run(op, x, 1, z, 0, vectors, 2, n - 2);
                assertArrayEquals(vectors, plain, op.label());
                count++;
            }
        }
        assertEquals(9, count);
    }

    /** What a way of packing writes into {@code n} numbers, by vectors and without. */
    private void packs(String what, int n, Consumer<float[]> packing) {
        float[] vectors = new float[n + Lanes.LINE], plain = new float[n + Lanes.LINE];
        packing.accept(vectors);
        WarmUp.packing = false;
        packing.accept(plain);
        WarmUp.packing = true;
        assertArrayEquals(Arrays.copyOf(vectors, n), Arrays.copyOf(plain, n), what);
    }

    @Test
    void thePackedNumbersAreTheSame() {
        float[] from = numbers(4000);
        int[] offset = {0, 50, 60, 777, 1200};
        for (int length : new int[] {0, 1, 5, L, 2 * L + 3}) {
            for (int width : new int[] {1, 7, NR - 1, NR}) {
                packs("panel", length * NR, to -> Packing.panel(from, 3, 41, length, width, to, 0));
                packs("panel of transposed", length * NR, to -> Packing.panelOfTransposed(from, 3, 61, length, width, to, 0));
            }
            for (int columns : new int[] {1, NR, 2 * NR + 3}) {
                packs("panels", 3 * length * NR, to -> Packing.panels(from, 3, 91, length, columns, to, 0, length * NR));
            }
            int strip = length * MR, step = strip + Lanes.LINE;
            packs("strips", 3 * strip, to -> {
                float[] room = new float[3 * step];
                Packing.strips(from, 3, 41, length, 3 * MR, room, 0, step);
                for (int i = 0; i < 3; i++) { // without the line that each has to spare
                    System.arraycopy(room, i * step, to, i * strip, strip);
                }
            });
            packs("strip of rows", length * MR, to -> Packing.stripOfRows(from, 0, 90, 1, 77, 300, 4, 1001, 7, length, to, 0));
        }
        packs("strip", offset.length * MR, to -> Packing.strip(from, 3, offset, 0, offset.length, MR, to, 0));
    }

    @Test
    void poolsHaveTheSameNumbers() {
        Shape in = Shape.of(2, 6, 7, 2 * L + 3);
        for (int stride : new int[] {1, 2, 3}) {
            Window window = Window.over(in, List.of(2, 3), List.of(stride, stride), List.of(1, 1), Padding.SAME);
            Tensor x = Tensor.input("x", DType.FLOAT32, in), max = Tensor.make(new Pool.Max(window), x);
            pools(max);
            pools(Tensor.make(new Pool.MaxScatter(window), x, Tensor.input("dy", DType.FLOAT32, max.shape())));
        }
        Window tiles = Window.over(in, List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.SAME);
        Tensor x = Tensor.input("x", DType.FLOAT32, in), max = Tensor.make(new Pool.Max(tiles), x);
        pools(Tensor.make(new Pool.MaxScatter(tiles), x, Tensor.input("dy", DType.FLOAT32, max.shape())));
    }

    private void pools(Tensor node) {
        List<Slice> inputs = node.inputs().stream().map(t -> {
            int n = (int) t.shape().size();
            float[] numbers = numbers(n);
            for (int i = 0; i < n; i++) {
                numbers[i] = i % 11 == 0 ? SPECIAL[i / 11 % SPECIAL.length] : Math.round(3 * numbers[i]);
            }
            return Slice.of(numbers, 0, n);
        }).toList();
        float[] vectors = pool(node, inputs);
        WarmUp.pools = false;
        float[] plain = pool(node, inputs);
        WarmUp.pools = true;
        assertArrayEquals(vectors, plain, node.op().label());
    }

    private static float[] pool(Tensor node, List<Slice> inputs) {
        float[] y = new float[(int) node.shape().size()];
        var step = PoolKernel.bind((Pool) node.op(), node.inputs(), node.shape(), inputs, Slice.of(y, 0, y.length), null);
        for (int task = 0; task < step.tasks(); task++) {
            step.run(task, 0);
        }
        return y;
    }

    /** With the thread that a program has: where no vector is boxed any more, it has come to its end. */
    @Test
    void theKernelsAreFoundCompiled() throws InterruptedException {
        WarmUp.rows = false;
        WarmUp.columns = false;
        WarmUp.tiles = false;
        WarmUp.packing = false;
        WarmUp.pools = false;
        Thread thread = Thread.ofPlatform().daemon().start(WarmUp::run);
        thread.join(60_000);
        assertTrue(WarmUp.rows && WarmUp.columns && WarmUp.tiles && WarmUp.packing && WarmUp.pools);
    }
}
