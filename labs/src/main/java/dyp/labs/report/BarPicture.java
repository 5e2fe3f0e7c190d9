package dyp.labs.report;

import dyp.tensor.DypException;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Bars lying one under the other, the name before each and the value behind it; those below 0 go to the left, in another colour. */
final class BarPicture {
    private static final Font FONT = Canvas.font(13);
    private static final int ROW = 26;
    private static final int PAD = 14;
    private static final int PLOT = 460;

    private BarPicture() {}

    static BufferedImage of(List<String> names, double[] values) {
        if (names.size() != values.length || values.length == 0) {
            throw new DypException("Every bar needs a name and a value, but " + names.size() + " names and " + values.length + " values came.");
        }
        double least = Math.min(0, Arrays.stream(values).filter(Double::isFinite).min().orElse(0));
        double most = Math.max(0, Arrays.stream(values).filter(Double::isFinite).max().orElse(0));
        double span = most - least > 0 ? most - least : 1;
        List<String> texts = Arrays.stream(values).mapToObj(BarPicture::text).toList();
        int value = Canvas.width(FONT, texts) + 8;
        int left = PAD + Math.min(300, Canvas.width(FONT, names)) + 10 + (least < 0 ? value : 0);
        Canvas c = new Canvas(left + PLOT + value + PAD, 2 * PAD + ROW * values.length);
        double zero = left - least / span * PLOT;
        for (int i = 0; i < values.length; i++) {
            double y = PAD + (i + 0.5) * ROW;
            double end = left + ((Double.isFinite(values[i]) ? values[i] : 0) - least) / span * PLOT;
            c.g.setColor(Palette.series(values[i] < 0 ? 1 : 0));
            c.g.fillRect((int) Math.round(Math.min(zero, end)), (int) (y - ROW * 0.36), (int) Math.max(1, Math.round(Math.abs(end - zero))), (int) (ROW * 0.72));
            c.right(fitting(names.get(i), 300), FONT, Palette.INK, left - 8 - (least < 0 ? value : 0), y);
            if (values[i] < 0) {
                c.right(texts.get(i), FONT, Palette.INK, end - 4, y);
            } else {
                c.left(texts.get(i), FONT, Palette.INK, end + 4, y);
            }
        }
        c.g.setColor(Palette.INK);
        c.g.drawLine((int) zero, PAD - 4, (int) zero, PAD + 4 + ROW * values.length);
        return c.image;
    }

    private static String fitting(String name, int width) {
        String text = name;
        while (Canvas.metrics(FONT).stringWidth(text) > width) {
            text = text.substring(0, text.length() - 2) + "…";
        }
        return text;
    }

    private static String text(double v) {
        double size = Math.abs(v);
        return v == Math.rint(v) && size < 1e7 ? String.format(Locale.ROOT, "%,.0f", v)
                : String.format(Locale.ROOT, size >= 100 ? "%,.1f" : size >= 0.1 ? "%.3f" : "%.3g", v);
    }
}
