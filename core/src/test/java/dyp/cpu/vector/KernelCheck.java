package dyp.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Tensor;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs a kernel as unkindly as the contract of {@link Step} allows: inputs in arrays that end where the data ends, scratch
 * full of NaN, guards around the output, tasks in a random order on random lanes.
 */
final class KernelCheck {
    private static final float GUARD = 12345;
    private static final int MARGIN = 37;

    /** A kernel with its inputs already in place. */
    interface Bind {
        Step[] to(float[] c, int cPos, float[] scratch, int scratchPos, int lanes, Epilogue epilogue);
    }

    /** Its scratch for a number of lanes. */
    interface Scratch {
        long floats(int lanes);
    }

    private KernelCheck() {}

    /** {@code count} random floats after {@code pos} others that must not matter. */
    static float[] random(Random random, int pos, int count) {
        float[] a = new float[pos + count];
        Arrays.fill(a, 0, pos, Float.NaN);
        for (int i = pos; i < a.length; i++) {
            a[i] = random.nextFloat() - 0.5f;
        }
        return a;
    }

    /** Weights that a program knows when it is bound. */
    static Weights constant(float[] floats, int pos) {
        return Weights.of(Tensor.constant(NDArray.of(floats)), floats, pos);
    }

    /** The error of a float sum of products of numbers up to 1/2 grows slowly with its length. */
    static double tolerance(int terms) {
        return 1e-6 * Math.sqrt(terms) + 3e-8 * terms;
    }

    /** Compares with the expected result, with and without an epilogue, and demands the same bits on 1 to 3 lanes. */
    static void check(String name, Random random, double[] expected, int columns, double tolerance, Scratch size, Bind bind) {
        float[] first = run(name, random, expected.length, columns, 1, false, size, bind);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], first[i], tolerance, name + " at " + i);
        }
        for (int lanes = 1; lanes <= 3; lanes++) {
            for (boolean epilogue : new boolean[] {false, true}) {
                float[] again = run(name, random, expected.length, columns, lanes, epilogue, size, bind);
                for (int i = 0; i < first.length; i++) {
                    float wanted = epilogue ? after(first[i]) : first[i];
                    assertEquals(wanted, again[i], 0f, name + " on " + lanes + " lanes, at " + i);
                }
            }
        }
    }

    private static float after(float value) {
        return 2 * value + 1;
    }

    private static float[] run(String name, Random random, int count, int columns, int lanes, boolean withEpilogue,
            Scratch size, Bind bind) {
        int floats = Math.toIntExact(size.floats(lanes));
        float[] c = new float[count + 2 * MARGIN], scratch = new float[floats + 2 * MARGIN];
        Arrays.fill(c, GUARD);
        Arrays.fill(scratch, Float.NaN);
        Arrays.fill(scratch, 0, MARGIN, GUARD);
        Arrays.fill(scratch, MARGIN + floats, scratch.length, GUARD);
        int[] seen = new int[count];
        Epilogue epilogue = !withEpilogue ? null : (from, to, lane) -> {
            assertTrue(from < to && from % columns == 0 && to % columns == 0, name + ": not whole rows");
            assertTrue(lane >= 0 && lane < lanes, name + ": lane");
            for (int i = from; i < to; i++) {
                seen[i]++;
                c[MARGIN + i] = after(c[MARGIN + i]);
            }
        };
        Step[] steps = bind.to(c, MARGIN, scratch, MARGIN, lanes, epilogue);
        // A program runs many times over the same memory.
        for (int repeat = 0; repeat < 2; repeat++) {
            for (Step step : steps) {
                var order = new ArrayList<>(IntStream.range(0, step.tasks()).boxed().toList());
                Collections.shuffle(order, random);
                order.forEach(task -> step.run(task, random.nextInt(lanes)));
            }
        }
        for (int i = 0; i < count && withEpilogue; i++) {
            assertEquals(2, seen[i], name + ": epilogue at " + i);
        }
        for (int i = 0; i < MARGIN; i++) {
            assertEquals(GUARD, c[i], name + ": wrote before the output");
            assertEquals(GUARD, c[MARGIN + count + i], name + ": wrote after the output");
            assertEquals(GUARD, scratch[i], name + ": wrote before the scratch");
            assertEquals(GUARD, scratch[MARGIN + floats + i], name + ": wrote after the scratch");
        }
        return Arrays.copyOfRange(c, MARGIN, MARGIN + count);
    }
}
