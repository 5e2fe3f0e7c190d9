package dyp.labs.classic;

import dyp.tensor.DypException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows of numbers as Tribuo's examples. Zeros are kept: it cannot add up a batch in which some rows have all features and others not. */
final class Samples {
    /** Held here, or the setting is forgotten with the logger. */
    private static final Logger LOGGER = Logger.getLogger("org.tribuo");

    static {
        LOGGER.setLevel(Level.WARNING);
    }

    private Samples() {}

    /** @throws DypException where rows, classes or numbers do not fit together */
    static MutableDataset<Label> of(float[][] x, int[] y) {
        check(x, y);
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data = new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
        String[] names = IntStream.range(0, x[0].length).mapToObj(i -> String.format("%08d", i)).toArray(String[]::new);
        for (int row = 0; row < x.length; row++) {
            float[] values = x[row];
            data.add(new ArrayExample<>(new Label(Integer.toString(y[row])), names.clone(), IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray()));
        }
        return data;
    }

    static void check(float[][] x, int[] y) {
        if (x.length == 0 || x.length != y.length) {
            throw new DypException("Every sample needs a row of features and a class, but " + x.length + " rows and " + y.length + " classes came.");
        }
        for (int row = 0; row < x.length; row++) {
            if (x[row].length != x[0].length) {
                throw new DypException("All rows have as many features, but row 0 has " + x[0].length + " and row " + row + " has " + x[row].length + ".");
            }
            for (float value : x[row]) {
                if (!Float.isFinite(value)) {
                    throw new DypException("Row " + row + " holds " + value + ". Fill in missing values first.");
                }
            }
            if (y[row] < 0) {
                throw new DypException("Classes are numbers from 0, but row " + row + " is of class " + y[row] + ".");
            }
        }
    }

    static int classes(int[] y) {
        return IntStream.of(y).max().orElseThrow() + 1;
    }

    /** Which column each of Tribuo's features is. */
    static int[] columns(ImmutableFeatureMap features) {
        return IntStream.range(0, features.size()).map(id -> Integer.parseInt(features.get(id).getName())).toArray();
    }

    /** @throws DypException where rows to be told apart are of another width than those that were learned from */
    static void width(float[][] x, int features) {
        for (float[] row : x) {
            if (row.length != features) {
                throw new DypException("It has learned from rows of " + features + " features, but a row of " + row.length + " came.");
            }
        }
    }
}
