package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Slice;
import java.util.Locale;

/** One field of a dataset's samples, and how their rows are copied in another order without allocating. */
final class Column {
    private final String name;
    private final NDArray array;
    // Kept, because NDArray.rowSize() builds a shape.
    private final int rowSize;

    Column(String name, NDArray array) {
        this.name = name;
        this.array = array;
        this.rowSize = array.rowSize();
    }

    Field field() {
        return new Field(name, array.dtype(), array.shape().sample());
    }

    String name() {
        return name;
    }

    NDArray array() {
        return array;
    }

    int rowSize() {
        return rowSize;
    }

    /** Copies the rows {@code order[first]} to {@code order[first + count - 1]}, turned to the target's type. */
    void copy(int[] order, int first, int count, Slice target) {
        if (target.dtype() == DType.INT32) {
            copy(order, first, count, target.ints(), target.offset());
        } else {
            copy(order, first, count, target.floats(), target.offset());
        }
    }

    /** Copies the rows {@code order[first]} to {@code order[first + count - 1]}; ints become floats. */
    void copy(int[] order, int first, int count, float[] target, int offset) {
        requireRoom(count, target.length, offset);
        if (array.dtype() == DType.INT32) {
            toFloats(order, first, count, target, offset);
            return;
        }
        float[] source = array.floats();
        for (int i = 0; i < count; i++) {
            System.arraycopy(source, order[first + i] * rowSize, target, offset + i * rowSize, rowSize);
        }
    }

    /** Copies the rows {@code order[first]} to {@code order[first + count - 1]}; floats become ints where they are whole. */
    void copy(int[] order, int first, int count, int[] target, int offset) {
        requireRoom(count, target.length, offset);
        if (array.dtype() == DType.FLOAT32) {
            toInts(order, first, count, target, offset);
            return;
        }
        int[] source = array.ints();
        for (int i = 0; i < count; i++) {
            System.arraycopy(source, order[first + i] * rowSize, target, offset + i * rowSize, rowSize);
        }
    }

    private void toFloats(int[] order, int first, int count, float[] target, int offset) {
        int[] source = array.ints();
        int to = offset;
        for (int i = first; i < first + count; i++) {
            int from = order[i] * rowSize;
            for (int j = 0; j < rowSize; j++) {
                target[to++] = source[from + j];
            }
        }
    }

    private void toInts(int[] order, int first, int count, int[] target, int offset) {
        float[] source = array.floats();
        int to = offset;
        for (int i = first; i < first + count; i++) {
            int from = order[i] * rowSize;
            for (int j = 0; j < rowSize; j++) {
                float value = source[from + j];
                int whole = (int) value;
                // In doubles, because 2^31 as a float would pass for the clamped 2^31 - 1; NaN is unequal to all.
                if ((double) whole != value) {
                    throw new DypException(String.format(Locale.ROOT, "%s are read as whole numbers, but %s holds %s at %s. %s",
                            name.startsWith("y") ? "The targets" : "The samples", name, value, position(from + j), name.startsWith("y")
                            ? "Give labels as whole numbers, or use a loss for float targets." : "Round them first."));
                }
                target[to++] = whole;
            }
        }
    }

    /** Where a flat element lies, in words: {@code row 17, position (3, 5)}. */
    String position(int flat) {
        int row = flat / rowSize;
        int rest = flat - row * rowSize;
        int rank = array.shape().rank();
        StringBuilder position = new StringBuilder();
        for (int axis = rank - 1; axis > 0; axis--) {
            int length = array.shape().dim(axis);
            position.insert(0, axis == rank - 1 ? rest % length : rest % length + ", ");
            rest /= length;
        }
        return String.format(Locale.ROOT, rank == 1 ? "row %,d" : "row %,d, position (%s)", row, position);
    }

    private void requireRoom(int count, int length, int offset) {
        long needed = (long) count * rowSize;
        if (offset < 0 || needed > length - (long) offset) {
            throw new DypException(String.format(Locale.ROOT, "%,d rows of %,d numbers were to be copied to position %,d of an"
                    + " array of %,d: they do not fit. Use a longer array or fewer rows.", count, rowSize, offset, length));
        }
    }
}
