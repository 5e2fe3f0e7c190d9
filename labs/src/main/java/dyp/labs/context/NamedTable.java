package dyp.labs.context;

import dyp.formats.csv.CsvFormat;
import dyp.formats.csv.Table;
import dyp.labs.table.HeartTable;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table to compare on.
 *
 * @param features columns; NaN where a cell is missing
 * @param y class numbers from 0
 * @param file it was read from; empty where it is made up
 */
record NamedTable(String name, Table features, int[] y, int classes, Optional<Path> file) {
    /** How many made-up tables there are where no real ones are given. */
    private static final int MADE = 6;
    private static final long HELD_OUT = 0x5EED;

    /**
     * Iris, wine, breast cancer and heart disease.
     *
     * @param folder has {@code iris.csv}, {@code wine.csv} and {@code breast_cancer_wdbc.csv}, or a folder {@code tabular} that does; the heart
     *     disease table is there too, or in a folder {@code heart-disease} within or beside it
     * @throws DypException which names the file that is missing
     */
    static List<NamedTable> read(Path folder) {
        Path heart = find(folder, "processed.cleveland.data");
        HeartTable cleveland = HeartTable.read(heart);
        return List.of(of(find(folder, "iris.csv"), "iris", "species"), of(find(folder, "wine.csv"), "wine", "class"),
                of(find(folder, "breast_cancer_wdbc.csv"), "breast cancer", "diagnosis", "id"),
                new NamedTable("heart", cleveland.features(), cleveland.sick(), 2, Optional.of(heart)));
    }

    private static Path find(Path folder, String file) {
        Path up = Optional.ofNullable(folder.toAbsolutePath().getParent()).orElse(folder);
        return Stream.of(folder, folder.resolve("tabular"), folder.resolve("heart-disease"), up.resolve("tabular"), up.resolve("heart-disease"))
                .map(p -> p.resolve(file)).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new DypException("There is no " + file + " in " + folder + ", nor in the folders tabular and heart-disease within or beside it. Give the folder that has it."));
    }

    private static NamedTable of(Path file, String name, String target, String... dropped) {
        Table table = CsvFormat.comma().categorical(target).read(file);
        int[] y = table.target(target).ints().clone();
        Table features = table.without(target);
        return new NamedTable(name, dropped.length == 0 ? features : features.without(dropped), y, table.column(target).categories().size(), Optional.of(file));
    }

    /** Tables from the prior that the network was trained on, by a seed that its training did not see. */
    static List<NamedTable> synthetic(long seed) {
        return IntStream.range(0, MADE).mapToObj(i -> {
            SmallTable t = Prior.table(160, 80, 4 + 2 * i, HELD_OUT, seed, i);
            List<Table.Column> columns = new ArrayList<>();
            for (int f = 0; f < t.features(); f++) {
                int at = f;
                columns.add(new Table.Column("x" + f, List.of(), IntStream.range(0, t.x().length).mapToDouble(r -> t.x()[r][at]).toArray()));
            }
            return common("made up " + (i + 1), columns, t.y());
        }).toList();
    }

    /** Without the classes that are too rare to be in both halves, and without columns that some half could lack altogether. */
    private static NamedTable common(String name, List<Table.Column> columns, int[] y) {
        int[] counts = new int[ContextNetwork.CLASSES];
        Arrays.stream(y).forEach(k -> counts[k]++);
        int[] rows = IntStream.range(0, y.length).filter(r -> counts[y[r]] >= 6).toArray();
        int[] kept = IntStream.range(0, counts.length).filter(k -> counts[k] >= 6).toArray();
        Table table = Table.of(columns.stream().filter(c -> c.missing() < y.length / 2).toList()).rows(rows);
        int[] renamed = Arrays.stream(rows).map(r -> Arrays.binarySearch(kept, y[r])).toArray();
        return new NamedTable(name, table, renamed, kept.length, Optional.empty());
    }

    /** The network's view: categories are numbers, cells may be missing. */
    float[][] raw(int[] rows) {
        NDArray numbers = features.rows(rows).numbers();
        int width = features.columns().size();
        return IntStream.range(0, rows.length).mapToObj(r -> Arrays.copyOfRange(numbers.floats(), r * width, (r + 1) * width)).toArray(float[][]::new);
    }

    int[] classes(int[] rows) {
        return Arrays.stream(rows).map(r -> y[r]).toArray();
    }
}
