package dyp.formats.csv;

import dyp.formats.file.Unpacked;
import dyp.store.Fault;
import dyp.store.SafeFile;
import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a table is written: what is between its cells, what stands for a missing one, and which columns are categories. Files that end in
 * {@code .gz}, or are packed by gzip under any name, are unpacked on the way.
 *
 * <pre>{@code
 * Table heart = CsvFormat.comma().categorical("cp", "thal").read(Path.of("heart.csv"));
 * Dataset data = heart.withoutMissing().dataset("num");
 * }</pre>
 *
 * <p>The first line names the columns, unless {@link #names} does. A column all of whose cells are numbers is one of numbers, any other one of
 * categories.
 *
 * @param separator between cells; a blank stands for any number of blanks and tabs
 * @param decimal the sign between a number's whole part and its fraction
 * @param names the columns' names where no line gives them; empty where the first line does
 * @param missing the texts that stand for a cell without a value
 * @param categorical columns of categories even where they hold numbers
 * @param numeric columns whose cells have to be numbers
 */
public record CsvFormat(char separator, char decimal, List<String> names, Set<String> missing, Set<String> categorical, Set<String> numeric) {
    private static final Set<String> NOTHING = Set.of("", "?", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "-nan", "NULL", "null", "None", "<NA>");
    private static final long MOST_CELLS = 200_000_000;
    private static final int MOST_COLUMNS = 100_000;

    public CsvFormat {
        names = List.copyOf(names);
        missing = Set.copyOf(missing);
        categorical = Set.copyOf(categorical);
        numeric = Set.copyOf(numeric);
    }

    /** Commas between cells. A cell may stand in quotation marks (RFC 4180). */
    public static CsvFormat comma() {
        return separated(',');
    }

    /** Semicolons between cells, and a comma in numbers, as programs write it where the comma is the decimal sign. */
    public static CsvFormat semicolon() {
        return separated(';').decimal(',');
    }

    public static CsvFormat tab() {
        return separated('\t');
    }

    /** Any number of blanks between cells, which have no quotation marks. */
    public static CsvFormat blanks() {
        return separated(' ');
    }

    public static CsvFormat separated(char separator) {
        return new CsvFormat(separator, '.', List.of(), NOTHING, Set.of(), Set.of());
    }

    public CsvFormat decimal(char sign) {
        return new CsvFormat(separator, sign, names, missing, categorical, numeric);
    }

    /** The columns' names, for a file whose first line is one of data already. */
    public CsvFormat names(String... all) {
        return new CsvFormat(separator, decimal, Arrays.asList(all), missing, categorical, numeric);
    }

    /** What stands for a missing cell, in place of the usual: nothing, {@code ?}, {@code NA}, {@code NaN}, {@code null} and the like. */
    public CsvFormat missing(String... texts) {
        return new CsvFormat(separator, decimal, names, Set.of(texts), categorical, numeric);
    }

    /** Columns of categories, even where they hold numbers. */
    public CsvFormat categorical(String... columns) {
        return new CsvFormat(separator, decimal, names, missing, Set.of(columns), numeric);
    }

    /** Columns whose cells have to be numbers: any other cell is refused. */
    public CsvFormat numeric(String... columns) {
        return new CsvFormat(separator, decimal, names, missing, categorical, Set.of(columns));
    }

    /**
     * Reads a table. The file is gone through twice: to see what its columns are, and to take them over.
     *
     * @throws DypException which names line and column, where a line has another number of cells, or a cell of a numeric column is no number
     */
    public Table read(Path file) {
        Survey survey = Unpacked.read(file, content -> survey(content));
        return Unpacked.read(file, content -> table(content, survey));
    }

    /** What the first reading finds. */
    private record Survey(List<String> names, boolean[] text, int rows) {}

    private Survey survey(Unpacked content) throws IOException {
        class First implements Rows.Row {
            private List<String> found = names.isEmpty() ? null : names;
            private boolean[] text;
            private int rows;

            @Override
            public void row(long line, List<String> cells) throws Fault {
                if (found == null) {
                    found = List.copyOf(cells);
                }
                if (text == null) {
                    requireNames(found);
                    text = new boolean[found.size()];
                    for (int i = 0; i < text.length; i++) {
                        text[i] = categorical.contains(found.get(i));
                    }
                    if (names.isEmpty()) {
                        return;
                    }
                }
                requireWidth(line, cells, found.size());
                rows++;
                if ((long) rows * text.length > MOST_CELLS) {
                    throw new Fault("has more than " + MOST_CELLS + " cells, more than is read into memory.");
                }
                for (int i = 0; i < text.length; i++) {
                    if (!text[i] && !missing.contains(cells.get(i)) && !Double.isFinite(number(cells.get(i)))) {
                        if (numeric.contains(found.get(i))) {
                            throw new Fault("has '" + shortened(cells.get(i)) + "' in line " + line + ", column '" + found.get(i) + "', which is no number. Name it with"
                                    + " missing(...) where it stands for a missing cell.");
                        }
                        text[i] = true;
                    }
                }
            }
        }
        First first = new First();
        Rows.each(content, separator, first);
        if (first.text == null) {
            throw new Fault("is empty: it has no line that names columns.");
        }
        return new Survey(first.found, first.text, first.rows);
    }

    private void requireNames(List<String> found) throws Fault {
        if (found.size() > MOST_COLUMNS) {
            throw new Fault("has " + found.size() + " columns, more than are read.");
        }
        Set<String> seen = new HashSet<>();
        for (String name : found) {
            if (!seen.add(name)) {
                throw new Fault("has two columns of the name '" + shortened(name) + "'. Where its first line is one of data, name the columns with names(...).");
            }
        }
        for (Set<String> wanted : List.of(categorical, numeric)) {
            for (String name : wanted) {
                if (!seen.contains(name)) {
                    throw new Fault("has no column '" + name + "'. There are " + found.stream().limit(50).toList() + ".");
                }
            }
        }
    }

    private static void requireWidth(long line, List<String> cells, int width) throws Fault {
        if (cells.size() != width) {
            throw new Fault("has " + cells.size() + " cells in line " + line + ", but " + width + " columns. Check what is between its cells, and its quotation marks.");
        }
    }

    /** NaN where it is none; hexadecimal numbers and Java's own suffixes are none. */
    private double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '-' && c != '+' && c != decimal && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(decimal == '.' ? text : text.replace(decimal, '.'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private Table table(Unpacked content, Survey survey) throws IOException {
        int width = survey.names.size();
        SafeFile.requireMemory((long) survey.rows * width * Double.BYTES);
        double[][] values = new double[width][survey.rows];
        List<Map<String, Integer>> codes = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            codes.add(survey.text[i] ? new HashMap<>() : null);
        }
        int[] row = {names.isEmpty() ? -1 : 0};
        Rows.each(content, separator, (line, cells) -> {
            if (row[0] >= 0) {
                if (row[0] >= survey.rows) {
                    throw new Fault("has changed while it was read.");
                }
                requireWidth(line, cells, width);
                for (int i = 0; i < width; i++) {
                    String cell = cells.get(i);
                    values[i][row[0]] = missing.contains(cell) ? Double.NaN : codes.get(i) == null ? number(cell) : code(codes.get(i), cell);
                }
            }
            row[0]++;
        });
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(codes.get(i) == null ? new Table.Column(survey.names.get(i), List.of(), values[i])
                    : Table.Column.sorted(survey.names.get(i), codes.get(i), values[i], this::number));
        }
        return new Table(columns, survey.rows);
    }

    private static double code(Map<String, Integer> codes, String cell) {
        Integer known = codes.get(cell);
        if (known == null) {
            codes.put(cell, known = codes.size());
        }
        return known;
    }
}
