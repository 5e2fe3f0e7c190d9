package dyp.formats.file;

import dyp.tensor.Shape;

/** Goes through an array's elements, row by row, that lie elsewhere in another order. */
public final class Strides {
    private Strides() {}

    /** Takes the i-th element, which lies at a place. */
    @FunctionalInterface
    public interface Visit<E extends Exception> {
        void element(int i, int place) throws E;
    }

    /**
     * Visits every element of a shape: the one of an index lies at {@code offset + sum of index * stride}.
     *
     * @param strides one per axis; negative ones go backwards
     */
    public static <E extends Exception> void walk(Shape shape, long offset, long[] strides, Visit<E> visit) throws E {
        int rank = shape.rank();
        int[] dims = shape.dims();
        int[] index = new int[rank];
        long at = offset;
        for (int i = 0; i < shape.size(); i++) {
            visit.element(i, (int) at);
            for (int axis = rank - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < dims[axis]) {
                    break;
                }
                at -= strides[axis] * index[axis];
                index[axis] = 0;
            }
        }
    }
}
