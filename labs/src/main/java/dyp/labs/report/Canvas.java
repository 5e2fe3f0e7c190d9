package dyp.labs.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A white picture to draw and write on. */
final class Canvas {
    static {
        // No window is ever opened; without a display AWT would fail.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    final BufferedImage image;
    final Graphics2D g;

    Canvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Palette.PAPER);
        g.fillRect(0, 0, width, height);
        g.setColor(Palette.INK);
        g.setStroke(new BasicStroke(1));
    }

    static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static Font bold(int size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, size);
    }

    /** How wide texts are, before there is a picture. */
    static FontMetrics metrics(Font font) {
        return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(font);
    }

    /** The widest of the texts. */
    static int width(Font font, List<String> texts) {
        FontMetrics m = metrics(font);
        return texts.stream().mapToInt(m::stringWidth).max().orElse(0);
    }

    /** A line of text whose middle is at x, y. */
    void centred(String text, Font font, Color color, double x, double y) {
        g.setFont(font);
        g.setColor(color);
        FontMetrics m = g.getFontMetrics();
        g.drawString(text, (float) (x - m.stringWidth(text) / 2.0), (float) (y + (m.getAscent() - m.getDescent()) / 2.0));
    }

    /** A line of text that ends at x, its middle at y. */
    void right(String text, Font font, Color color, double x, double y) {
        centred(text, font, color, x - metrics(font).stringWidth(text) / 2.0, y);
    }

    /** A line of text that begins at x, its middle at y. */
    void left(String text, Font font, Color color, double x, double y) {
        centred(text, font, color, x + metrics(font).stringWidth(text) / 2.0, y);
    }

    /** The text upwards, its middle at x, y. */
    void upwards(String text, Font font, double x, double y) {
        g.rotate(-Math.PI / 2, x, y);
        centred(text, font, Palette.INK, x, y);
        g.rotate(Math.PI / 2, x, y);
    }

    /** The text in lines that are no wider than so many pixels; a word that alone is wider is cut in two. */
    static List<String> wrapped(String text, FontMetrics m, int width) {
        List<String> lines = new ArrayList<>();
        for (String given : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : given.split(" ")) {
                if (!line.isEmpty() && m.stringWidth(line + " " + word) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                String rest = word;
                while (m.stringWidth(rest) > width && rest.length() > 1) {
                    int fits = rest.length() - 1;
                    while (fits > 1 && m.stringWidth(rest.substring(0, fits)) > width) {
                        fits--;
                    }
                    lines.add(rest.substring(0, fits));
                    rest = rest.substring(fits);
                }
                line.append(line.isEmpty() ? "" : " ").append(rest);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
