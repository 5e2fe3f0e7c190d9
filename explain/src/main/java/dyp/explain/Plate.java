package dyp.explain;

import java.awt.image.BufferedImage;
import java.util.List;

/** What an explanation's picture shows, without title and colour bar. */
interface Plate {
    int width();

    int height();

    void draw(Canvas canvas, int x, int y);

    /** With a title above, the scale at the right and a caption below. */
    static BufferedImage framed(Plate plate, Scale scale, String title, String caption) {
        int gap = Canvas.GAP;
        int inner = plate.width() + (scale == null ? 0 : gap + Canvas.barWidth(scale));
        List<String> above = title.isEmpty() ? List.of() : Canvas.lines(title, inner, true);
        List<String> below = caption == null || caption.isEmpty() ? List.of() : Canvas.lines(caption, inner, false);
        int line = Canvas.lineHeight();
        int top = gap + (above.isEmpty() ? 0 : above.size() * line + gap / 2);
        int height = top + plate.height() + (below.isEmpty() ? 0 : gap / 2 + below.size() * line) + gap;
        Canvas canvas = new Canvas(inner + 2 * gap, height);
        for (int i = 0; i < above.size(); i++) {
            canvas.text(above.get(i), gap, gap + i * line, true);
        }
        plate.draw(canvas, gap, top);
        if (scale != null) {
            canvas.bar(scale, gap + plate.width() + gap, top, plate.height());
        }
        for (int i = 0; i < below.size(); i++) {
            canvas.text(below.get(i), gap, top + plate.height() + gap / 2 + i * line, false);
        }
        canvas.graphics().dispose();
        return canvas.image();
    }
}
