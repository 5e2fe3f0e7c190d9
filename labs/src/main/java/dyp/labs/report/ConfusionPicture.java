package dyp.labs.report;

import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A confusion matrix as a picture: a row per true class, each cell with its count and its share of the row, which is its shade. */
final class ConfusionPicture {
    private static final int PAD = 14;
    private static final int AXIS = 26;
    private static final int WIDEST_WORD = 84;

    private ConfusionPicture() {}

    static BufferedImage of(int[][] counts, List<String> names) {
        int n = counts.length;
        int size = n <= 6 ? 13 : 12;
        List<String> numbers = Arrays.stream(counts).flatMapToInt(Arrays::stream).mapToObj(c -> String.format(Locale.ROOT, "%,d", c)).toList();
        List<String> words = names.stream().flatMap(name -> Arrays.stream(name.split(" "))).toList();
        int cell = Math.max(n <= 6 ? 76 : 58, Math.max(Canvas.width(Canvas.font(size), numbers), Math.min(WIDEST_WORD, Canvas.width(Canvas.font(size), words))) + 12);
        FontMetrics m = Canvas.metrics(Canvas.font(size));
        List<List<String>> heads = names.stream().map(name -> Canvas.wrapped(name, m, cell - 6)).toList();
        int rowNames = Math.min(170, Canvas.width(Canvas.font(size), names));
        int headHeight = heads.stream().mapToInt(List::size).max().orElse(1) * m.getHeight() + 6;
        int left = PAD + AXIS + rowNames + 10;
        int top = PAD + AXIS + headHeight;
        Canvas c = new Canvas(left + n * cell + PAD, top + n * cell + PAD);
        c.centred("predicted", Canvas.bold(size), Palette.INK, left + n * cell / 2.0, PAD + AXIS / 2.0 - 4);
        c.upwards("true", Canvas.bold(size), PAD + AXIS / 2.0 - 4, top + n * cell / 2.0);
        for (int i = 0; i < n; i++) {
            List<String> head = heads.get(i);
            for (int line = 0; line < head.size(); line++) {
                c.centred(head.get(line), Canvas.font(size), Palette.INK, left + (i + 0.5) * cell, top - 8 - (head.size() - line - 0.5) * m.getHeight() + 2);
            }
            List<String> name = Canvas.wrapped(names.get(i), m, rowNames);
            for (int line = 0; line < name.size(); line++) {
                c.right(name.get(line), Canvas.font(size), Palette.INK, left - 8, top + (i + 0.5) * cell + (line - (name.size() - 1) / 2.0) * m.getHeight());
            }
            int row = Arrays.stream(counts[i]).sum();
            for (int j = 0; j < n; j++) {
                double share = row == 0 ? 0 : (double) counts[i][j] / row;
                cell(c, left + j * cell, top + i * cell, cell, counts[i][j], share, size);
            }
        }
        return c.image;
    }

    private static void cell(Canvas c, int x, int y, int side, int count, double share, int size) {
        // Mistakes are few: the root makes them visible.
        double shade = Math.sqrt(share);
        c.g.setColor(Palette.shade(shade));
        c.g.fillRect(x, y, side, side);
        c.g.setColor(Palette.FAINT);
        c.g.drawRect(x, y, side, side);
        if (count > 0) {
            c.centred(String.format(Locale.ROOT, "%,d", count), Canvas.font(size), Palette.on(shade), x + side / 2.0, y + side * 0.38);
            c.centred(share(share), Canvas.font(size - 2), Palette.on(shade), x + side / 2.0, y + side * 0.66);
        }
    }

    private static String share(double share) {
        return share < 0.0005 ? "<0.1%" : String.format(Locale.ROOT, share >= 0.9995 ? "%.0f%%" : "%.1f%%", 100 * share);
    }
}
