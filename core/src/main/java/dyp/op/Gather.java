package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Reading and writing by index. Indices are int32; one outside the range reads 0 and writes nothing. */
public sealed interface Gather extends Op permits Gather.Take, Gather.ScatterAdd, Gather.OneHot, Sample, Argsort {

    /** Slices of x along an axis: that axis is replaced by the indices' axes. Inputs: x, indices. */
    record Take(int axis) implements Gather {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape x = inputs.get(0).shape();
            Shape index = indices(inputs.get(1), "gather").shape();
            int[] dims = new int[x.rank() - 1 + index.rank()];
            System.arraycopy(x.dims(), 0, dims, 0, axis);
            System.arraycopy(index.dims(), 0, dims, axis, index.rank());
            System.arraycopy(x.dims(), axis + 1, dims, axis + index.rank(), x.rank() - axis - 1);
            return Shape.of(dims);
        }

        @Override
        public DType dtype(List<Tensor> inputs) {
            return inputs.getFirst().dtype();
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            Tensor x = out.input(0);
            return Arrays.asList(Tensor.make(new ScatterAdd(axis, x.shape()), grad, out.input(1)), null);
        }
    }

    /** Zeros of {@code to}, to which each slice of g is added at its index, in the order of the indices. Inputs: g, indices. */
    record ScatterAdd(int axis, Shape to) implements Gather {
        @Override
        public Shape shape(List<Tensor> inputs) {
            indices(inputs.get(1), "scatter_add");
            return to;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return Arrays.asList(Tensor.make(new Take(axis), grad, out.input(1)), null);
        }

        @Override
        public String label() {
            return "scatter_add";
        }
    }

    /** A new last axis of {@code depth} zeros with a one at the index. Input: indices. */
    record OneHot(int depth) implements Gather {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape index = indices(inputs.getFirst(), "one_hot").shape();
            int[] dims = Arrays.copyOf(index.dims(), index.rank() + 1);
            dims[index.rank()] = depth;
            return Shape.of(dims);
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return Arrays.asList((Tensor) null);
        }

        @Override
        public String label() {
            return "one_hot";
        }
    }

    private static Tensor indices(Tensor t, String label) {
        if (t.dtype() != DType.INT32) {
            throw new DypException("[" + label + "] indices must be int32, but " + t.dtype() + t.shape() + " came. Use cast(INT32).");
        }
        return t;
    }
}
