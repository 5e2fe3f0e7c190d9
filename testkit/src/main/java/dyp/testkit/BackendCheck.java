package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Elementwise;
import dyp.op.Fused;
import dyp.op.Tensor;
import dyp.runtime.Backend;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs one node on a backend as unkindly as the contract of {@link Backend} and {@link Step} allows: inputs in arrays that
 * end where the data ends, NaN before them and in the output and all of the scratch, guards around, tasks in a random
 * order on random lanes, twice over the same memory. On any number of lanes the bits must be the same.
 */
public final class BackendCheck {
    private static final int MARGIN = 37;
    private static final float GUARD = 12345;

    private final Backend backend;
    private final Random random;

    public BackendCheck(Backend backend, long seed) {
        this.backend = backend;
        this.random = new Random(seed);
    }

    /** How a backend meets the node in a program: elementwise ops come as chains. */
    public static Tensor asCompiled(Tensor node) {
        if (!(node.op() instanceof Elementwise op)) {
            return node;
        }
        var one = new Fused.Instruction(op, IntStream.range(0, node.inputs().size()).boxed().toList(), node.dtype());
        return node.with(new Fused(null, 0, List.of(one), node.shape(), node.dtype()), node.inputs());
    }

    /** Compares with the expected numbers, of which |a - b| / (1 + |b|) must stay within the tolerance. */
    public void check(String what, Tensor node, List<NDArray> inputs, NDArray expected, double tolerance) {
        NDArray first = null;
        for (int lanes = 1; lanes <= 3; lanes++) {
            NDArray actual = run(what, node, inputs, lanes);
            Close.check(what, actual, expected, tolerance);
            first = first == null ? actual : first;
            assertTrue(first.equals(actual), what + ": other bits on " + lanes + " lanes");
        }
    }

    private NDArray run(String what, Tensor node, List<NDArray> inputs, int lanes) {
        int size = node.shape().size();
        int room = Math.toIntExact(backend.scratchFloats(node, lanes));
        float[] scratch = guarded(room);
        float[] floats = guarded(size);
        int[] ints = new int[size + 2 * MARGIN];
        Arrays.fill(ints, (int) GUARD);
        Slice output = node.dtype() == DType.FLOAT32 ? Slice.of(floats, MARGIN, size) : Slice.of(ints, MARGIN, size);
        List<Slice> in = inputs.stream().map(BackendCheck::atTheEnd).toList();
        boolean updates = node.op() instanceof Fused f && f.body().getLast().op() instanceof Elementwise.Update;
        // An update's result lies in the variable's own memory.
        output = updates ? in.getFirst() : output;
        List<Step> steps = backend.bind(node, new Slices(in, output, Slice.of(scratch, MARGIN, room), lanes));
        for (int repeat = 0; repeat < 2; repeat++) {
            for (Step step : steps) {
                List<Integer> order = new ArrayList<>(IntStream.range(0, step.tasks()).boxed().toList());
                Collections.shuffle(order, random);
                order.forEach(task -> step.run(task, random.nextInt(lanes)));
            }
        }
        for (int i = 0; i < MARGIN; i++) {
            boolean whole = floats[i] == GUARD && floats[MARGIN + size + i] == GUARD && ints[i] == (int) GUARD
                    && ints[MARGIN + size + i] == (int) GUARD && scratch[i] == GUARD && scratch[MARGIN + room + i] == GUARD;
            assertTrue(whole, what + ": wrote outside its output or scratch, on " + lanes + " lanes");
        }
        for (int i = updates ? 1 : 0; i < in.size(); i++) {
            assertTrue(in.get(i).toArray(inputs.get(i).shape()).equals(inputs.get(i)), what + ": wrote into input " + i);
        }
        return output.toArray(node.shape());
    }

    private static float[] guarded(int size) {
        float[] a = new float[size + 2 * MARGIN];
        Arrays.fill(a, GUARD);
        Arrays.fill(a, MARGIN, MARGIN + size, Float.NaN);
        return a;
    }

    /** The numbers at the very end of a longer array, behind numbers that must not matter. */
    private static Slice atTheEnd(NDArray a) {
        Slice slice;
        if (a.dtype() == DType.FLOAT32) {
            float[] data = new float[MARGIN + a.size()];
            Arrays.fill(data, Float.NaN);
            slice = Slice.of(data, MARGIN, a.size());
        } else {
            int[] data = new int[MARGIN + a.size()];
            Arrays.fill(data, Integer.MIN_VALUE);
            slice = Slice.of(data, MARGIN, a.size());
        }
        slice.load(a);
        return slice;
    }
}
