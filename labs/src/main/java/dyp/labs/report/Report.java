package dyp.labs.report;

import dyp.store.SafeFile;
import dyp.train.History;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * The report as it grows: Markdown with pictures beside it, and the same as HTML. Each section is written when the next one begins, so that one who
 * looks, or whose run was killed, finds what there is. File names of pictures are without ending, unique in the report.
 */
public final class Report {
    private final Path folder;
    private final String title;
    private final Supplier<String> head;
    private final StringBuilder body = new StringBuilder();

    /**
     * @param folder where report.md, report.html and the pictures go
     * @param head what stands between the title and the first section, in Markdown; asked at each writing
     */
    public Report(Path folder, String title, Supplier<String> head) {
        this.folder = folder;
        this.title = title;
        this.head = head;
    }

    /** Begins a section; what was there before is written. */
    public Report heading(String text) {
        flush();
        return block("## " + text);
    }

    /** A heading within a section. */
    public Report subheading(String text) {
        return block("### " + text);
    }

    /** A paragraph, list or whatever else Markdown has. */
    public Report text(String markdown) {
        return block(markdown);
    }

    /** Cells are Markdown ({@link Markdown#plain} for text that may hold marks); columns of numbers are set to the right. */
    public Report table(List<String> head, List<List<String>> rows) {
        return block(Markdown.table(head, rows));
    }

    /**
     * A picture as PNG.
     *
     * @param caption what is to be seen, stands under it; the alternative text as well
     */
    public Report picture(String file, String caption, BufferedImage image) {
        SafeFile.replace(folder.resolve(file + ".png"), out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("no writer for PNG");
            }
        });
        return block("![" + Markdown.plain(caption) + "](" + file + ".png)\n\n*" + Markdown.plain(caption) + "*");
    }

    /** Loss and the first metric over the epochs, beside those of the validation; further metrics in pictures of their own. */
    public Report curves(String file, String caption, History history) {
        List<String> figures = Charts.figures(history);
        if (figures.isEmpty()) {
            return text("No epoch was finished: there are no curves.");
        }
        BufferedImage first = Charts.curve(history, figures.getFirst());
        picture(file, caption, figures.size() == 1 ? first : Charts.beside(first, Charts.curve(history, figures.get(1))));
        for (int i = 2; i < figures.size(); i++) {
            picture(file + "-" + figures.get(i), caption + ": " + figures.get(i).replace('_', ' '), Charts.curve(history, figures.get(i)));
        }
        return this;
    }

    /** @param counts truth by prediction */
    public Report confusion(String file, String caption, int[][] counts, List<String> names) {
        return picture(file, caption, ConfusionPicture.of(counts, names));
    }

    /**
     * ROC curves with areas: of two classes one curve (of class 1), of more one of each class against the others. Up to three have bootstrap intervals.
     *
     * @param probabilities a row per sample, a column per class
     */
    public Report roc(String file, String caption, double[][] probabilities, int[] truth, List<String> names) {
        return drawn(file, caption, ScoreCharts.roc(probabilities, truth, names));
    }

    /** Precision over recall, the same way. */
    public Report precisionRecall(String file, String caption, double[][] probabilities, int[] truth, List<String> names) {
        return drawn(file, caption, ScoreCharts.precisionRecall(probabilities, truth, names));
    }

    /** How often what is said with a probability is right, with the expected calibration error. */
    public Report calibration(String file, String caption, double[][] probabilities, int[] truth) {
        return drawn(file, caption, ScoreCharts.calibration(probabilities, truth));
    }

    private Report drawn(String file, String caption, ScoreCharts.Drawn drawn) {
        return picture(file, caption, drawn.image()).text("- " + String.join("\n- ", drawn.figures()));
    }

    /** Lines over any axes. */
    public Report lines(String file, String caption, Charts.Axis x, Charts.Axis y, List<Charts.Line> lines) {
        return picture(file, caption, Charts.lines(x, y, lines));
    }

    /** Bars, the value written beside each. */
    public Report bars(String file, String caption, List<String> names, double[] values) {
        return picture(file, caption, BarPicture.of(names, values));
    }

    /** Pictures in a grid, each with a title above it. Small ones are enlarged. */
    public Report gallery(String file, String caption, List<Tile> tiles) {
        return picture(file, caption, GalleryPicture.of(tiles));
    }

    /** A picture with its title, which may have several lines. */
    public record Tile(BufferedImage image, String title) {}

    /** Writes what there is. */
    public Report flush() {
        String markdown = "# " + title + "\n\n" + head.get().strip() + "\n\n" + body;
        write("report.md", markdown);
        write("report.html", Page.html(title, markdown));
        return this;
    }

    private void write(String name, String text) {
        SafeFile.replace(folder.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Report block(String markdown) {
        body.append(markdown.strip()).append("\n\n");
        return this;
    }

    /** A share in percent, as in tables: {@code 98.20%}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    /** A time: {@code 48 s}, {@code 3:05 min}. */
    public static String time(double seconds) {
        long s = Math.round(seconds);
        return s < 100 ? String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds) : String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60);
    }
}
