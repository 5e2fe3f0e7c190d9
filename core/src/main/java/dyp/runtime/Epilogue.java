package dyp.runtime;

/** Elementwise work applied in place to a stretch of an output that a kernel has just written, while it is in cache. */
@FunctionalInterface
public interface Epilogue {
    /**
     * Applies the work to the flat output indices {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param lane the worker that runs it: the index of its private scratch
     */
    void apply(int from, int to, int lane);
}
