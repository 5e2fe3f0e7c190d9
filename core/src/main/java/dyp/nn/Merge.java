package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Several inputs become one, number by number: (batch, ...) each -> (batch, ...). Where axes are missing they are put in behind the batch with
 * length 1; axes of length 1 stretch. A step counts in the result where it counts in any input, if all inputs have a mask.
 */
public sealed interface Merge extends Joint {
    /** The inputs, of one rank, merged; what masks do to values is done here. */
    Tensor merge(List<Tensor> inputs, List<Tensor> masks);

    @Override
    default List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        if (inputs.isEmpty()) {
            throw new DypException(kind() + " needs at least one input, but none came.");
        }
        int rank = inputs.stream().mapToInt(x -> x.shape().rank()).max().orElseThrow();
        List<Tensor> masks = Masks.of(inputs, scope);
        Tensor y = merge(inputs.stream().map(x -> widened(x, rank)).toList(), masks);
        Tensor mask = Masks.any(masks);
        if (mask != null) {
            scope.mask(y, mask);
        }
        return List.of(y);
    }

    private static Tensor widened(Tensor x, int rank) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        dims[0] = x.shape().dim(0);
        int missing = rank - x.shape().rank();
        System.arraycopy(x.shape().dims(), 1, dims, 1 + missing, rank - 1 - missing);
        return x.reshape(dims);
    }

    /** The sum. */
    record Add() implements Merge {
        @Override
        public Tensor merge(List<Tensor> inputs, List<Tensor> masks) {
            return inputs.stream().reduce(Tensor::add).orElseThrow();
        }
    }

    /** The first of two, less the second. */
    record Subtract() implements Merge {
        @Override
        public Tensor merge(List<Tensor> inputs, List<Tensor> masks) {
            if (inputs.size() != 2) {
                throw new DypException("subtract takes two inputs, but " + inputs.size() + " came.");
            }
            return inputs.get(0).sub(inputs.get(1));
        }
    }

    /** The mean. */
    record Average() implements Merge {
        @Override
        public Tensor merge(List<Tensor> inputs, List<Tensor> masks) {
            return inputs.stream().reduce(Tensor::add).orElseThrow().div(inputs.size());
        }
    }

    /** The product. A step that an input's mask leaves out is a factor of 1; one that all masks leave out is 0. */
    record Multiply() implements Merge {
        @Override
        public Tensor merge(List<Tensor> inputs, List<Tensor> masks) {
            Tensor product = null;
            for (int i = 0; i < inputs.size(); i++) {
                Tensor x = inputs.get(i);
                Tensor factor = masks.get(i) == null ? x : Tensor.where(Masks.over(x, masks.get(i)), x, Tensor.scalar(1));
                product = product == null ? factor : product.mul(factor);
            }
            Tensor counts = Masks.any(masks);
            return counts == null ? product : Tensor.where(Masks.over(product, counts), product, Tensor.scalar(0));
        }
    }

    /** The largest. A step that one input's mask leaves out is taken from the others. */
    record Maximum() implements Merge {
        @Override
        public Tensor merge(List<Tensor> inputs, List<Tensor> masks) {
            return extreme(inputs, masks, Tensor::maximum);
        }
    }

    /** The smallest. A step that one input's mask leaves out is taken from the others. */
    record Minimum() implements Merge {
        @Override
        public Tensor merge(List<Tensor> inputs, List<Tensor> masks) {
            return extreme(inputs, masks, Tensor::minimum);
        }
    }

    private static Tensor extreme(List<Tensor> inputs, List<Tensor> masks, BinaryOperator<Tensor> of) {
        Tensor best = inputs.getFirst();
        Tensor counted = masks.getFirst();
        for (int i = 1; i < inputs.size(); i++) {
            Tensor mask = masks.get(i);
            Tensor x = mask == null ? inputs.get(i) : Tensor.where(Masks.over(inputs.get(i), mask), inputs.get(i), best);
            Tensor before = counted == null ? best : Tensor.where(Masks.over(best, counted), best, x);
            best = of.apply(before, x);
            counted = counted == null || mask == null ? null : counted.maximum(mask);
        }
        return best;
    }
}
