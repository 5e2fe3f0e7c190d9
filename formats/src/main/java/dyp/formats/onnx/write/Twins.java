package dyp.formats.onnx.write;

import dyp.op.Graphs;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One graph traced for two sizes of batch. A length that differs between the two hangs on the batch; two sizes say how. */
final class Twins {
    private final int n;
    private final int m;
    private final List<Tensor> order;
    private final Map<Tensor, Tensor> twin = new HashMap<>();

    /** Two traces that do not run in parallel. */
    static final class Apart extends RuntimeException {
        Apart(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * @param a the outputs for a batch of n
     * @param b the outputs for a batch of m
     */
    Twins(List<Tensor> a, int n, List<Tensor> b, int m) {
        this.n = n;
        this.m = m;
        order = Graphs.sorted(a);
        List<Tensor> other = Graphs.sorted(b);
        if (order.size() != other.size()) {
            throw new Apart("batches of " + n + " and " + m + " make graphs of " + order.size() + " and " + other.size() + " ops");
        }
        for (int i = 0; i < order.size(); i++) {
            Tensor s = order.get(i);
            Tensor t = other.get(i);
            if (s.op().getClass() != t.op().getClass() || !s.inputs().stream().map(twin::get).toList().equals(t.inputs())) {
                throw new Apart("batches of " + n + " and " + m + " part at " + s + " and " + t);
            }
            twin.put(s, t);
        }
    }

    /** Twins of a graph within this one. */
    Twins of(List<Tensor> a, List<Tensor> b) {
        return new Twins(a, n, b, m);
    }

    /** All tensors, each after its inputs. */
    List<Tensor> order() {
        return order;
    }

    Tensor other(Tensor t) {
        return twin.get(t);
    }

    /** A length or place that is {@code first} for the one batch and {@code second} for the other. */
    Dim dim(int first, int second) {
        if (first == second) {
            return Dim.of(first);
        }
        int times = (second - first) / (m - n);
        if (times * (m - n) != second - first) {
            throw new DypException("An axis is " + first + " long for a batch of " + n + " and " + second + " for one of " + m
                    + ", which is no multiple of the batch and a constant. ONNX files here are for any batch; this model has no such file.");
        }
        return new Dim(times, first - times * n);
    }

    /** A tensor's axes. */
    List<Dim> shape(Tensor t) {
        return dims(t.shape(), other(t).shape());
    }

    List<Dim> dims(Shape a, Shape b) {
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < a.rank(); i++) {
            dims.add(dim(a.dim(i), b.dim(i)));
        }
        return dims;
    }

    /** The same part of both twins' ops: numbers that may hang on the batch. */
    List<Dim> both(Tensor t, Function<Tensor, List<Integer>> part) {
        List<Integer> a = part.apply(t);
        List<Integer> b = part.apply(other(t));
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            dims.add(dim(a.get(i), b.get(i)));
        }
        return dims;
    }

    int first() {
        return n;
    }
}
