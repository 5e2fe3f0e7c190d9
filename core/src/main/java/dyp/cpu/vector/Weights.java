package dyp.cpu.vector;

import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The weights of a product or convolution where they lie. Those that are a constant of the program, as all of a served model are, are
 * packed when a step is bound and not at every run; all programs of the same constant share what is packed. A constant's numbers must stay
 * as they are from then on.
 *
 * @param constant the constant that they are made from; null where they may change between two runs
 * @param form how they are made from it; null where they are it
 */
record Weights(float[] floats, int pos, Tensor constant, Object form) {
    /** By constant and layout. A constant's entries go with it. */
    private static final Map<Tensor, Map<Key, float[]>> PACKED = new WeakHashMap<>();

    /** Where in a packed array the numbers begin: on a line of the cache, where arrays begin on one. */
    private static final int FIRST = 12;

    private record Key(Object form, Object layout) {}

    /** Makes the step that packs weights to a place. */
    interface Pack {
        Step to(float[] packed, int pos);
    }

    /**
     * Packed weights.
     *
     * @param steps what has to run before them in each run: nothing where they are constant
     */
    record Packed(float[] floats, int pos, List<Step> steps) {}

    /** Weights that may change from run to run. */
    static Weights changing(float[] floats, int pos) {
        return new Weights(floats, pos, null, null);
    }

    /** The weights that a tensor of the graph is. */
    static Weights of(Tensor tensor, float[] floats, int pos) {
        return new Weights(floats, pos, isConstant(tensor) ? tensor : null, null);
    }

    static boolean isConstant(Tensor tensor) {
        return tensor.op() instanceof Leaf.Constant;
    }

    boolean isConstant() {
        return constant != null;
    }

    /**
     * Packs them into scratch at each run, or once and for all into an array of their own.
     *
     * @param layout all that the packed numbers and their order follow from, beside the weights themselves
     * @param size how many floats are packed
     */
    Packed packed(Object layout, long size, float[] scratch, int scratchPos, Pack pack) {
        if (constant == null) {
            return new Packed(scratch, scratchPos, List.of(pack.to(scratch, scratchPos)));
        }
        synchronized (PACKED) {
            float[] known = PACKED.computeIfAbsent(constant, _ -> new HashMap<>()).computeIfAbsent(new Key(form, layout), _ -> {
                float[] to = new float[Math.toIntExact(FIRST + size + Lanes.LINE)];
                Step step = pack.to(to, FIRST);
                for (int task = 0; task < step.tasks(); task++) {
                    step.run(task, 0);
                }
                return to;
            });
            return new Packed(known, FIRST, List.of());
        }
    }
}
