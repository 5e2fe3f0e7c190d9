package dyp.labs.lesson;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Puts what a lesson finds on the terminal: tables, curves, regions of the plane, in plain ASCII. */
public final class Show {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 12;
    private static final String MARKS = "*o+x#@";
    private static final double EDGE = 2.2;

    private Show() {}

    /** The seed on the command line, 1 where none is given. */
    static long seed(String... args) {
        return args.length == 0 ? 1 : Long.parseLong(args[0]);
    }

    /** A line of text with numbers in it. */
    static void say(String format, Object... values) {
        IO.println(String.format(Locale.ROOT, format, values));
    }

    /** Rows under a head, in columns: the first to the left, all others to the right. */
    static void table(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        int[] width = new int[head.size()];
        all.forEach(row -> Arrays.setAll(width, c -> Math.max(width[c], row.get(c).length())));
        IO.println();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder("  ");
            for (int c = 0; c < row.size(); c++) {
                line.append(String.format("%" + (c == 0 ? "-" : "") + width[c] + "s   ", row.get(c)));
            }
            IO.println(line.toString().stripTrailing());
            if (row == head) {
                IO.println("  " + "-".repeat(Arrays.stream(width).map(w -> w + 3).sum() - 3));
            }
        }
        IO.println();
    }

    /** A number as text. */
    static String number(String format, Object... value) {
        return String.format(Locale.ROOT, format, value);
    }

    /**
     * Curves over the same axis from left to right, each with a mark of its own. What is not finite is left out.
     *
     * @param names of the curves
     * @param logarithmic whether each ten-fold is as far as the next
     */
    static void curves(String title, List<String> names, boolean logarithmic, List<double[]> curves) {
        double[] all = curves.stream().flatMapToDouble(Arrays::stream).filter(v -> Double.isFinite(v) && (!logarithmic || v > 0)).toArray();
        double low = place(Arrays.stream(all).min().orElse(0), logarithmic);
        double high = place(Arrays.stream(all).max().orElse(1), logarithmic);
        char[][] field = field(HEIGHT, WIDTH);
        for (int k = 0; k < curves.size(); k++) {
            double[] curve = curves.get(k);
            for (int column = 0; column < WIDTH; column++) {
                double value = curve[(int) Math.round((double) column / (WIDTH - 1) * (curve.length - 1))];
                double at = (place(value, logarithmic) - low) / Math.max(high - low, 1e-12);
                if (Double.isFinite(at)) {
                    field[HEIGHT - 1 - (int) Math.round(at * (HEIGHT - 1))][column] = MARKS.charAt(k % MARKS.length());
                }
            }
        }
        StringBuilder legend = new StringBuilder("  " + title + ":");
        for (int k = 0; k < names.size(); k++) {
            legend.append("   ").append(MARKS.charAt(k % MARKS.length())).append(' ').append(names.get(k));
        }
        IO.println(legend.toString());
        for (int row = 0; row < HEIGHT; row++) {
            String label = row == 0 ? scale(high, logarithmic) : row == HEIGHT - 1 ? scale(low, logarithmic) : "";
            IO.println(String.format("%10s |%s", label, new String(field[row]).stripTrailing()));
        }
        IO.println(" ".repeat(11) + "+" + "-".repeat(WIDTH));
        IO.println();
    }

    private static double place(double value, boolean logarithmic) {
        return logarithmic ? Math.log10(value) : value;
    }

    private static String scale(double place, boolean logarithmic) {
        return logarithmic ? number("%.1e", Math.pow(10, place)) : number("%.4g", place);
    }

    /** What a model makes of the plane: a sign for each class, and a digit where a point of the data lies that is taken for another class. */
    static void plane(String title, Model model, Dataset points) {
        int rows = 17;
        int columns = 41;
        NDArray grid = NDArray.generate(Shape.of(rows * columns, 2), i -> {
            int cell = i / 2;
            return i % 2 == 0 ? EDGE * (2.0 * (cell % columns) / (columns - 1) - 1) : EDGE * (1 - 2.0 * (cell / columns) / (rows - 1));
        });
        int[] said = classes(model.predict(grid));
        Batch all = points.toArrays();
        int[] taken = classes(model.predict(all.x()));
        char[][] field = field(rows, columns);
        for (int cell = 0; cell < said.length; cell++) {
            field[cell / columns][cell % columns] = ".#o+x@".charAt(said[cell] % 6);
        }
        for (int i = 0; i < taken.length; i++) {
            int row = (int) Math.round((1 - all.x().at(2 * i + 1) / EDGE) / 2 * (rows - 1));
            int column = (int) Math.round((all.x().at(2 * i) / EDGE + 1) / 2 * (columns - 1));
            if (taken[i] != (int) all.y().at(i) && row >= 0 && row < rows && column >= 0 && column < columns) {
                field[row][column] = (char) ('0' + (int) all.y().at(i));
            }
        }
        IO.println("  " + title);
        for (char[] row : field) {
            IO.println("    " + new String(row));
        }
        IO.println();
    }

    /** The likeliest class of each row; of a single number from 0 to 1, whether it is above one half. */
    static int[] classes(NDArray scores) {
        int width = scores.shape().last();
        int[] classes = new int[scores.size() / width];
        Arrays.setAll(classes, i -> {
            if (width == 1) {
                return scores.at(i) > 0.5 ? 1 : 0;
            }
            int best = 0;
            for (int c = 1; c < width; c++) {
                best = scores.at(i * width + c) > scores.at(i * width + best) ? c : best;
            }
            return best;
        });
        return classes;
    }

    private static char[][] field(int rows, int columns) {
        char[][] field = new char[rows][columns];
        for (char[] row : field) {
            Arrays.fill(row, ' ');
        }
        return field;
    }
}
