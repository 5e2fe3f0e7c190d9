package dyp.explain;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A white picture to draw on, with text that is measured before it is placed. */
final class Canvas {
    static final int SIZE = 13;
    static final int GAP = 12;
    static final Color INK = new Color(0x222222);

    private final BufferedImage image;
    private final Graphics2D graphics;

    Canvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        prepare(graphics);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(INK);
        graphics.setStroke(new BasicStroke(1));
    }

    private static void prepare(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, SIZE));
    }

    /** How wide text will be, before there is a canvas. */
    static FontMetrics metrics(boolean bold) {
        Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        prepare(g);
        return g.getFontMetrics(bold ? g.getFont().deriveFont(Font.BOLD) : g.getFont());
    }

    /** Text in lines no wider than so many pixels; a word that is wider is broken. */
    static List<String> lines(String text, int width, boolean bold) {
        FontMetrics metrics = metrics(bold);
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n")) {
            String line = "";
            for (String word : paragraph.split(" ")) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (metrics.stringWidth(longer) <= width) {
                    line = longer;
                    continue;
                }
                if (!line.isEmpty()) {
                    lines.add(line);
                }
                line = word;
                while (metrics.stringWidth(line) > width && line.length() > 1) {
                    int end = line.length() - 1;
                    while (end > 1 && metrics.stringWidth(line.substring(0, end)) > width) {
                        end--;
                    }
                    lines.add(line.substring(0, end));
                    line = line.substring(end);
                }
            }
            lines.add(line);
        }
        return lines;
    }

    static int lineHeight() {
        return metrics(false).getHeight();
    }

    Graphics2D graphics() {
        return graphics;
    }

    BufferedImage image() {
        return image;
    }

    /** Text whose top left corner is at a place. */
    void text(String text, int x, int y, boolean bold) {
        Font plain = graphics.getFont();
        graphics.setFont(bold ? plain.deriveFont(Font.BOLD) : plain);
        graphics.setColor(INK);
        graphics.drawString(text, x, y + graphics.getFontMetrics().getAscent());
        graphics.setFont(plain);
    }

    void frame(int x, int y, int width, int height) {
        graphics.setColor(new Color(0x888888));
        graphics.drawRect(x - 1, y - 1, width + 1, height + 1);
    }

    /** A bar of a scale's colours with its ends' and middle's numbers at its right. */
    void bar(Scale scale, int x, int y, int height) {
        for (int i = 0; i < height; i++) {
            graphics.setColor(scale.colors().color(1 - i / (height - 1.0)));
            graphics.fillRect(x, y + i, BAR, 1);
        }
        frame(x, y, BAR, height);
        double[] values = {scale.high(), (scale.low() + scale.high()) / 2, scale.low()};
        for (int i = 0; i < values.length; i++) {
            int middle = y + i * (height - 1) / 2;
            graphics.setColor(INK);
            graphics.drawLine(x + BAR, middle, x + BAR + 3, middle);
            text(Scale.text(values[i]), x + BAR + 6, Math.clamp(middle - lineHeight() / 2, y - 2, y + height - lineHeight() + 2), false);
        }
    }

    private static final int BAR = 16;

    /** How much room a bar with its numbers takes. */
    static int barWidth(Scale scale) {
        FontMetrics metrics = metrics(false);
        int widest = 0;
        for (double v : new double[] {scale.high(), (scale.low() + scale.high()) / 2, scale.low()}) {
            widest = Math.max(widest, metrics.stringWidth(Scale.text(v)));
        }
        return BAR + 6 + widest;
    }
}
