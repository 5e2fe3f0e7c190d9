package dyp.labs.ecg;

import dyp.formats.csv.CsvFormat;
import dyp.formats.csv.Table;
import dyp.formats.file.Unpacked;
import dyp.store.Npy;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of the UCR time series archive (Dau et al. 2019): {@code NAME_TRAIN} and {@code NAME_TEST}, a curve to a row, its class in front. Read from
 * the archive's own text (numbers apart by blanks), tabs, CSV with or without a line of names, also packed by gzip, and NumPy's arrays.
 *
 * @param train the training part
 * @param test the test part
 * @param files the two files that were read
 */
public record UcrFiles(Beats train, Beats test, List<Path> files) {
    private static final List<String> ENDINGS = List.of(".txt", ".tsv", ".csv", ".csv.gz", ".npy");

    public UcrFiles {
        files = List.copyOf(files);
    }

    /**
     * Reads both parts.
     *
     * @param classes what the classes are called, in the order of the numbers in the files
     * @throws DypException where a file is missing or damaged, the two do not fit together, or there are other classes
     */
    public static UcrFiles read(Path folder, String name, List<String> classes) {
        Path train = file(folder, name + "_TRAIN"), test = file(folder, name + "_TEST");
        NDArray learned = rows(train), judged = rows(test);
        if (learned.shape().dim(1) != judged.shape().dim(1)) {
            throw new DypException(train + " has curves of " + (learned.shape().dim(1) - 1) + " points, " + test + " of " + (judged.shape().dim(1) - 1)
                    + ". Give the two parts of one set.");
        }
        double[] labels = labels(learned);
        if (labels.length != classes.size()) {
            throw new DypException(train + " has the classes " + Arrays.toString(labels) + ", but " + name + " has " + classes.size() + ": " + classes
                    + ". Check that it is the set that was meant, with the class in the first column.");
        }
        return new UcrFiles(beats(learned, labels, classes, train), beats(judged, labels, classes, test), List.of(train, test));
    }

    private static Path file(Path folder, String stem) {
        if (!Files.isDirectory(folder)) {
            throw new DypException(folder + " is no folder. Give the folder with " + stem + ".txt (or .tsv, .csv, .csv.gz, .npy) in it.");
        }
        return ENDINGS.stream().map(e -> folder.resolve(stem + e)).filter(Files::exists).findFirst().orElseThrow(() -> new DypException(
                "There is no " + stem + ".txt (or .tsv, .csv, .csv.gz, .npy) in " + folder + ". Check the folder given with --data."));
    }

    private static NDArray rows(Path file) {
        NDArray rows = file.toString().endsWith(".npy") ? Npy.read(file) : text(file);
        if (rows.shape().rank() != 2 || rows.shape().dim(0) < 1 || rows.shape().dim(1) < 3) {
            throw new DypException(file + " has to hold rows of a class and two points or more, but is " + rows.shape() + ".");
        }
        return rows.toFloat();
    }

    /** The separator, and whether the first line names columns, are seen at that line. */
    private static NDArray text(Path file) {
        String first = Unpacked.read(file, content -> new BufferedReader(new InputStreamReader(content.text(), StandardCharsets.UTF_8)).readLine());
        if (first == null || first.isBlank()) {
            throw new DypException(file + " is empty, or begins with an empty line. Fetch it anew.");
        }
        char separator = first.contains(",") ? ',' : ' ';
        String[] cells = first.strip().split(separator == ',' ? "," : "\\s+");
        boolean numbers = Stream.of(cells).allMatch(c -> c.strip().matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"));
        CsvFormat format = CsvFormat.separated(separator);
        String[] names = IntStream.range(0, cells.length).mapToObj(i -> i == 0 ? "class" : "point " + i).toArray(String[]::new);
        Table table = numbers ? format.names(names).numeric(names).read(file) : format.read(file);
        table.columns().stream().filter(c -> c.categorical() || c.missing() > 0).findFirst().ifPresent(c -> {
            throw new DypException(file + " has cells in column '" + c.name() + "' that are missing or no numbers, but all have to be numbers, the class first.");
        });
        return table.numbers();
    }

    private static double[] labels(NDArray rows) {
        TreeSet<Double> all = new TreeSet<>();
        for (int i = 0; i < rows.shape().dim(0); i++) {
            all.add(rows.get(i, 0));
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Each curve with mean 0 and deviation 1, as the archive has most of them already. */
    private static Beats beats(NDArray rows, double[] labels, List<String> classes, Path file) {
        int n = rows.shape().dim(0), length = rows.shape().dim(1) - 1;
        NDArray x = NDArray.zeros(Shape.of(n, length, 1));
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = Arrays.binarySearch(labels, rows.get(i, 0));
            if (y[i] < 0) {
                throw new DypException(file + " has the class " + rows.get(i, 0) + " in row " + i + ", which the training part does not have: " + Arrays.toString(labels) + ".");
            }
            float[] curve = new float[length];
            for (int t = 0; t < length; t++) {
                curve[t] = (float) rows.get(i, t + 1);
                if (!Float.isFinite(curve[t])) {
                    throw new DypException(file + " has a number in row " + i + " that is missing or infinite. Leave such rows out.");
                }
            }
            System.arraycopy(Beats.standardized(curve), 0, x.floats(), i * length, length);
        }
        return new Beats(x, NDArray.of(y), List.of(), classes, Double.NaN);
    }
}
