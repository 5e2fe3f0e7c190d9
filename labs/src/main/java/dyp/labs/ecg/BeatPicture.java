package dyp.labs.ecg;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Beats of one kind, one over the other: what they share is seen at a glance, and how they differ. */
final class BeatPicture {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 180;
    private static final int SHOWN = 40;
    private static final Color GRID = new Color(0xE0E0E0);
    private static final Color EACH = new Color(0x00, 0x72, 0xB2, 70);
    private static final Color MIDDLE = new Color(0xB03A00);

    private BeatPicture() {}

    /** The range that nearly all points of all beats lie in, so that pictures side by side have one scale: lowest, highest. */
    static float[] range(Beats beats) {
        float[] all = new float[beats.size() * beats.length()];
        for (int i = 0; i < all.length; i++) {
            all[i] = beats.x().floats()[i * beats.channels()];
        }
        Arrays.sort(all);
        int off = all.length / 500;
        return new float[] {all[off], all[all.length - 1 - off]};
    }

    /** Beats in blue, the one that is most like the others in orange (a mean would be no beat at all). @param of beats of one kind, one or more */
    static BufferedImage of(Beats of, float[] range) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(GRID);
        g.drawRect(0, 0, WIDTH - 1, HEIGHT - 1);
        int zero = (int) y(0, range);
        g.drawLine(0, zero, WIDTH, zero);
        for (int i = 0; i < Math.min(SHOWN, of.size()); i++) {
            draw(g, of.curve(i), range, EACH, 1);
        }
        draw(g, of.curve(middle(of)), range, MIDDLE, 2.2f);
        g.dispose();
        return image;
    }

    /** Among those shown, the beat whose distances to all of them sum to the least. */
    private static int middle(Beats of) {
        int n = Math.min(SHOWN, of.size()), best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            float[] one = of.curve(i);
            double sum = 0;
            for (int j = 0; j < n; j++) {
                float[] other = of.curve(j);
                double squares = 0;
                for (int t = 0; t < one.length; t++) {
                    squares += (one[t] - other[t]) * (one[t] - other[t]);
                }
                sum += Math.sqrt(squares);
            }
            if (sum < least) {
                least = sum;
                best = i;
            }
        }
        return best;
    }

    private static void draw(Graphics2D g, float[] curve, float[] range, Color color, float width) {
        Path2D path = new Path2D.Double();
        for (int t = 0; t < curve.length; t++) {
            double x = (t + 0.5) * WIDTH / curve.length;
            if (t == 0) {
                path.moveTo(x, y(curve[t], range));
            } else {
                path.lineTo(x, y(curve[t], range));
            }
        }
        g.setColor(color);
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(path);
    }

    private static double y(double value, float[] range) {
        return 8 + (HEIGHT - 16) * (1 - (value - range[0]) / Math.max(1e-6, range[1] - range[0]));
    }
}
