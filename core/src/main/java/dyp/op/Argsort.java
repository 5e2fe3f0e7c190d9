package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The indices that bring each row (last axis) into descending order, int32; equal numbers stay in the order in which they stand. Input: x.
 * No gradient flows through an order.
 */
public record Argsort() implements Gather {
    @Override
    public Shape shape(List<Tensor> inputs) {
        Shape x = inputs.getFirst().shape();
        if (x.rank() == 0) {
            throw new DypException("[argsort] a scalar has no order. Give a tensor of one axis or more.");
        }
        return x;
    }

    @Override
    public DType dtype(List<Tensor> inputs) {
        return DType.INT32;
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        return Arrays.asList((Tensor) null);
    }
}
