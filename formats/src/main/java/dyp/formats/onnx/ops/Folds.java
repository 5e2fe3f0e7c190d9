package dyp.formats.onnx.ops;

import static dyp.formats.onnx.ops.Operator.one;

import dyp.op.Argsort;
import dyp.op.Einsum;
import dyp.op.Resize;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Sums along axes, matrix products, and reading by index. */
final class Folds {
    private Folds() {}

    static void list(Map<String, Operator> all) {
        reduce(all, "ReduceSum", Tensor::sum);
        reduce(all, "ReduceMean", (x, a) -> Call.real(x).mean(a));
        reduce(all, "ReduceMax", Tensor::max);
        reduce(all, "ReduceMin", Tensor::min);
        reduce(all, "ReduceSumSquare", (x, a) -> x.square().sum(a));
        reduce(all, "ReduceL1", (x, a) -> x.abs().sum(a));
        reduce(all, "ReduceL2", (x, a) -> x.square().sum(a).sqrt());
        reduce(all, "ReduceLogSum", (x, a) -> x.sum(a).log());
        reduce(all, "ReduceLogSumExp", (x, a) -> x.sub(x.max(a)).exp().sum(a).log().add(x.max(a)));
        all.put("ArgMax", one(c -> arg(c, Call.real(c.x()))));
        all.put("ArgMin", one(c -> arg(c, Call.real(c.x()).neg())));
        all.put("GlobalAveragePool", one(c -> c.x().mean(spatial(c))));
        all.put("GlobalMaxPool", one(c -> c.x().max(spatial(c))));
        all.put("CumSum", one(Folds::cumulated));
        all.put("MatMul", one(c -> matmul(c.x(), c.in(1))));
        all.put("Gemm", one(Folds::gemm));
        all.put("Einsum", one(c -> einsum(c)));
        all.put("Gather", one(Folds::gather));
        all.put("OneHot", one(Folds::oneHot));
        all.put("TopK", Folds::topK);
    }

    private static int[] spatial(Call c) {
        return IntStream.range(2, c.shape().rank()).toArray();
    }

    private static void reduce(Map<String, Operator> all, String name, BiFunction<Tensor, int[], Tensor> fold) {
        all.put(name, one(c -> {
            int[] said = c.ints("axes", 1);
            int rank = c.shape().rank();
            if ((said == null || said.length == 0) && c.integer("noop_with_empty_axes", 0) != 0 || rank == 0) {
                return c.x();
            }
            int[] axes = said == null || said.length == 0 ? IntStream.range(0, rank).toArray() : Call.axes(said, rank);
            Tensor y = fold.apply(c.x(), axes);
            return c.integer("keepdims", 1) != 0 ? y : without(y, axes);
        }));
    }

    private static Tensor without(Tensor y, int... axes) {
        return y.reshape(Shape.of(IntStream.range(0, y.shape().rank()).filter(i -> Arrays.stream(axes).noneMatch(a -> a == i)).map(y.shape()::dim).toArray()));
    }

    private static Tensor arg(Call c, Tensor x) {
        int axis = c.axis("axis", 0);
        if (c.integer("select_last_index", 0) != 0) {
            throw new DypException("select_last_index is not read.");
        }
        Tensor y = x.argmax(axis);
        return c.integer("keepdims", 1) != 0 ? y : without(y, axis);
    }

    /** A product with a triangle of ones. */
    private static Tensor cumulated(Call c) {
        int axis = c.shape().axis(c.knownInts(1)[0]);
        int n = c.shape().dim(axis);
        boolean back = c.integer("reverse", 0) != 0;
        boolean exclusive = c.integer("exclusive", 0) != 0;
        return Resize.mix(Call.real(c.x()), axis, NDArray.generate(Shape.of(n, n), i -> {
            int ahead = back ? i / n - i % n : i % n - i / n;
            return ahead > 0 || ahead == 0 && !exclusive ? 1 : 0;
        })).cast(c.x().dtype());
    }

    /** NumPy's matmul: batches stretch, vectors become rows or columns. */
    static Tensor matmul(Tensor a, Tensor b) {
        if (a.shape().rank() == 1) {
            Tensor y = matmul(a.reshape(1, a.shape().last()), b);
            return without(y, y.shape().rank() - 2);
        }
        if (b.shape().rank() == 1) {
            Tensor y = matmul(a, b.reshape(b.shape().last(), 1));
            return without(y, y.shape().rank() - 1);
        }
        if (b.shape().rank() == 2) {
            return a.matmul(b);
        }
        Shape before = Shape.broadcast(a.shape().slice(0, a.shape().rank() - 2), b.shape().slice(0, b.shape().rank() - 2));
        if (before == null) {
            throw new DypException("batches of " + a.shape() + " and " + b.shape() + " do not go together.");
        }
        return stretched(a, before).matmul(stretched(b, before)).reshape(joined(before, a.shape().dim(-2), b.shape().last()));
    }

