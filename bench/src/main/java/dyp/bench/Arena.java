package dyp.bench;

import java.util.Random;

/** One large array, with every buffer at the start of a cache line: as the engine's memory planner lays them out. */
final class Arena {
    /**
     * A float array's data begins 16 bytes after its header, and an array large enough to fill whole G1 regions begins at
     * the start of one: then an index of 12 modulo 16 begins a cache line.
     */
    private static final int FIRST = 12;

    final float[] floats;
    private int next = FIRST;

    Arena(int size) {
        floats = new float[size];
        var random = new Random(1);
        for (int i = 0; i < size; i++) {
            floats[i] = random.nextFloat() - 0.5f;
        }
    }

    /** Forgets all buffers. */
    void clear() {
        next = FIRST;
    }

    /** Where a new buffer of so many floats begins. */
    int take(long count) {
        int at = next;
        next = Math.toIntExact(next + (count + 15) / 16 * 16);
        if (next > floats.length) {
            throw new IllegalStateException("The arena has " + floats.length + " floats, and " + next + " are needed.");
        }
        return at;
    }
}
