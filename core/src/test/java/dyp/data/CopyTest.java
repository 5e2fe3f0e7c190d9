package dyp.data;

import static dyp.data.DatasetTest.assertMessage;
import static dyp.data.DatasetTest.numbered;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Copying rows into memory of the caller: what the training loop does for every batch. */
class CopyTest {
    @Test
    void copiesToTheOffsetAndNothingElse() {
        Dataset data = numbered(5).skip(1);
        float[] x = new float[9];
        data.copyX(1, 2, x, 2);
        assertArrayEquals(new float[] {0, 0, 2, 2.25f, 2.5f, 3, 3.25f, 3.5f, 0}, x);
        int[] labels = new int[4];
        data.copyY(0, 3, labels, 1);
        assertArrayEquals(new int[] {0, 1, 2, 0}, labels);
    }

    @Test
    void intTargetsBecomeFloats() {
        float[] y = new float[5];
        numbered(5).rows(1, 5).copyY(0, 4, y, 1);
        assertArrayEquals(new float[] {0, 1, 2, 0, 1}, y);
    }

    @Test
    void wholeFloatTargetsBecomeInts() {
        NDArray x = NDArray.zeros(Shape.of(4, 1));
        int[] y = new int[4];
        Dataset.of(x, NDArray.of(new float[] {0, 9, -1, 16_777_216})).copyY(0, 4, y, 0);
        assertArrayEquals(new int[] {0, 9, -1, 16_777_216}, y);
        for (float wrong : new float[] {0.5f, Float.NaN, Float.POSITIVE_INFINITY, 0x1p31f}) {
            Dataset data = Dataset.of(x, NDArray.of(new float[] {0, 1, wrong, 1}));
            assertMessage("The targets are read as whole numbers, but y holds " + wrong + " at row 2. Give labels as whole"
                    + " numbers, or use a loss for float targets.", () -> data.copyY(0, 4, y, 0));
        }
    }

    @Test
    void rowsOfTargetsInEveryPairOfTypes() {
        NDArray x = NDArray.zeros(Shape.of(3, 1));
        int[] ints = {0, 1, 10, 11, 20, 21};
        float[] floats = {0, 1, 10, 11, 20, 21};
        for (NDArray y : new NDArray[] {NDArray.of(ints, 3, 2), NDArray.of(floats, 3, 2)}) {
            Dataset last = Dataset.of(x, y).skip(1);
            int[] toInts = new int[4];
            float[] toFloats = new float[4];
            last.copyY(0, 2, toInts, 0);
            last.copyY(0, 2, toFloats, 0);
            assertArrayEquals(new int[] {10, 11, 20, 21}, toInts);
            assertArrayEquals(new float[] {10, 11, 20, 21}, toFloats);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Dataset data = numbered(5);
        assertMessage("2 rows of 3 numbers were to be copied to position 0 of an array of 5: they do not fit. Use a longer"
                + " array or fewer rows.", () -> data.copyX(0, 2, new float[5], 0));
        assertMessage("do not fit", () -> data.copyX(0, 1, new float[5], -1));
        assertMessage("do not fit", () -> data.copyX(0, 1, new float[5], Integer.MAX_VALUE));
        assertMessage("do not fit", () -> data.copyY(0, 2, new int[1], 0));
        assertMessage("Rows 4 to 6 (exclusive) were asked for", () -> data.copyX(4, 2, new float[9], 0));
        assertMessage("Rows -1 to 1", () -> data.copyY(-1, 2, new float[9], 0));
        assertMessage("rows 0 to 2 (exclusive)", () -> data.take(2).copyX(0, 3, new float[9], 0));
    }

    @Test
    void allocatesNothing() {
        Dataset data = numbered(640).shuffle(7);
        Dataset floatTargets = Dataset.of(NDArray.zeros(Shape.of(640, 3)), NDArray.zeros(Shape.of(640)));
        float[] x = new float[64 * 3];
        float[] floats = new float[64];
        int[] ints = new int[64];
        assertAllocatesNothing(() -> {
            for (int from = 0; from < 640; from += 64) {
                data.copyX(from, 64, x, 0);
                data.copyY(from, 64, ints, 0);
                data.copyY(from, 64, floats, 0);
                floatTargets.copyY(from, 64, ints, 0);
                floatTargets.copyY(from, 64, floats, 0);
            }
        });
    }

    @Test
    void batchesThatReuseMemoryAllocateNothingPerBatch() {
        var batches = numbered(2_000_000).batch(64).reusingMemory().iterator();
        assertAllocatesNothing(() -> {
            for (int i = 0; i < 100; i++) {
                batches.next();
            }
        });
    }

    private static void assertAllocatesNothing(Runnable code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // The first rounds load classes and may be interpreted; one clean round proves that the code itself asks for none.
        for (int round = 0; round < 100 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            code.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated");
    }
}
