package dyp.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.op.Random;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random numbers in vectors, against those that {@link Philox} draws one by one. */
class RandomKernelTest {
    private static final long SEED = 0x9ABCDEF012345678L;
    private static final int STEP = 7, STREAM = 3, MOST = 40_000;

    private static float[] drawn(Random.Kind kind, int n) {
        float[] y = new float[n];
        int[] key = {(int) SEED, (int) (SEED >>> 32), STEP};
        Slice none = Slice.of(new float[0], 0, 0);
        Step step = RandomKernel.bind(new Random(kind, Shape.of(n), STREAM), new Slices(List.of(Slice.of(key, 0, 3)), Slice.of(y, 0, n), none, 1));
        for (int task = step.tasks() - 1; task >= 0; task--) {
            step.run(task, 0);
        }
        return y;
    }

    @Test
    void uniformNumbersAreTheVerySame() {
        float[] y = drawn(Random.Kind.UNIFORM, MOST);
        for (int i = 0; i < MOST; i++) {
            assertEquals(Philox.uniform(SEED, STEP, STREAM, i), y[i], "number " + i);
        }
    }

    @Test
    void normalNumbersAreNearlyTheSame() {
        float[] y = drawn(Random.Kind.NORMAL, MOST);
        for (int i = 0; i < MOST; i++) {
            float expected = Philox.normal(SEED, STEP, STREAM, i);
            assertEquals(expected, y[i], 5e-7 * (1 + Math.abs(expected)), "number " + i);
        }
    }

    /** A number follows from its index, not from how many are drawn. */
    @Test
    void fewAreTheFirstOfMany() {
        for (Random.Kind kind : Random.Kind.values()) {
            float[] many = drawn(kind, MOST);
            for (int n : new int[] {1, 15, 63, 64, 65, 1000, 20_001}) {
                assertEquals(List.of(), differing(Arrays.copyOf(many, n), drawn(kind, n)), n + " of " + kind);
            }
        }
    }

    private static List<Integer> differing(float[] a, float[] b) {
        return java.util.stream.IntStream.range(0, a.length).filter(i -> a[i] != b[i]).boxed().toList();
    }

    /** The extremes of both words: u next to 0 and to 1, and the turns where sine and cosine change places. */
    @Test
    void theEndsOfTheTransform() {
        int[] ends = {0, 1, 0x7FFFFF, 0x800000, 0xFFFFFF, 0xFFFFFE, 0x5A8279, 0x200000, 0x1FFFFF, 0x600000, 0xA00000, 0xE00000, 0xC00000};
        for (int u : ends) {
            for (int v : ends) {
                int[] words = new int[64];
                for (int i = 0; i < 64; i++) {
                    words[i] = (i % 2 == 0 ? u : v) << 8 | 0x5A;
                }
                float[] y = new float[64];
                RandomNormal.of(words, y, 0);
                double radius = Math.sqrt(-2 * Math.log((u + 0.5) / (1 << 24)));
                double angle = 2 * Math.PI * v / (1 << 24);
                for (int i = 0; i < 64; i++) {
                    double expected = radius * (i % 2 == 0 ? Math.cos(angle) : Math.sin(angle));
                    assertEquals(expected, y[i], 3e-7 * radius, u + " and " + v);
                }
            }
        }
    }
}
