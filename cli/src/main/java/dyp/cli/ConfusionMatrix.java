package dyp.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How often each class was taken for each: {@code counts[truth][prediction]}. */
record ConfusionMatrix(int[][] counts) {
    static ConfusionMatrix of(int[] truth, int[] predicted, int classes) {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** The share of a class that was recognised; NaN where the data have none of it. */
    double recall(int truth) {
        return (double) counts[truth][truth] / Arrays.stream(counts[truth]).sum();
    }

    /** As a table: a row per truth, a column per prediction, the recall at the end. */
    String render(List<String> names, Screen screen) {
        List<String> labels = IntStream.range(0, counts.length).mapToObj(c -> label(c, names.get(c))).toList();
        int most = Arrays.stream(counts).flatMapToInt(Arrays::stream).max().orElse(0);
        int width = Math.max(3, Integer.toString(most).length()) + 2;
        int margin = labels.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder(" ".repeat(margin));
        for (int c = 0; c < counts.length; c++) {
            text.append(right(Integer.toString(c), width));
        }
        text.append("   recall\n");
        for (int r = 0; r < counts.length; r++) {
            text.append(labels.get(r)).append(" ".repeat(margin - labels.get(r).length()));
            for (int c = 0; c < counts.length; c++) {
                String cell = right(counts[r][c] == 0 ? "·" : Integer.toString(counts[r][c]), width);
                text.append(counts[r][c] == 0 ? cell : screen.style(r == c ? Screen.GREEN : Screen.RED, cell));
            }
            double recall = recall(r);
            text.append(Double.isNaN(recall) ? "        -" : String.format(Locale.ROOT, "%8.1f%%", 100 * recall)).append('\n');
        }
        return text.toString();
    }

    private static String label(int c, String name) {
        return name.equals(Integer.toString(c)) ? name : c + " " + name;
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
