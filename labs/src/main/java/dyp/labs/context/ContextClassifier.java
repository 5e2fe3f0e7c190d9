package dyp.labs.context;

import static dyp.nn.Layers.input;

import dyp.nn.Input;
import dyp.store.Npz;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Classifies the rows of small tables without being trained on them: a network that has learned on made-up tables how tables go reads the
 * known rows and the asked ones together, and answers.
 *
 * <pre>{@code
 * double[][] p = ContextClassifier.create().fit(x, y).probabilities(unseen);
 * }</pre>
 *
 * <p>Features may be of any scale, categories are numbers of theirs, and NaN is a missing cell. Neither the order of rows nor that of columns matters, and
 * no asked row has an influence on another's answer, beyond rounding.
 */
public final class ContextClassifier {
    /** Columns that a table may have. */
    public static final int FEATURES = 40;
    /** Known rows that a table may have. */
    public static final int ROWS = 1000;
    /** Classes that a table may have. */
    public static final int CLASSES = ContextNetwork.CLASSES;
    private static final String SHIPPED = "context.npz";
    /** So many numberings of the classes are asked about, and the mean is taken: the network knows them by number. */
    private static final int NUMBERINGS = 4;
    /** Asked rows that go through at once; fewer are filled up to one of these, so that a few programs serve all. */
    private static final int[] BATCHES = {16, 64, 256};

    private final Map<String, NDArray> weights;
    private final ContextNetwork network;
    private final Map<List<Integer>, Model> models = new LinkedHashMap<>();
    private float[][] x;
    private int[] y;
    private int classes;

    ContextClassifier(ContextNetwork network, Map<String, NDArray> weights) {
        this.network = network;
        this.weights = Map.copyOf(weights);
    }

    /** With the weights that come with this module. */
    public static ContextClassifier create() {
        return new ContextClassifier(Pretraining.NETWORK, shipped());
    }

    private static Map<String, NDArray> shipped() {
        try (InputStream in = ContextClassifier.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new DypException("The weights " + SHIPPED + " are not beside the class ContextClassifier. Build the module labs with its resources.");
            }
            Path file = Files.createTempFile("dyp-context", ".npz");
            try {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                return Npz.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new DypException("The weights " + SHIPPED + " could not be unpacked: " + e + ". Check the space for temporary files.", e);
        }
    }

    /**
     * Takes the known rows, and computes nothing.
     *
     * @param rows a row of features per sample; NaN where one is missing
     * @param classNumbers from 0
     * @return this
     * @throws DypException where there are more rows, features or classes than the network can read
     */
    public ContextClassifier fit(float[][] rows, int[] classNumbers) {
        if (rows.length == 0 || rows.length != classNumbers.length) {
            throw new DypException("Every known row needs its class, but " + rows.length + " rows and " + classNumbers.length + " classes came.");
        }
        limit("rows with a known class", rows.length, ROWS, "Take a part of them, each class with its share, or use a model that is trained.");
        limit("features", rows[0].length, FEATURES, "Choose the most telling ones, or use a model that is trained.");
        int most = Arrays.stream(classNumbers).max().orElseThrow();
        if (Arrays.stream(classNumbers).min().orElseThrow() < 0) {
            throw new DypException("Classes are numbers from 0, but a negative one came.");
        }
        limit("classes", most + 1, CLASSES, "Join the rarest, or use a model that is trained.");
        if (rows[0].length == 0 || Arrays.stream(classNumbers).distinct().count() < 2) {
            throw new DypException("There is nothing to tell apart: a table needs a feature at least and known rows of two classes.");
        }
        check(rows, rows[0].length);
        x = rows;
        y = classNumbers.clone();
        classes = most + 1;
        return this;
    }

    private static void limit(String what, int n, int most, String instead) {
        if (n > most) {
            throw new DypException("This network reads tables of up to " + most + " " + what + ", but there are " + n + ". " + instead);
        }
    }

