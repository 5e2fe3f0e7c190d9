package dyp.labs.face;

import java.util.Arrays;

/**
 * Draws shapes and strokes on a grey picture of 48x48 pixels, with smooth edges. It uses only plain IEEE 754 arithmetic and square roots, so that a picture is the same on
 * every machine; Java's own drawing promises no such thing.
 */
final class Raster {
    static final int SIDE = 48;
    private static final int LINES = 4;

    /** Row by row, from 0, black, to 1, white. */
    final float[] grey = new float[SIDE * SIDE];
    private final float[] cover = new float[SIDE * SIDE];

    /** Fills the shape with a grey; where its edge leaves a part of a pixel, that part. @param strength 1 where nothing of what was there before shines through */
    void fill(Outline o, double value, double strength) {
        Arrays.fill(cover, 0);
        add(o, null);
        blend(value, strength);
    }

    /** The part of a shape that lies within another, as an iris between lids. */
    void fillWithin(Outline o, Outline within, double value) {
        Arrays.fill(cover, 0);
        add(o, within);
        blend(value, 1);
    }

    private void blend(double value, double strength) {
        for (int i = 0; i < grey.length; i++) {
            if (cover[i] > 0) {
                grey[i] += (float) (strength * Math.min(1, cover[i]) * (value - grey[i]));
            }
        }
    }

    /** Some lines through each row of pixels; on each, what lies between an odd crossing of the outline and the next is inside. */
    private void add(Outline o, Outline within) {
        double top = Arrays.stream(o.y, 0, o.size).min().orElse(0);
        double bottom = Arrays.stream(o.y, 0, o.size).max().orElse(0);
        int first = (int) Math.max(0, Math.floor(top * LINES));
        int last = (int) Math.min((double) SIDE * LINES - 1, Math.ceil(bottom * LINES));
        for (int line = first; line <= last; line++) {
            double y = (line + 0.5) / LINES;
            double[] crossings = crossings(o, y);
            double[] bounds = within == null ? new double[] {0, SIDE} : crossings(within, y);
            for (int k = 0; k + 1 < crossings.length; k += 2) {
                for (int b = 0; b + 1 < bounds.length; b += 2) {
                    span(line / LINES, Math.max(crossings[k], bounds[b]), Math.min(crossings[k + 1], bounds[b + 1]));
                }
            }
        }
    }

    private static double[] crossings(Outline o, double y) {
        double[] found = new double[o.size];
        int count = 0;
        for (int i = 0; i < o.size; i++) {
            int j = i + 1 == o.size ? 0 : i + 1;
            if (o.y[i] <= y != o.y[j] <= y) {
                found[count++] = o.x[i] + (y - o.y[i]) / (o.y[j] - o.y[i]) * (o.x[j] - o.x[i]);
            }
        }
        Arrays.sort(found, 0, count);
        return Arrays.copyOf(found, count);
    }

    private void span(int row, double from, double to) {
        double left = Math.max(0, from);
        double right = Math.min(SIDE, to);
        for (int column = (int) left; column < right; column++) {
            double part = Math.min(right, column + 1) - Math.max(left, column);
            cover[row * SIDE + column] += (float) (part / LINES);
        }
    }

    /** Draws along the points with a round pen, thinner towards the end. @param radius in pixels @param end the radius at the last point */
    void stroke(Outline o, double radius, double end, double value, double strength) {
        Arrays.fill(cover, 0);
        for (int i = 0; i + 1 < o.size; i++) {
            double r = radius + (end - radius) * i / Math.max(1, o.size - 1);
            int left = (int) Math.max(0, Math.min(o.x[i], o.x[i + 1]) - r - 1);
            int right = (int) Math.min(SIDE - 1, Math.max(o.x[i], o.x[i + 1]) + r + 1);
            int top = (int) Math.max(0, Math.min(o.y[i], o.y[i + 1]) - r - 1);
            int bottom = (int) Math.min(SIDE - 1, Math.max(o.y[i], o.y[i + 1]) + r + 1);
            for (int row = top; row <= bottom; row++) {
                for (int column = left; column <= right; column++) {
                    double covered = r + 0.5 - distance(o, i, column + 0.5, row + 0.5);
                    int pixel = row * SIDE + column;
                    cover[pixel] = (float) Math.max(cover[pixel], Math.min(1, covered));
                }
            }
        }
        blend(value, strength);
    }

    private static double distance(Outline o, int i, double px, double py) {
        double dx = o.x[i + 1] - o.x[i];
        double dy = o.y[i + 1] - o.y[i];
        double t = Math.clamp(((px - o.x[i]) * dx + (py - o.y[i]) * dy) / (dx * dx + dy * dy + 1e-12), 0, 1);
        double offX = px - o.x[i] - t * dx;
        double offY = py - o.y[i] - t * dy;
        return Math.sqrt(offX * offX + offY * offY);
    }
}
