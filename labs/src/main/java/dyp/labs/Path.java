package dyp.labs;

import java.util.Arrays;

/**
 * The way of the pen: points joined by straight pieces, with the pen lifted between strokes.
 * x runs to the right and y downwards; the unit is the height of a digit at first, pixels after {@link #fit}.
 */
final class Path {

    double[] x = new double[128];
    double[] y = new double[128];
    /** True where a stroke starts: no ink from the point before to this one. */
    boolean[] starts = new boolean[128];
    int size;

    void add(double px, double py, boolean start) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
        }
        x[size] = px;
        y[size] = py;
        starts[size++] = start;
    }

    /** The first point after this one that starts a stroke, or {@link #size}. */
    int endOfStroke(int from) {
        int i = from + 1;
        while (i < size && !starts[i]) {
            i++;
        }
        return i;
    }

    /**
     * Scales and moves the path so that its longer side is {@code side} pixels, the shape is kept
     * and the middle of its bounding box lies at {@code (middle, middle)}.
     */
    void fit(double side, double middle) {
        double left = x[0];
        double right = x[0];
        double top = y[0];
        double bottom = y[0];
        for (int i = 1; i < size; i++) {
            left = Math.min(left, x[i]);
            right = Math.max(right, x[i]);
            top = Math.min(top, y[i]);
            bottom = Math.max(bottom, y[i]);
        }
        double scale = side / Math.max(1e-6, Math.max(right - left, bottom - top));
        for (int i = 0; i < size; i++) {
            x[i] = middle + (x[i] - (left + right) / 2) * scale;
            y[i] = middle + (y[i] - (top + bottom) / 2) * scale;
        }
    }
}
