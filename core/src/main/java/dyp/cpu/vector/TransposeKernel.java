package dyp.cpu.vector;

import dyp.runtime.Blocks;
import dyp.runtime.Step;

/**
 * Copies a box whose numbers lie side by side along one axis where they are read, and along another where they are written: squares of
 * both axes go through a buffer, so that lines of memory are read and written whole (0.06 to 0.5 of the bandwidth, where rows of the
 * result are a multiple of 4 KiB apart).
 */
final class TransposeKernel {
    /** Numbers along either side of a square: a line of the cache. A row of the buffer has one more, so that its columns lie in several lines. */
    private static final int SIDE = 32, ROW = SIDE + 1;
    /** Shorter sides are copied number by number. */
    private static final int SHORTEST = 4;

    private TransposeKernel() {}

    /** The axis along which reading is contiguous, where writing is along the last; -1 where this kernel is not for the box. */
    static int axis(int[] dims, int[] from, int[] to) {
        int last = dims.length - 1;
        if (to[last] == 1 && from[last] > 1 && dims[last] >= SHORTEST) {
            for (int i = 0; i < last; i++) {
                if (from[i] == 1 && dims[i] >= SHORTEST) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** @param axis what {@link #axis} answered; the others are the box's lengths and strides, and where it lies */
    static Step bind(int axis, int[] dims, int[] from, int[] to, float[] x, int xo, float[] y, int yo, int lanes) {
        int last = dims.length - 1, strips = Lanes.blocks(dims[axis], SIDE), columns = dims[last];
        int others = 1;
        for (int i = 0; i < last; i++) {
            others *= i == axis ? 1 : dims[i];
        }
        float[][] buffers = new float[lanes][SIDE * ROW];
        return Blocks.over(others * strips, (long) SIDE * columns, (begin, end, lane) -> {
            for (int unit = begin; unit < end; unit++) {
                int first = unit % strips * SIDE, height = Math.min(SIDE, dims[axis] - first);
                int xr = xo + first, yr = yo + first * to[axis];
                for (int i = last - 1, rest = unit / strips; i >= 0; i--) {
                    if (i != axis) {
                        xr += rest % dims[i] * from[i];
                        yr += rest % dims[i] * to[i];
                        rest /= dims[i];
                    }
                }
                for (int j = 0; j < columns; j += SIDE) {
                    square(x, xr + j * from[last], from[last], y, yr + j, to[axis], height, Math.min(SIDE, columns - j), buffers[lane]);
                }
            }
        });
    }

    /** Writes {@code height} rows of {@code width} numbers; they are read as {@code width} rows of {@code height}. */
    private static void square(float[] x, int xo, int xs, float[] y, int yo, int ys, int height, int width, float[] buffer) {
        for (int j = 0; j < width; j++) {
            System.arraycopy(x, xo + j * xs, buffer, j * ROW, height);
        }
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                y[yo + i * ys + j] = buffer[j * ROW + i];
            }
        }
    }
}
