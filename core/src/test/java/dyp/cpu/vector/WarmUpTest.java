package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Binary;
import dyp.op.Unary;
import java.util.Random;
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

    @BeforeEach
    void kernelsOnly() {
        WarmUp.rows = true;
        WarmUp.columns = true;
        WarmUp.tiles = true;
    }

    @AfterEach
    void asBefore() {
        WarmUp.rows = rows;
        WarmUp.columns = columns;
        WarmUp.tiles = tiles;
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

    /** With the thread that a program has: where no vector is boxed any more, it has come to its end. */
    @Test
    void theKernelsAreFoundCompiled() throws InterruptedException {
        WarmUp.rows = false;
        WarmUp.columns = false;
        WarmUp.tiles = false;
        Thread thread = Thread.ofPlatform().daemon().start(WarmUp::run);
        thread.join(60_000);
        assertTrue(WarmUp.rows && WarmUp.columns && WarmUp.tiles);
    }
}
