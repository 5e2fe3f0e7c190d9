package dyp.labs.volume;

import dyp.labs.report.Pictures;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * A volume (x, y, z) to the right, the front and up, drawn in three planes: sagittal (from the side), coronal (from behind) and axial (from above).
 * The patient's right is at the right of the picture, and letters say so: L left, R right, A front, P back, S up, I down.
 */
final class Planes {
    private static final int GAP = 10;
    private static final int BORDER = 22;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final List<String> NAMES = List.of("sagittal", "coronal", "axial");
    /** What is at the left, right, top and bottom of each plane. */
    private static final String[] ENDS = {"PASI", "LRSI", "LRAP"};

    private Planes() {}

    /** What becomes black and what white: the 1st and the 99.5th percentile, so that few bright voxels do not make the rest dark. */
    record Window(double black, double white) {
        static Window of(NDArray volume) {
            float[] sorted = volume.floats().clone();
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = Float.isFinite(sorted[i]) ? sorted[i] : 0;
            }
            Arrays.sort(sorted);
            double black = sorted[(int) (0.01 * (sorted.length - 1))];
            double white = sorted[(int) (0.995 * (sorted.length - 1))];
            return new Window(black, white > black ? white : Math.max(black + 1e-6, sorted[sorted.length - 1]));
        }