    private static Tensor stretched(Tensor x, Shape batch) {
        Shape s = x.shape();
        return x.broadcastTo(joined(batch, s.dim(-2), s.last())).reshape(batch.size(), s.dim(-2), s.last());
    }

    private static Shape joined(Shape batch, int rows, int columns) {
        int[] dims = Arrays.copyOf(batch.dims(), batch.rank() + 2);
        dims[batch.rank()] = rows;
        dims[batch.rank() + 1] = columns;
        return Shape.of(dims);
    }

    private static Tensor gemm(Call c) {
        Tensor y = Tensor.make(new dyp.op.MatMul(c.integer("transA", 0) != 0, c.integer("transB", 0) != 0), c.x(), c.in(1));
        double alpha = c.number("alpha", 1);
        double beta = c.number("beta", 1);
        y = alpha == 1 ? y : y.mul(alpha);
        return c.opt(2) == null || beta == 0 ? y : y.add(beta == 1 ? c.in(2) : c.in(2).mul(beta));
    }

    private static Tensor einsum(Call c) {
        String equation = c.text("equation", "").replace(" ", "");
        if (c.in().size() != 2) {
            throw new DypException("einsum of " + c.in().size() + " tensors is not read; of two it is.");
        }
        return Einsum.einsum(equation, c.x(), c.in(1));
    }

    /** Places below 0 count from the end, where they are known; those that come with the data are taken as they are. */
    private static Tensor gather(Call c) {
        int axis = c.axis("axis", 0);
        int n = c.shape().dim(axis);
        Tensor at = c.in(1).cast(DType.INT32);
        if (Call.isKnown(at)) {
            NDArray places = at.value();
            for (int i = 0; i < places.size(); i++) {
                if (places.at(i) < -n || places.at(i) >= n) {
                    throw new DypException("place " + (int) places.at(i) + " is outside axis " + axis + " of " + c.shape() + ".");
                }
            }
            at = Tensor.constant(NDArray.of(IntStream.range(0, places.size()).map(i -> Math.floorMod((int) places.at(i), n)).toArray(), places.shape().dims()));
            if (places.size() == 1 && places.shape().rank() == 0) {
                int one = (int) at.value().at(0);
                return without(c.x().slice(axis, one, one + 1), axis);
            }
        }
        return c.x().gather(axis, at);
    }

    private static Tensor oneHot(Call c) {
        int depth = c.knownInts(1)[0];
        NDArray values = c.known(2);
        Tensor at = c.x().cast(DType.INT32);
        Tensor zero = Views.ints(0).reshape(Shape.SCALAR);
        Tensor hot = Functions.choose(at.less(zero), at.add(depth), at).oneHot(depth);
        Tensor y = hot.mul(values.at(1) - values.at(0)).add(values.at(0));
        int rank = y.shape().rank();
        int axis = Math.floorMod(c.integer("axis", -1), rank);
        int[] order = IntStream.range(0, rank).map(i -> i < axis ? i : i == axis ? rank - 1 : i - 1).toArray();
        return (axis == rank - 1 ? y : y.transpose(order)).cast(values.dtype());
    }

    /** The largest of rows, in order. */
    private static List<Tensor> topK(Call c) {
        int k = c.opt(1) == null ? c.integer("k", 1) : c.knownInts(1)[0];
        if (c.axis("axis", -1) != c.shape().rank() - 1) {
            throw new DypException("the largest are taken along the last axis alone.");
        }
        int n = c.shape().last();
        int rows = c.shape().size() / n;
        Tensor flat = c.x().reshape(rows, n);
        Tensor order = Tensor.make(new Argsort(), c.integer("largest", 1) != 0 ? flat : flat.neg()).slice(1, 0, k);
        Tensor starts = Tensor.constant(NDArray.of(IntStream.range(0, rows).map(i -> i * n).toArray(), rows, 1));
        Shape to = c.shape().with(-1, k);
        return List.of(flat.reshape(rows * n).gather(0, order.add(starts)).reshape(to), order.reshape(to));
    }
}
