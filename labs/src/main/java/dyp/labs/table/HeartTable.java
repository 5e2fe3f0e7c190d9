package dyp.labs.table;

import dyp.formats.csv.CsvFormat;
import dyp.formats.csv.Table;
import dyp.tensor.DypException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Cleveland heart disease table, in any of the forms in which it goes round, with what is wrong with that form found, mended and said.
 *
 * @param features 13 columns, NaN where a cell is missing
 * @param sick 1 where a vessel is narrowed by half or more, else 0
 * @param findings sentences on what was found in the file and what was done about it
 */
public record HeartTable(Table features, int[] sick, List<String> findings) {
    static final String[] NAMES = {"age", "sex", "cp", "trestbps", "chol", "fbs", "restecg", "thalach", "exang", "oldpeak", "slope", "ca", "thal"};
    static final Set<String> CATEGORIES = Set.of("sex", "cp", "fbs", "restecg", "exang", "slope", "thal");
    private static final String CLEVELAND = "processed.cleveland.data", DIAGNOSIS = "num", RECODED = "target";

    public HeartTable {
        findings = List.copyOf(findings);
    }

    /** What the columns mean, for a report. */
    static final List<List<String>> MEANINGS = List.of(List.of("age", "years"), List.of("sex", "1 = male"), List.of("cp", "kind of chest pain, 4 = none"),
            List.of("trestbps", "blood pressure at rest, mm Hg"), List.of("chol", "cholesterol, mg/dl"), List.of("fbs", "fasting blood sugar above 120 mg/dl"),
            List.of("restecg", "ECG at rest"), List.of("thalach", "highest heart rate reached"), List.of("exang", "pain under exercise"),
            List.of("oldpeak", "ST depression under exercise"), List.of("slope", "slope of ST at the peak"), List.of("ca", "large vessels seen by fluoroscopy, 0 to 3"),
            List.of("thal", "thallium scan: normal, fixed or reversible defect"));

    /** The file that a folder is read by. */
    public static Path file(Path fileOrFolder) {
        return Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(CLEVELAND) : fileOrFolder;
    }

    /**
     * Reads UCI's file, the same with a line of names, or the recoded {@code heart.csv} that ends in a column {@code target}.
     *
     * @param fileOrFolder a folder holds {@value #CLEVELAND}
     * @throws DypException where the columns are others
     */
    public static HeartTable read(Path fileOrFolder) {
        Path file = file(fileOrFolder);
        String[] all = Stream.concat(Arrays.stream(NAMES), Stream.of(DIAGNOSIS)).toArray(String[]::new);
        CsvFormat format = file.getFileName().toString().endsWith(".data") ? CsvFormat.comma().names(all) : CsvFormat.comma();
        List<String> names = format.read(file).names();
        String last = names.getLast();
        if (!names.subList(0, names.size() - 1).equals(List.of(NAMES)) || !Set.of(DIAGNOSIS, RECODED).contains(last)) {
            throw new DypException(file + " is no table of heart disease that this recipe knows: it should have the columns " + String.join(", ", all)
                    + " (or target in place of num), but has " + names + ".");
        }
        return of(format.categorical(CATEGORIES.toArray(String[]::new)).read(file), last);
    }

    /** What is wrong is looked for in the cells, not in the file's name. */
    private static HeartTable of(Table raw, String last) {
        List<String> findings = new ArrayList<>();
        int[] again = raw.duplicates();
        Table table = raw.withoutDuplicates();
        findings.add(again.length == 0 ? "No row is there twice." : String.format(Locale.ROOT, "%d row%s an earlier one in every cell (row %s, from 0) and left out: in two parts of a split %s would be a leak.",
                again.length, again.length == 1 ? " repeats" : "s repeat", String.join(", ", Arrays.stream(again).mapToObj(Integer::toString).toList()), again.length == 1 ? "it" : "they"));
        double[] diagnosis = table.column(last).values();
        table = table.without(last);
        if (last.equals(RECODED)) {
            table = hidden(table, "ca", 4, findings);
            table = hidden(table, "thal", 0, findings);
        }
        for (Table.Column c : table.columns()) {
            if (c.missing() > 0) {
                findings.add(String.format(Locale.ROOT, "`%s` is missing in %d row%s.", c.name(), c.missing(), c.missing() == 1 ? "" : "s"));
            }
        }
        int[] sick = Arrays.stream(diagnosis).mapToInt(v -> v > 0 ? 1 : 0).toArray();
        if (last.equals(RECODED) && turned(table, sick)) {
            sick = Arrays.stream(sick).map(y -> 1 - y).toArray();
            findings.add("`target` is recoded: those with 1 have less pain under exercise and less ST depression than those with 0, so 1 means **no** disease here. It was turned round; 1 is disease in this report.");
        } else if (last.equals(DIAGNOSIS)) {
            findings.add("`num` from 1 to 4 (how far the disease has gone) counts as disease, 0 as none.");
        }
        return new HeartTable(table, sick, findings);
    }

    /** A number that stands for a missing cell. */
    private static Table hidden(Table table, String name, int code, List<String> findings) {
        Table.Column column = table.column(name);
        double[] values = column.values().clone();
        int n = 0;
        for (int r = 0; r < values.length; r++) {
            double value = !column.categorical() || Double.isNaN(values[r]) ? values[r] : Double.parseDouble(column.categories().get((int) values[r]));
            if (value == code) {
                values[r] = Double.NaN;
                n++;
            }
        }
        if (n == 0) {
            return table;
        }
        findings.add(String.format(Locale.ROOT, "`%s` = %d in %d row%s stands for a missing cell (UCI's file has `?` there), and is taken as one.", name, code, n, n == 1 ? "" : "s"));
        return Table.of(table.columns().stream().map(c -> c == column ? new Table.Column(name, c.categories(), values) : c).toList());
    }

    /** Whether class 1 is the healthier one, by two signs that no one disputes. */
    private static boolean turned(Table table, int[] y) {
        return difference(table.column("exang").values(), y) < 0 && difference(table.column("oldpeak").values(), y) < 0;
    }

    /** Mean where y is 1 less the mean where it is 0. */
    private static double difference(double[] values, int[] y) {
        return of(values, y, 1).average().orElse(0) - of(values, y, 0).average().orElse(0);
    }

    private static DoubleStream of(double[] values, int[] y, int which) {
        return IntStream.range(0, y.length).filter(r -> y[r] == which && !Double.isNaN(values[r])).mapToDouble(r -> values[r]);
    }
}
