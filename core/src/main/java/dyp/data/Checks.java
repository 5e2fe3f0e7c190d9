package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What is looked at before a training starts: one pass over the numbers, so that bad data is named by row and not met as
 * a loss of NaN an hour later. Rows in messages are those of the arrays given, whatever the order of the view.
 */
final class Checks {
    private Checks() {}

    static void notEmpty(Dataset data) {
        if (data.size() == 0) {
            throw new DypException("The dataset is empty, but training needs 1 sample or more. Check what was loaded, and what"
                    + " take, skip or rows left of it.");
        }
    }

    static void finite(Dataset data) {
        int[] rows = data.rows();
        data.columns().stream().filter(c -> c.field().dtype() == DType.FLOAT32).forEach(c -> {
            // What is not loaded yet is not looked at.
            if (c instanceof StoredColumn stored) {
                finite(stored, rows);
            }
        });
    }

    private static void finite(StoredColumn column, int[] rows) {
        float[] values = column.array().floats();
        int size = column.rowSize();
        int bad = Integer.MAX_VALUE;
        for (int row : rows) {
            if (row < bad && notFinite(values, row * size, size) >= 0) {
                bad = row;
            }
        }
        if (bad < Integer.MAX_VALUE) {
            int flat = notFinite(values, bad * size, size);
            String what = Float.isNaN(values[flat]) ? "NaN" : values[flat] > 0 ? "infinity" : "-infinity";
            throw new DypException(column.name() + " holds " + what + " at " + column.position(flat)
                    + ". Remove or fill the row before training.");
        }
    }

    /** Where the first value that is not finite lies, or -1. */
    private static int notFinite(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    static void labels(Dataset data, StoredColumn y, int classes, int... besides) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int bad = Integer.MAX_VALUE;
        for (int row : data.rows()) {
            for (int flat = row * y.rowSize(), end = flat + y.rowSize(); flat < end; flat++) {
                double label = y.array().at(flat);
                if (label != Math.rint(label) || Double.isInfinite(label)) {
                    throw new DypException("Labels must be whole numbers, but " + y.name() + " holds " + (float) label + " at "
                            + y.position(flat) + ". Give class numbers from 0, or use a loss for float targets.");
                }
                if (Arrays.stream(besides).anyMatch(b -> b == label)) {
                    continue;
                }
                least = Math.min(least, label);
                most = Math.max(most, label);
                if (label < 0 || label >= classes) {
                    bad = Math.min(bad, row);
                }
            }
        }
        if (bad < Integer.MAX_VALUE) {
            String remedy = least < 0 ? "Number the classes from 0." : "Use more outputs or correct the labels.";
            throw new DypException(String.format(Locale.ROOT, "Labels run from %.0f to %.0f but the model has %d output%s"
                    + " (0 to %d). First seen at row %,d. %s", least, most, classes, classes == 1 ? "" : "s", classes - 1,
                    bad, remedy));
        }
    }
}
