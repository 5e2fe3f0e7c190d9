package dyp.explain;

import dyp.tensor.NDArray;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * A signal's channels one above the other, before the map's colours.
 *
 * @param signal (length, channels)
 * @param names of the channels; empty for their numbers
 */
record Curves(NDArray map, Scale scale, NDArray signal, List<String> names) implements Plate {
    private static final int WIDTH = 720;
    private static final int LANE = 150;
    private static final int SHOWN = 12;

    private int lanes() {
        return Math.min(SHOWN, signal.shape().last());
    }

    private int lane() {
        return lanes() == 1 ? 2 * LANE : Math.max(60, LANE - 10 * lanes());
    }

    private int left() {
        int widest = 0;
        for (int c = 0; c < lanes(); c++) {
            for (String text : List.of(name(c), Scale.text(low(c)), Scale.text(high(c)))) {
                widest = Math.max(widest, Canvas.metrics(false).stringWidth(text));
            }
        }
        return widest + 6;
    }

    private String name(int channel) {
        return channel < names.size() ? names.get(channel) : signal.shape().last() == 1 ? "" : "channel " + channel;
    }

    private double low(int channel) {
        double low = Double.POSITIVE_INFINITY;
        for (int i = channel; i < signal.size(); i += signal.shape().last()) {
            low = Math.min(low, signal.at(i));
        }
        return low;
    }

    private double high(int channel) {
        double high = Double.NEGATIVE_INFINITY;
        for (int i = channel; i < signal.size(); i += signal.shape().last()) {
            high = Math.max(high, signal.at(i));
        }
        return high;
    }

    @Override
    public int width() {
        return left() + WIDTH;
    }

    @Override
    public int height() {
        return lanes() * (lane() + Canvas.GAP / 2) + Canvas.lineHeight();
    }

    @Override
    public void draw(Canvas canvas, int x, int y) {
        Graphics2D g = canvas.graphics();
        int left = x + left();
        int line = Canvas.lineHeight();
        int length = signal.shape().dim(0);
        for (int c = 0; c < lanes(); c++) {
            int top = y + c * (lane() + Canvas.GAP / 2);
            for (int column = 0; column < WIDTH; column++) {
                g.setColor(light(scale.rgb(map.at((int) ((long) column * length / WIDTH)))));
                g.fillRect(left + column, top, 1, lane());
            }
            canvas.frame(left, top, WIDTH, lane());
            curve(g, c, left, top);
            canvas.text(Scale.text(high(c)), x, top, false);
            canvas.text(name(c), x, top + lane() / 2 - line / 2, false);
            canvas.text(Scale.text(low(c)), x, top + lane() - line, false);
        }
        int bottom = y + lanes() * (lane() + Canvas.GAP / 2);
        String last = Integer.toString(length - 1);
        canvas.text("0", left, bottom, false);
        canvas.text(last, left + WIDTH - Canvas.metrics(false).stringWidth(last), bottom, false);
    }

    /** So light that a dark curve is seen before it. */
    private Color light(int rgb) {
        Color full = new Color(rgb);
        double keep = scale.colors() == ColorMap.DIVERGING ? 0.8 : 0.75;
        return new Color(fade(full.getRed(), keep), fade(full.getGreen(), keep), fade(full.getBlue(), keep));
    }

    private static int fade(int value, double keep) {
        return (int) Math.round(255 - (255 - value) * keep);
    }

    private void curve(Graphics2D g, int channel, int left, int top) {
        int length = signal.shape().dim(0);
        int channels = signal.shape().last();
        double low = low(channel);
        double range = Math.max(high(channel) - low, Double.MIN_NORMAL);
        Path2D path = new Path2D.Double();
        for (int i = 0; i < length; i++) {
            double px = left + (i + 0.5) * WIDTH / length;
            double py = top + 4 + (lane() - 8) * (1 - (signal.at(i * channels + channel) - low) / range);
            if (i == 0) {
                path.moveTo(px, py);
            } else {
                path.lineTo(px, py);
            }
        }
        // A dark line with a light rim is seen on any of the colours.
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(path);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(path);
        g.setStroke(new BasicStroke(1));
    }
}
