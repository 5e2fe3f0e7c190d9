package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Locale;

/** Targets read as class numbers. */
final class Labels {
    /** More classes than any model has outputs for; a larger number is no class, and no reason to allocate that much. */
    private static final int MOST_CLASSES = 1 << 24;

    private Labels() {}

    /** The class of each row of the view, in its order: the one number of the target, or the place of a one-hot row's 1. */
    static int[] classes(Dataset data) {
        StoredColumn y = data.y();
        int[] rows = data.rows();
        int[] classes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int flat = rows[i] * y.rowSize();
            classes[i] = y.rowSize() == 1 ? number(y, flat) : oneHot(y, flat);
        }
        return classes;
    }

    /** How often each class occurs; as long as the largest class number asks for. */
    static int[] counts(int[] classes) {
        int most = -1;
        for (int c : classes) {
            most = Math.max(most, c);
        }
        int[] counts = new int[most + 1];
        for (int c : classes) {
            counts[c]++;
        }
        return counts;
    }

    private static int number(StoredColumn y, int flat) {
        double value = y.array().at(flat);
        int whole = (int) value;
        if (whole != value || whole < 0 || whole >= MOST_CLASSES) {
            throw noClass(y, flat, (float) value);
        }
        return whole;
    }

    private static int oneHot(StoredColumn y, int flat) {
        NDArray array = y.array();
        int found = -1;
        for (int j = 0; j < y.rowSize(); j++) {
            double value = array.at(flat + j);
            if (value != 0 && (value != 1 || found >= 0)) {
                throw noClass(y, flat + j, (float) value);
            }
            found = value == 1 ? j : found;
        }
        if (found < 0) {
            throw noClass(y, flat, 0);
        }
        return found;
    }

    private static DypException noClass(StoredColumn y, int flat, float value) {
        String wanted = y.rowSize() == 1
                ? "Each target must be one class number, whole and 0 or more"
                : "Each target of " + y.array().shape().sample() + " must be one-hot (a single 1, the rest 0)";
        String shown = y.array().dtype() == DType.INT32 ? Integer.toString(y.array().ints()[flat]) : Float.toString(value);
        return new DypException(String.format(Locale.ROOT, "%s, to count or share out classes; but y holds %s at %s."
                + " Use split(...) where the targets are no classes.", wanted, shown, y.position(flat)));
    }
}
