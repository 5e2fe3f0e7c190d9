package dyp.cpu.vector;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * Matrix products on plain float arrays. The result is the same to the last bit for any number of threads: the split into
 * tasks, and the order in which every element is summed, follow from the geometry alone.
 */
public final class MatMulKernel {
    /** Up to this many multiply-adds, packing and waking other threads cost more than they save. */
    private static final long TINY = 20_000;

    private MatMulKernel() {}

    /** Floats of scratch that {@link #bind} needs for these lanes. */
    public static long scratchFloats(MatMulGeometry geometry, int lanes) {
        return scratchFloats(geometry, false, lanes);
    }

    /** The same where B may be {@code constant}. */
    static long scratchFloats(MatMulGeometry geometry, boolean constant, int lanes) {
        MatMulGeometry g = geometry.simplified();
        if (isThin(g)) {
            return MatMulThin.scratchFloats(g, lanes);
        }
        return MatMulBlocked.scratchFloats(g, constant, lanes);
    }

    /**
     * Binds the products to their arrays.
     *
     * @param lanes how many workers there are at most, which only decides how much private scratch is laid out
     * @param epilogue called once for every stretch of whole, finished output rows, with flat indices that count from
     *     {@code cPos}; or null
     * @return phases to be run in order, each to be complete before the next begins; C is overwritten
     */
    public static Step[] bind(MatMulGeometry geometry, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        return bind(geometry, a, aPos, Weights.changing(b, bPos), c, cPos, scratch, scratchPos, lanes, epilogue);
    }

    /** The same of a B that may be constant. */
    static Step[] bind(MatMulGeometry geometry, float[] a, int aPos, Weights b, float[] c, int cPos, float[] scratch, int scratchPos,
            int lanes, Epilogue epilogue) {
        MatMulGeometry g = geometry.simplified();
        if (isThin(g)) {
            return MatMulThin.bind(g, a, aPos, b.floats(), b.pos(), c, cPos, scratch, scratchPos, epilogue);
        }
        return MatMulBlocked.bind(g, a, aPos, null, b, c, cPos, scratch, scratchPos, epilogue);
    }

    /** So few rows that packing B would cost as much as the product itself. */
    static boolean isThin(MatMulGeometry g) {
        return g.m() < Lanes.MR || g.work() <= TINY;
    }
}
