package dyp.compile;

import dyp.op.Fused;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Stretch;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Where everything lies: each value lives in one arena from the step that makes it to the last step that reads it, and
 * values that are never alive together share memory. An elementwise step takes over an input that dies with it, and
 * so does a kernel that has read what it overwrites. Large values are placed first, each at the lowest place that is free during its life.
 *
 * <p>Places are 12 modulo 16: a float array's numbers begin 16 bytes into the object, and a large array begins on a page,
 * so these places fall on 64-byte lines and no vector straddles two (8 to 20% on AVX-512).
 */
final class MemoryPlan {
    static final int LINE = 16;
    static final int FIRST = 12;

    /** A stretch of an arena, alive from step {@code start} to step {@code end}. */
    static final class Block {
        final DType dtype;
        final int size;
        final int start;
        int end;
        int offset;

        Block(DType dtype, long size, int start) {
            if (size > Integer.MAX_VALUE - 2L * LINE) {
                throw new DypException("One step needs " + size + " numbers, more than an array can hold. Use a smaller batch.");
            }
            this.dtype = dtype;
            this.size = (int) size;
            this.start = start;
            this.end = start;
        }

        private boolean lives(Block other) {
            return start <= other.end && other.start <= end;
        }
    }

    /** Blocks of values, by the tensor whose memory it is; several tensors share a block taken over in place. */
    final Map<Tensor, Block> values = new HashMap<>();
    /** Blocks of scratch, by step. */
    final Map<Tensor, Block> scratch = new HashMap<>();

    private final List<Block> blocks = new ArrayList<>();
    private final Map<DType, Integer> sizes = new HashMap<>();

    MemoryPlan(List<Tensor> order, List<Tensor> outputs, Engine engine) {
        this(order, outputs, Set.of(), t -> engine.backend(t).scratchFloats(t, engine.workers().threads()),
                (t, input) -> engine.backend(t).overwrites(t, input));
    }

    /**
     * @param elsewhere inputs that lie outside of this arena
     * @param scratchFloats how many floats a step wants for itself
     * @param overwrites whether a step that is not elementwise may write its result over an input
     */
    MemoryPlan(List<Tensor> order, List<Tensor> outputs, Set<Tensor> elsewhere, ToLongFunction<Tensor> scratchFloats,
            BiPredicate<Tensor, Integer> overwrites) {
        Map<Tensor, Integer> lastUse = lastUses(order, outputs);
        for (int i = 0; i < order.size(); i++) {
            Tensor t = order.get(i);
            if (Storage.alias(t) || !Storage.written(t).isEmpty() || elsewhere.contains(t) || (Storage.given(t) && !(t.op() instanceof Leaf.Input))) {
                addScratch(t, i, scratchFloats);
                continue;
            }
            Block block = takeOver(t, i, lastUse, overwrites);
            if (block == null) {
                // Inputs are filled before the first step and stay, so that a run can be repeated.
                block = add(new Block(t.dtype(), t.shape().size(), Storage.given(t) ? 0 : i));
            }
            block.end = Math.max(block.end, Storage.given(t) ? order.size() : lastUse.getOrDefault(t, i));
            values.put(t, block);
            addScratch(t, i, scratchFloats);
        }
        place();
    }

    /** How many numbers the arena of a type needs. */
    int size(DType dtype) {
        return sizes.getOrDefault(dtype, 0);
    }

    private static Map<Tensor, Integer> lastUses(List<Tensor> order, List<Tensor> outputs) {
        Map<Tensor, Integer> last = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            if (!Storage.alias(order.get(i))) {
                for (Tensor in : order.get(i).inputs()) {
                    last.put(Storage.base(in), i);
                }
            }
        }
        outputs.forEach(out -> last.put(Storage.base(out), order.size()));
        return last;
    }

    private void addScratch(Tensor t, int at, ToLongFunction<Tensor> scratchFloats) {
        if (!Storage.alias(t) && !Storage.given(t)) {
            long floats = scratchFloats.applyAsLong(t);
            if (floats > 0) {
                scratch.put(t, add(new Block(DType.FLOAT32, floats, at)));
            }
        }
    }

    private Block add(Block block) {
        blocks.add(block);
        return block;
    }

    /** The block of an input that a step may overwrite as it reads, or null. */
    private Block takeOver(Tensor t, int at, Map<Tensor, Integer> lastUse, BiPredicate<Tensor, Integer> overwrites) {
        boolean elementwise = t.op() instanceof Fused f && f.anchor() == null;
        for (int i = 0; i < t.inputs().size(); i++) {
            Tensor base = Storage.base(t.input(i));
            Block block = values.get(base);
            if (block != null && !Storage.given(base) && block.dtype == t.dtype() && block.size == t.shape().size()
                    && block.end == at && lastUse.get(base) == at
                    && (elementwise ? readersOf(block, t).allMatch(o -> Stretch.of(o.shape(), t.shape()).kind() == Stretch.Kind.SAME)
                            : overwrites.test(t, i) && readersOf(block, t).count() == 1)) {
                return block;
            }
        }
        return null;
    }

    private Stream<Tensor> readersOf(Block block, Tensor t) {
        return t.inputs().stream().filter(o -> values.get(Storage.base(o)) == block);
    }

    private void place() {
        List<Block> placed = new ArrayList<>();
        List<Block> bySize = new ArrayList<>(blocks);
        bySize.sort(Comparator.comparingInt((Block b) -> -b.size).thenComparingInt(b -> b.start));
        for (Block block : bySize) {
            long offset = FIRST;
            placed.sort(Comparator.comparingInt(b -> b.offset));
            for (Block other : placed) {
                if (other.dtype == block.dtype && other.lives(block)) {
                    if (other.offset - offset >= block.size) {
                        break;
                    }
                    offset = Math.max(offset, aligned((long) other.offset + other.size));
                }
            }
            long end = aligned(offset + block.size);
            if (end > Integer.MAX_VALUE - LINE) {
                throw new DypException("The program needs more memory than one array can hold (2^31 numbers). Use a smaller batch.");
            }
            block.offset = (int) offset;
            placed.add(block);
            // One line of slack, so that a whole vector may be read at the end.
            sizes.merge(block.dtype, (int) end + LINE, Math::max);
        }
    }

    private static long aligned(long end) {
        return Math.ceilDiv(end - FIRST, (long) LINE) * LINE + FIRST;
    }
}
