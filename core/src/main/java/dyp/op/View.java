package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import dyp.tensor.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same elements seen otherwise: reshaped, reordered, cut out, padded, joined, repeated. */
public sealed interface View extends Op {
    @Override
    default DType dtype(List<Tensor> inputs) {
        return inputs.getFirst().dtype();
    }

    /** The same elements in the same order under another shape. Costs nothing. */
    record Reshape(Shape to) implements View {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return Shapes.resolve(inputs.getFirst().shape(), to.dims());
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return List.of(grad.reshape(out.input(0).shape()));
        }
    }

    /** The same value, through which no gradient flows. Costs nothing. */
    record StopGradient() implements View {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return inputs.getFirst().shape();
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return Arrays.asList((Tensor) null);
        }
    }

    /** Axes in another order: output axis i is input axis {@code order.get(i)}. */
    record Transpose(List<Integer> order) implements View {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape in = inputs.getFirst().shape();
            if (order.size() != in.rank() || order.stream().distinct().count() != in.rank()
                    || order.stream().anyMatch(a -> a < 0 || a >= in.rank())) {
                throw new DypException("[transpose] " + order + " is not an order of the " + in.rank() + " axes of " + in + ".");
            }
            return Shape.of(order.stream().mapToInt(in::dim).toArray());
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            int[] back = new int[order.size()];
            for (int i = 0; i < back.length; i++) {
                back[order.get(i)] = i;
            }
            return List.of(grad.transpose(back));
        }
    }

    /** A box cut out: along axis i, {@code size[i]} elements from {@code start[i]}, every {@code step[i]}-th. */
    record Slice(List<Integer> start, List<Integer> size, List<Integer> step) implements View {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape in = inputs.getFirst().shape();
            for (int i = 0; i < in.rank(); i++) {
                int last = start.get(i) + (size.get(i) - 1) * step.get(i);
                if (start.get(i) < 0 || size.get(i) < 1 || step.get(i) < 1 || last >= in.dim(i)) {
                    throw new DypException("[slice] start " + start + ", size " + size + ", step " + step + " reaches outside " + in + ".");
                }
            }
            return Shape.of(size.stream().mapToInt(Integer::intValue).toArray());
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            Shape in = out.input(0).shape();
            int rank = in.rank();
            int[] low = new int[rank];
            int[] high = new int[rank];
            for (int i = 0; i < rank; i++) {
                low[i] = start.get(i);
                high[i] = in.dim(i) - low[i] - ((size.get(i) - 1) * step.get(i) + 1);
            }
            return List.of(Tensor.make(new Pad(ints(low), ints(high), step, 0), grad));
        }
    }

    /** A border of {@code value} around, and {@code step - 1} times {@code value} between neighbours (step 1: none). */
    record Pad(List<Integer> low, List<Integer> high, List<Integer> step, double value) implements View {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape s = inputs.getFirst().shape();
            for (int i = 0; i < s.rank(); i++) {
                if (low.get(i) < 0 || high.get(i) < 0) {
                    throw new DypException("[pad] a border cannot be negative: " + low + ", " + high + ".");
                }
                s = s.with(i, low.get(i) + (s.dim(i) - 1) * step.get(i) + 1 + high.get(i));
            }
            return s;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return List.of(Tensor.make(new Slice(low, ints(out.input(0).shape().dims()), step), grad));
        }
    }

    /** Stretched along axes of length 1 (or new leading axes) to a larger shape. */
    record Broadcast(Shape to) implements View {
        @Override
        public Shape shape(List<Tensor> inputs) {
            if (!inputs.getFirst().shape().broadcastsTo(to)) {
                throw new DypException("[broadcast] " + inputs.getFirst().shape() + " does not stretch to " + to + ".");
            }
            return to;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return List.of(grad.sumTo(out.input(0).shape()));
        }
    }

    /** Joined along one axis. */
    record Concat(int axis) implements View {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape first = inputs.getFirst().shape();
            int length = 0;
            for (Tensor t : inputs) {
                if (t.shape().rank() != first.rank() || !t.shape().with(axis, 1).equals(first.with(axis, 1))
                        || t.dtype() != inputs.getFirst().dtype()) {
                    throw new DypException("[concat] along axis " + axis + ", all other axes and the type must agree: "
                            + String.join(", ", inputs.stream().map(i -> i.dtype() + i.shape().toString()).toList()));
                }
                length += t.shape().dim(axis);
            }
            return first.with(axis, length);
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            List<Tensor> parts = new ArrayList<>();
            int from = 0;
            for (Tensor in : out.inputs()) {
                parts.add(grad.slice(axis, from, from += in.shape().dim(axis)));
            }
            return parts;
        }
    }

    /** The values as a list, so that records of them compare by content. */
    public static List<Integer> ints(int... values) {
        return Arrays.stream(values).boxed().toList();
    }
}
