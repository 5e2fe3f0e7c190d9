package dyp.formats.torch;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.stream.IntStream;

/** Arrays of PyTorch's layout in ours: channels go last, and a kernel's inputs come before its outputs. */
final class Turn {
    private Turn() {}

    /** The axes in another order: axis i of the result is axis {@code order[i]}. */
    static NDArray axes(NDArray a, int... order) {
        int[] dims = IntStream.of(order).map(a.shape()::dim).toArray();
        int[] steps = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            steps[i] = a.shape().slice(order[i] + 1, order.length).size();
        }
        NDArray out = NDArray.zeros(Shape.of(dims));
        float[] source = a.toFloat().floats();
        float[] target = out.floats();
        int[] index = new int[dims.length];
        for (int to = 0, from = 0; to < target.length; to++) {
            target[to] = source[from];
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                from += steps[axis];
                if (++index[axis] < dims[axis]) {
                    break;
                }
                from -= steps[axis] * dims[axis];
                index[axis] = 0;
            }
        }
        return out;
    }

    /** (out, in, k...) -> (k..., in, out). A matrix (out, in) is a kernel of one place. */
    static NDArray kernel(NDArray a, int places) {
        NDArray whole = a.shape().rank() == 2 ? a.reshape(IntStream.concat(IntStream.of(a.shape().dims()), IntStream.generate(() -> 1).limit(places)).toArray()) : a;
        return axes(whole, lastToFront(whole.shape().rank(), 1, 0));
    }

    /** k..., then the first two axes in this order. */
    private static int[] lastToFront(int rank, int first, int second) {
        return IntStream.concat(IntStream.range(2, rank), IntStream.of(first, second)).toArray();
    }

    /** Depthwise (in * multiplier, 1, k...) -> (k..., in, multiplier). */
    static NDArray depthwise(NDArray a, int in) {
        NDArray last = axes(a, lastToFront(a.shape().rank(), 1, 0));
        int[] dims = last.shape().dims();
        dims[dims.length - 2] = in;
        dims[dims.length - 1] = -1;
        return last.reshape(dims);
    }

    /** Transposed convolution (in, out / groups, k...) -> (k..., out, in): what is not of the same group is 0. */
    static NDArray transposed(NDArray a, int out) {
        NDArray turned = axes(a, lastToFront(a.shape().rank(), 1, 0));
        int part = a.shape().dim(1);
        if (part == 0 || part == out || out % part != 0) {
            return turned;
        }
        int in = a.shape().dim(0);
        int each = in / (out / part);
        int[] dims = turned.shape().dims();
        dims[dims.length - 2] = out;
        return NDArray.generate(Shape.of(dims), i -> {
            int to = i / in % out;
            int from = i % in;
            return to / part == from / each ? turned.at((i / in / out * part + to % part) * in + from) : 0;
        });
    }

    /**
     * A linear layer's (out, in) -> (in, out).
     *
     * @param flattened the shape (h..., c) that the layer's input was flattened from, where it was: PyTorch flattens (c, h...); null otherwise
     */
    static NDArray linear(NDArray a, Shape flattened) {
        if (a.shape().rank() > 2) { // written as a convolution that covers its input
            NDArray kernel = kernel(a, 0);
            return kernel.reshape(-1, a.shape().dim(0));
        }
        if (flattened == null || a.shape().rank() != 2 || flattened.size() != a.shape().dim(1)) {
            return axes(a, 1, 0);
        }
        int[] dims = IntStream.concat(IntStream.of(a.shape().dim(0), flattened.last()), IntStream.of(flattened.slice(0, flattened.rank() - 1).dims())).toArray();
        return kernel(a.reshape(dims), 0).reshape(a.shape().dim(1), a.shape().dim(0));
    }

    /** The part of rows, counted in parts. */
    static NDArray part(NDArray a, int part, int parts) {
        int rows = a.shape().dim(0) / parts;
        return a.rows(part * rows, (part + 1) * rows);
    }

    /** Parts of rows in another order, as gates are. */
    static NDArray gates(NDArray a, int... order) {
        int rows = a.shape().dim(0) / order.length;
        return a.rows(IntStream.of(order).flatMap(g -> IntStream.range(g * rows, (g + 1) * rows)).toArray());
    }

    static NDArray sum(NDArray a, NDArray b) {
        return NDArray.generate(a.shape(), i -> a.at(i) + b.at(i));
    }
}
