package dyp.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The shape of this machine's vectors, and the tile that the matrix and convolution kernels hold in registers: {@link #MR}
 * rows by {@link #NR} columns, as {@code MR x 2} accumulators.
 *
 * <p>Everything here is a compile-time constant to the JIT, so a branch on it costs nothing.
 */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Floats in one vector: 16 with AVX-512, 8 with AVX2, 4 with NEON. */
    static final int L = SPECIES.length();

    /** Columns of a register tile: two vectors. Packed panels have this width. */
    static final int NR = 2 * L;

    /** Are there 16 vector registers? 32 with AVX-512 and on ARM, 16 with AVX2, whose narrower vectors are held in the same ones. */
    static final boolean FEW_REGISTERS = L < 16 && !System.getProperty("os.arch").equals("aarch64");

    /**
     * Rows of a register tile. 8 rows take 16 accumulators of 32 registers. Of 16 registers, 6 rows reach the peak; 8 spill and
     * lose 40 %.
     */
    static final int MR = FEW_REGISTERS ? 6 : 8;

    /** Steps of the inner dimension that one pass over a packed panel takes: KC x NR floats stay in the L1 cache. */
    static final int KC = 256;

    /** Offsets into scratch are kept multiples of this many floats, so that panels keep the arena's cache line alignment. */
    static final int LINE = 16;

    private Lanes() {}

    /** The number of blocks of {@code size} that cover {@code n}. */
    static int blocks(int n, int size) {
        return (n + size - 1) / size;
    }

    /** {@code n} rounded up to whole blocks of {@code size}. */
    static int roundUp(int n, int size) {
        return blocks(n, size) * size;
    }

    /** {@code n} rounded up to whole cache lines of floats. */
    static long lines(long n) {
        return (n + LINE - 1) / LINE * LINE;
    }
}