        double grey(double value) {
            return Double.isNaN(value) ? 0 : Math.clamp((value - black) / (white - black), 0, 1);
        }
    }

    /**
     * The middle of each plane side by side, with letters.
     *
     * @param volume (x, y, z)
     * @param side about how many pixels high the tallest becomes
     */
    static BufferedImage middles(NDArray volume, int side) {
        Shape s = require(volume);
        Window window = Window.of(volume);
        int factor = Math.max(1, side / Math.max(s.dim(0), Math.max(s.dim(1), s.dim(2))));
        BufferedImage[] planes = new BufferedImage[3];
        int width = GAP;
        int height = 0;
        for (int axis = 0; axis < 3; axis++) {
            planes[axis] = enlarged(slice(volume, axis, s.dim(axis) / 2, window), factor);
            width += planes[axis].getWidth() + 2 * BORDER + GAP;
            height = Math.max(height, planes[axis].getHeight());
        }
        BufferedImage all = new BufferedImage(width, height + 2 * BORDER + GAP + BORDER, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = all.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, all.getWidth(), all.getHeight());
        g.setColor(new Color(0x222222));
        g.setFont(FONT);
        int x = GAP;
        for (int axis = 0; axis < 3; axis++) {
            BufferedImage p = planes[axis];
            int left = x + BORDER;
            int top = 2 * BORDER + (height - p.getHeight()) / 2;
            g.drawImage(p, left, top, null);
            centred(g, NAMES.get(axis), left + p.getWidth() / 2, BORDER / 2);
            centred(g, ENDS[axis].substring(0, 1), x + BORDER / 2, top + p.getHeight() / 2);
            centred(g, ENDS[axis].substring(1, 2), left + p.getWidth() + BORDER / 2, top + p.getHeight() / 2);
            centred(g, ENDS[axis].substring(2, 3), left + p.getWidth() / 2, top - BORDER / 2 + 1);
            centred(g, ENDS[axis].substring(3), left + p.getWidth() / 2, top + p.getHeight() + BORDER / 2 - 2);
            x = left + p.getWidth() + BORDER + GAP;
        }
        g.dispose();
        return all;
    }

    private static void centred(Graphics2D g, String text, int x, int y) {
        FontMetrics m = g.getFontMetrics();
        g.drawString(text, x - m.stringWidth(text) / 2, y + (m.getAscent() - m.getDescent()) / 2);
    }

    /** Slices along one axis in a grid, from the first to the last, the outermost left out. @param axis 0 sagittal, 1 coronal, 2 axial */
    static BufferedImage montage(NDArray volume, int axis, int columns, int rows, int side) {
        Shape s = require(volume);
        Window window = Window.of(volume);
        int n = columns * rows;
        BufferedImage[] tiles = new BufferedImage[n];
        for (int i = 0; i < n; i++) {
            BufferedImage tile = slice(volume, axis, Math.clamp((long) ((i + 1.0) * s.dim(axis) / (n + 1)), 0, s.dim(axis) - 1), window);
            tiles[i] = enlarged(tile, Math.max(1, side / Math.max(tile.getWidth(), tile.getHeight())));
        }
        int w = tiles[0].getWidth() + 2, h = tiles[0].getHeight() + 2;
        BufferedImage all = new BufferedImage(columns * w, rows * h, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = all.createGraphics();
        for (int i = 0; i < n; i++) {
            g.drawImage(tiles[i], i % columns * w + 1, i / columns * h + 1, null);
        }
        g.dispose();
        return all;
    }

    /** A volume seen through from three sides, each pixel the mean along its ray: for shapes. The planes lie side by side. */
    static BufferedImage shadows(NDArray volume) {
        Shape s = require(volume);
        NDArray[] means = new NDArray[3];
        double most = 1e-6;
        for (int axis = 0; axis < 3; axis++) {
            int fixed = axis;
            int a = axis == 0 ? 1 : 0, b = axis == 2 ? 1 : 2;
            int wide = s.dim(a), high = s.dim(b);
            means[axis] = NDArray.generate(Shape.of(1, high, wide), i -> {
                int[] at = new int[3];
                at[a] = i % wide;
                at[b] = high - 1 - i / wide;
                double sum = 0;
                for (at[fixed] = 0; at[fixed] < s.dim(fixed); at[fixed]++) {
                    sum += volume.get(at);
                }
                return sum;
            });
            for (int i = 0; i < means[axis].size(); i++) {
                most = Math.max(most, means[axis].at(i));
            }
        }
        BufferedImage[] pictures = new BufferedImage[3];
        for (int axis = 0; axis < 3; axis++) {
            double white = most;
            NDArray m = means[axis];
            pictures[axis] = Pictures.of(NDArray.generate(m.shape(), i -> Math.sqrt(m.at(i) / white)), 0);
        }
        int gap = 1;
        BufferedImage all = new BufferedImage(Arrays.stream(pictures).mapToInt(BufferedImage::getWidth).sum() + 2 * gap,
                Arrays.stream(pictures).mapToInt(BufferedImage::getHeight).max().orElseThrow(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = all.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, all.getWidth(), all.getHeight());
        int x = 0;
        for (BufferedImage p : pictures) {
            g.drawImage(p, x, 0, null);
            x += p.getWidth() + gap;
        }
        g.dispose();
        return all;
    }

    /** One plane, up in the picture being up or the front. */
    static BufferedImage slice(NDArray volume, int axis, int index, Window window) {
        Shape s = volume.shape();
        int a = axis == 0 ? 1 : 0, b = axis == 2 ? 1 : 2;
        int wide = s.dim(a), high = s.dim(b);
        return Pictures.of(NDArray.generate(Shape.of(1, high, wide), i -> {
            int[] at = new int[3];
            at[axis] = index;
            at[a] = i % wide;
            at[b] = high - 1 - i / wide;
            return window.grey(volume.get(at));
        }), 0);
    }

    private static BufferedImage enlarged(BufferedImage image, int factor) {
        BufferedImage large = new BufferedImage(image.getWidth() * factor, image.getHeight() * factor, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = large.createGraphics();
        g.drawImage(image, 0, 0, large.getWidth(), large.getHeight(), null);
        g.dispose();
        return large;
    }

    private static Shape require(NDArray volume) {
        if (volume.shape().rank() != 3) {
            throw new DypException("A volume to draw is (x, y, z), but " + volume.shape() + " came.");
        }
        return volume.shape();
    }
}
