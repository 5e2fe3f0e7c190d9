package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Locale;

/** A column that is an array, whose rows are copied in another order without allocating. */
final class StoredColumn extends Column {
    private final NDArray array;

    StoredColumn(String name, NDArray array) {
        super(new Field(name, array.dtype(), array.shape().sample()), array.shape().dim(0));
        this.array = array;
    }

    NDArray array() {
        return array;
    }

    @Override
    void copy(int[] order, int first, int count, float[] target, int offset) {
        requireRoom(count, target.length, offset);
        if (array.dtype() == DType.INT32) {
            toFloats(order, first, count, target, offset);
            return;
        }
        float[] source = array.floats();
        for (int i = 0; i < count; i++) {
            System.arraycopy(source, order[first + i] * rowSize(), target, offset + i * rowSize(), rowSize());
        }
    }

    @Override
    void copy(int[] order, int first, int count, int[] target, int offset) {
        requireRoom(count, target.length, offset);
        if (array.dtype() == DType.FLOAT32) {
            toInts(order, first, count, target, offset);
            return;
        }
        int[] source = array.ints();
        for (int i = 0; i < count; i++) {
            System.arraycopy(source, order[first + i] * rowSize(), target, offset + i * rowSize(), rowSize());
        }
    }

    private void toFloats(int[] order, int first, int count, float[] target, int offset) {
        int[] source = array.ints();
        int to = offset;
        for (int i = first; i < first + count; i++) {
            int from = order[i] * rowSize();
            for (int j = 0; j < rowSize(); j++) {
                target[to++] = source[from + j];
            }
        }
    }

    private void toInts(int[] order, int first, int count, int[] target, int offset) {
        float[] source = array.floats();
        int to = offset;
        for (int i = first; i < first + count; i++) {
            int from = order[i] * rowSize();
            for (int j = 0; j < rowSize(); j++) {
                float value = source[from + j];
                int whole = (int) value;
                // In doubles, because 2^31 as a float would pass for the clamped 2^31 - 1; NaN is unequal to all.
                if ((double) whole != value) {
                    throw new DypException(String.format(Locale.ROOT, "%s are read as whole numbers, but %s holds %s at %s. %s",
                            name().startsWith("y") ? "The targets" : "The samples", name(), value, position(from + j), name().startsWith("y")
                            ? "Give labels as whole numbers, or use a loss for float targets." : "Round them first."));
                }
                target[to++] = whole;
            }
        }
    }

    /** Where a flat element lies, in words: {@code row 17, position (3, 5)}. */
    String position(int flat) {
        int row = flat / rowSize();
        int rest = flat - row * rowSize();
        int rank = array.shape().rank();
        StringBuilder position = new StringBuilder();
        for (int axis = rank - 1; axis > 0; axis--) {
            int length = array.shape().dim(axis);
            position.insert(0, axis == rank - 1 ? rest % length : rest % length + ", ");
            rest /= length;
        }
        return String.format(Locale.ROOT, rank == 1 ? "row %,d" : "row %,d, position (%s)", row, position);
    }
}
