package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Slice;
import java.util.Locale;

/** One field of a dataset's samples. */
abstract sealed class Column permits StoredColumn, LoadedColumn {
    private final Field field;
    private final int rows;
    // Kept, because a shape counts its size anew.
    private final int rowSize;

    Column(Field field, int rows) {
        this.field = field;
        this.rows = rows;
        this.rowSize = field.sample().size();
    }

    Field field() {
        return field;
    }

    String name() {
        return field.name();
    }

    /** Samples that there are. */
    int rows() {
        return rows;
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
    abstract void copy(int[] order, int first, int count, float[] target, int offset);

    /** Copies the rows {@code order[first]} to {@code order[first + count - 1]}; floats become ints where they are whole. */
    abstract void copy(int[] order, int first, int count, int[] target, int offset);

    final void requireRoom(int count, int length, int offset) {
        long needed = (long) count * rowSize;
        if (offset < 0 || needed > length - (long) offset) {
            throw new DypException(String.format(Locale.ROOT, "%,d rows of %,d numbers were to be copied to position %,d of an"
                    + " array of %,d: they do not fit. Use a longer array or fewer rows.", count, rowSize, offset, length));
        }
    }
}
