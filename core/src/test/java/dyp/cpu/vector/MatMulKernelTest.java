package dyp.cpu.vector;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatMulKernelTest {
    private static final int[] ODD = {1, 2, 3, 6, 7, 8, 10, 13, 16, 17, 31, 32, 33, 64, 100};

    @Test
    void everyTransposeOfEveryEdge() {
        for (int m : new int[] {1, 5, 8, 17, 33}) {
            for (int n : new int[] {1, 10, 32, 47}) {
                for (int k : new int[] {1, 9, 64, 131}) {
                    for (int t = 0; t < 4; t++) {
                        check(MatMulGeometry.of(m, n, k, (t & 1) > 0, (t & 2) > 0), m * 1000 + n * 10 + k);
                    }
                }
            }
        }
    }

    @Test
    void severalBlocksOfEverything() {
        for (int t = 0; t < 4; t++) {
            boolean ta = (t & 1) > 0, tb = (t & 2) > 0;
            check(MatMulGeometry.of(300, 333, 700, ta, tb), t);
            check(MatMulGeometry.of(1021, 31, 65, ta, tb), t);
            check(MatMulGeometry.of(31, 1021, 513, ta, tb), t);
            check(MatMulGeometry.of(1, 1021, 700, ta, tb), t);
            check(MatMulGeometry.of(5, 700, 300, ta, tb), t);
        }
    }

    /** B packed ahead for many blocks of rows, A packed ahead for many blocks of columns, and neither; in one pass and in several. */
    @Test
    void operandsPackedAheadAndInTheTask() {
        for (int t = 0; t < 4; t++) {
            boolean ta = (t & 1) > 0, tb = (t & 2) > 0;
            check(MatMulGeometry.of(413, 203, 200, ta, tb), t);
            check(MatMulGeometry.of(413, 203, 777, ta, tb), t);
            check(MatMulGeometry.of(413, 39, 777, ta, tb), t);
            check(MatMulGeometry.of(97, 1405, 203, ta, tb), t);
            check(MatMulGeometry.of(97, 405, 777, ta, tb), t);
            check(MatMulGeometry.of(203, 1021, 1301, ta, tb), t);
            check(new MatMulGeometry(3, 413, 203, 97, ta, tb, 413 * 97 + 3, 203 * 97 + 5), t);
            check(new MatMulGeometry(2, 97, 1405, 203, ta, tb, 97 * 203, 1405 * 203), t);
        }
    }

    /** Sizes none of which is a multiple of the blocks. */
    @Test
    void largeProducts() {
        for (int t = 0; t < 4; t++) {
            boolean ta = (t & 1) > 0, tb = (t & 2) > 0;
            check(MatMulGeometry.of(1029, 521, 300, ta, tb), t);
            check(MatMulGeometry.of(513, 779, 257, ta, tb), t);
        }
        check(new MatMulGeometry(2, 523, 545, 261, false, false, 0, 261 * 545), 5);
        check(new MatMulGeometry(2, 523, 545, 261, true, true, 523 * 261, 0), 6);
        // Tasks of 512 rows.
        check(new MatMulGeometry(2, 613, 545, 515, false, false, 613 * 515, 545 * 515), 7);
        check(new MatMulGeometry(2, 613, 545, 515, true, false, 613 * 515, 545 * 515), 8);
    }

    @Test
    void fewRowsOfManyColumnsOrLongSums() {
        for (int t = 0; t < 4; t++) {
            boolean ta = (t & 1) > 0, tb = (t & 2) > 0;
            check(MatMulGeometry.of(3, 5003, 40, ta, tb), t);
            check(MatMulGeometry.of(2, 601, 2003, ta, tb), t);
            check(MatMulGeometry.of(1, 130, 9001, ta, tb), t);
        }
    }

    @Test
    void longSumsAreSplit() {
        check(MatMulGeometry.of(64, 64, 5000, true, false), 1);
        check(MatMulGeometry.of(13, 10, 20_001, true, false), 2);
        check(MatMulGeometry.of(3, 32, 9000, true, false), 3);
        check(MatMulGeometry.of(40, 7, 3000, true, true), 4);
        check(MatMulGeometry.of(61, 67, 9001, false, false), 5);
        check(MatMulGeometry.of(61, 203, 5003, false, true), 6);
        check(MatMulGeometry.of(403, 203, 2049, true, false), 7);
    }

    @Test
    void randomShapesInBatches() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int m = ODD[random.nextInt(ODD.length)], n = ODD[random.nextInt(ODD.length)], k = ODD[random.nextInt(ODD.length)];
            int batch = 1 + random.nextInt(5), gap = random.nextInt(3);
            int strideA = random.nextInt(3) == 0 ? 0 : m * k + gap, strideB = random.nextInt(3) == 0 ? 0 : k * n + gap;
            check(new MatMulGeometry(batch, m, n, k, random.nextBoolean(), random.nextBoolean(), strideA, strideB), seed);
        }
    }

    private static void check(MatMulGeometry g, int seed) {
        var random = new Random(seed);
        int m = g.m(), n = g.n(), k = g.k(), aPos = random.nextInt(20), bPos = random.nextInt(20);
        float[] a = KernelCheck.random(random, aPos, (g.batch() - 1) * g.strideA() + m * k);
        float[] b = KernelCheck.random(random, bPos, (g.batch() - 1) * g.strideB() + k * n);
        double[] expected = new double[g.batch() * m * n];
        for (int item = 0; item < g.batch(); item++) {
            for (int i = 0; i < m; i++) {
                for (int p = 0; p < k; p++) {
                    double x = a[aPos + item * g.strideA() + (g.transposeA() ? p * m + i : i * k + p)];
                    for (int j = 0; j < n; j++) {
                        double y = b[bPos + item * g.strideB() + (g.transposeB() ? j * k + p : p * n + j)];
                        expected[(item * m + i) * n + j] += x * y;
                    }
                }
            }
        }
        KernelCheck.check(g + ", seed " + seed, random, expected, n, KernelCheck.tolerance(k),
                lanes -> MatMulKernel.scratchFloats(g, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) ->
                        MatMulKernel.bind(g, a, aPos, b, bPos, c, cPos, scratch, scratchPos, lanes, epilogue));
        var constant = KernelCheck.constant(b, bPos);
        KernelCheck.check(g + ", constant B, seed " + seed, random, expected, n, KernelCheck.tolerance(k),
                lanes -> MatMulKernel.scratchFloats(g, true, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) ->
                        MatMulKernel.bind(g, a, aPos, constant, c, cPos, scratch, scratchPos, lanes, epilogue));
    }
}