    private static void check(float[][] rows, int features) {
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != features) {
                throw new DypException("All rows have " + features + " features, but row " + r + " (from 0) has " + rows[r].length + ".");
            }
            for (float v : rows[r]) {
                if (Float.isInfinite(v)) {
                    throw new DypException("Row " + r + " (from 0) holds an infinite number. Missing cells are NaN.");
                }
            }
        }
    }

    /**
     * How likely each class is: (rows, classes), each row's sum 1.
     *
     * @throws DypException before {@link #fit}, or where the rows have other features
     */
    public double[][] probabilities(float[][] asked) {
        if (x == null) {
            throw new DypException("No known rows yet: call fit(x, y) first.");
        }
        check(asked, x[0].length);
        double[][] p = new double[asked.length][];
        for (int from = 0; from < asked.length;) {
            int n = Math.min(asked.length - from, BATCHES[BATCHES.length - 1]);
            double[][] part = answer(Arrays.copyOfRange(asked, from, from + n));
            System.arraycopy(part, 0, p, from, n);
            from += n;
        }
        return p;
    }

    /** The likeliest class of each row. */
    public int[] classes(float[][] asked) {
        return Arrays.stream(probabilities(asked)).mapToInt(p -> IntStream.range(0, p.length).reduce(0, (a, b) -> p[b] > p[a] ? b : a)).toArray();
    }

    private double[][] answer(float[][] asked) {
        int filled = Arrays.stream(BATCHES).filter(b -> b >= asked.length).findFirst().orElseThrow();
        float[][] all = Arrays.copyOf(x, x.length + filled);
        System.arraycopy(asked, 0, all, x.length, asked.length);
        Arrays.fill(all, x.length + asked.length, all.length, asked[0]);
        int features = x[0].length, members = Math.min(classes, NUMBERINGS);

        float[] cells = new float[features * all.length * Cells.CHANNELS];
        Cells.write(new SmallTable(all, new int[all.length], x.length, classes), cells, 0);
        NDArray table = NDArray.zeros(Shape.of(members, features, all.length, Cells.CHANNELS));
        NDArray known = NDArray.zeros(Shape.of(members, x.length, CLASSES));
        for (int m = 0; m < members; m++) {
            System.arraycopy(cells, 0, table.floats(), m * cells.length, cells.length);
            for (int r = 0; r < x.length; r++) {
                known.floats()[(m * x.length + r) * CLASSES + (y[r] + m) % classes] = 1;
            }
        }
        NDArray logits = model(features, x.length, filled).predict(table, known);
        return mean(logits, members, filled, asked.length);
    }

    /** The mean over the numberings, each class by its own number again. */
    private double[][] mean(NDArray logits, int members, int filled, int rows) {
        double[][] p = new double[rows][classes];
        for (int m = 0; m < members; m++) {
            for (int r = 0; r < rows; r++) {
                int at = (m * filled + r) * CLASSES;
                double[] e = new double[classes];
                double top = Double.NEGATIVE_INFINITY, sum = 0;
                for (int k = 0; k < classes; k++) {
                    top = Math.max(top, logits.floats()[at + k]);
                }
                for (int k = 0; k < classes; k++) {
                    sum += e[k] = Math.exp(logits.floats()[at + (k + m) % classes] - top);
                }
                for (int k = 0; k < classes; k++) {
                    p[r][k] += e[k] / sum / members;
                }
            }
        }
        return p;
    }

    /** A program has fixed shapes, so each shape of table has a model of its own with the same weights. */
    private Model model(int features, int known, int asked) {
        return models.computeIfAbsent(List.of(features, known, asked), _ -> {
            Input cells = input(features, known + asked, Cells.CHANNELS), told = input(known, CLASSES);
            Model model = Model.of(List.of(cells, told), List.of(network.named("context").on(cells, told)));
            Map<String, NDArray> named = new LinkedHashMap<>();
            weights.forEach((name, value) -> named.put("context/" + name, value));
            Weights.load(model, named, SHIPPED);
            return model;
        });
    }
}
