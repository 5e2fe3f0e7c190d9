package dyp.labs.report;

import dyp.tensor.DypException;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures in a grid, each under its title. Small ones are enlarged by whole factors, so that their pixels stay to be seen. */
final class GalleryPicture {
    private static final int LEAST = 112;
    private static final int GAP = 14;
    private static final int WIDEST = 1040;
    private static final Font FONT = Canvas.font(13);

    private GalleryPicture() {}

    static BufferedImage of(List<Report.Tile> tiles) {
        if (tiles.isEmpty()) {
            throw new DypException("A gallery needs one picture or more, but none came.");
        }
        int width = tiles.stream().mapToInt(t -> t.image().getWidth() * factor(t.image())).max().orElseThrow();
        int height = tiles.stream().mapToInt(t -> t.image().getHeight() * factor(t.image())).max().orElseThrow();
        FontMetrics m = Canvas.metrics(FONT);
        List<List<String>> titles = tiles.stream().map(t -> Canvas.wrapped(t.title(), m, width)).toList();
        boolean titled = tiles.stream().anyMatch(t -> !t.title().isEmpty());
        int head = titled ? titles.stream().mapToInt(List::size).max().orElse(0) * m.getHeight() + 4 : 0;
        int columns = Math.max(1, Math.min(tiles.size(), (WIDEST - GAP) / (width + GAP)));
        int rows = Math.ceilDiv(tiles.size(), columns);
        Canvas c = new Canvas(GAP + columns * (width + GAP), GAP + rows * (head + height + GAP));
        for (int i = 0; i < tiles.size(); i++) {
            BufferedImage image = tiles.get(i).image();
            int factor = factor(image);
            int x = GAP + i % columns * (width + GAP);
            int y = GAP + i / columns * (head + height + GAP);
            List<String> lines = titles.get(i);
            for (int line = 0; line < lines.size(); line++) { // the last one stands right above the picture
                c.left(lines.get(line), FONT, Palette.INK, x, y + head - 4 - (lines.size() - line - 0.5) * m.getHeight());
            }
            c.g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            c.g.drawImage(image, x, y + head, image.getWidth() * factor, image.getHeight() * factor, null);
        }
        return c.image;
    }

    private static int factor(BufferedImage image) {
        return Math.max(1, Math.ceilDiv(LEAST, Math.max(image.getWidth(), image.getHeight())));
    }
}
