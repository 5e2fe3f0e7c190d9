package dyp.formats.onnx.ops;

import static dyp.formats.onnx.ops.Operator.one;

import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The same numbers seen otherwise. */
final class Views {
    private Views() {}

    static void list(Map<String, Operator> all) {
        all.put("Reshape", one(Views::reshape));
        all.put("Flatten", one(c -> c.x().reshape(c.shape().slice(0, flat(c)).size(), c.shape().slice(flat(c), c.shape().rank()).size())));
        all.put("Transpose", one(c -> c.ints("perm") == null ? c.x().transpose() : c.shape().rank() == 0 ? c.x() : c.x().transpose(c.ints("perm"))));
        all.put("Squeeze", one(Views::squeeze));
        all.put("Unsqueeze", one(Views::unsqueeze));
        all.put("Slice", one(Views::slice));
        all.put("Split", Views::split);
        all.put("Concat", one(Views::concat));
        all.put("Expand", one(c -> expand(c.x(), c.knownInts(1))));
        all.put("Tile", one(c -> tile(c.x(), c.knownInts(1))));
        all.put("DepthToSpace", one(Views::depthToSpace));
        all.put("SpaceToDepth", one(Views::spaceToDepth));
        all.put("Constant", one(Views::constant));
        all.put("Shape", one(Views::shape));
        all.put("Size", one(c -> ints(c.shape().size()).reshape(Shape.SCALAR)));
        all.put("ConstantOfShape", one(Views::filled));
        all.put("Range", one(Views::range));
        all.put("Trilu", one(Views::triangle));
    }

    /** The axis may be one behind the last. */
    private static int flat(Call c) {
        int axis = c.integer("axis", 1);
        int rank = c.shape().rank();
        if (axis < -rank || axis > rank) {
            throw new DypException("axis " + axis + " does not exist among " + rank + ".");
        }
        return axis < 0 ? axis + rank : axis;
    }

    static Tensor ints(int... values) {
        return Tensor.constant(NDArray.of(values));
    }

    private static Tensor reshape(Call c) {
        int[] to = c.ints("shape", 1);
        if (to == null) {
            throw new DypException("the shape is missing.");
        }
        int[] dims = to.clone();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == 0 && c.integer("allowzero", 0) == 0 ? c.shape().dim(i) : dims[i];
        }
        return c.x().reshape(dims);
    }

    private static Tensor squeeze(Call c) {
        int[] said = c.ints("axes", 1);
        int[] axes = said == null ? IntStream.range(0, c.shape().rank()).filter(i -> c.shape().dim(i) == 1).toArray() : Call.axes(said, c.shape().rank());
        if (Arrays.stream(axes).anyMatch(a -> c.shape().dim(a) != 1)) {
            throw new DypException("only axes of length 1 are taken away, but of " + c.shape() + " the axes " + Arrays.toString(axes) + " should be.");
        }
        return c.x().reshape(Shape.of(IntStream.range(0, c.shape().rank()).filter(i -> Arrays.binarySearch(axes, i) < 0).map(c.shape()::dim).toArray()));
    }

    private static Tensor unsqueeze(Call c) {
        int[] said = c.ints("axes", 1);
        if (said == null) {
            throw new DypException("the axes are missing.");
        }
        int rank = c.shape().rank() + said.length;
        int[] axes = Call.axes(said, rank);
        int[] dims = new int[rank];
        for (int i = 0, from = 0; i < rank; i++) {
            dims[i] = Arrays.binarySearch(axes, i) >= 0 ? 1 : c.shape().dim(from++);
        }
        return c.x().reshape(Shape.of(dims));
    }

    private static Tensor slice(Call c) {
        int[] starts = c.ints("starts", 1);
        int[] ends = c.ints("ends", 2);
        if (starts == null || ends == null || starts.length != ends.length) {
            throw new DypException("starts and ends are to be as many as each other.");
        }
        int[] axes = c.ints("axes", 3);
        int[] steps = c.opt(4) != null ? c.knownInts(4) : null;
        Tensor x = c.x();
        for (int i = 0; i < starts.length; i++) {
            int axis = x.shape().axis(axes == null ? i : axes[i]);
            x = slice(x, axis, starts[i], ends[i], steps == null ? 1 : steps[i]);
        }
        return x;
    }

    private static Tensor slice(Tensor x, int axis, int start, int end, int step) {
        int n = x.shape().dim(axis);
        if (step == 0) {
            throw new DypException("a slice's step is not 0.");
        }
        long from = Math.clamp(start < 0 ? (long) start + n : start, 0, step > 0 ? n : n - 1);
        long to = Math.clamp(end < 0 ? (long) end + n : end, step > 0 ? 0 : -1, n);
        int count = (int) Math.max(0, step > 0 ? Math.ceilDiv(to - from, step) : Math.ceilDiv(from - to, -(long) step));
        if (count == 0 && Call.isKnown(x)) {
            return Tensor.constant(NDArray.zeros(x.dtype(), x.shape().with(axis, 0)));
        }
        if (count == 0) {
            throw new DypException("nothing is left of axis " + axis + " of " + x.shape() + " between " + start + " and " + end + ".");
        }
        if (from == 0 && count == n && step == 1) {
            return x;
        }
        if (step < 0) {
            return x.gather(axis, ints(IntStream.range(0, count).map(i -> (int) (from + (long) i * step)).toArray()));
        }
        int[] starts = new int[x.shape().rank()];
        int[] size = x.shape().dims();
        int[] steps = new int[starts.length];
        Arrays.fill(steps, 1);
        starts[axis] = (int) from;
        size[axis] = count;
        steps[axis] = count == 1 ? 1 : step;
        return Tensor.make(new View.Slice(View.ints(starts), View.ints(size), View.ints(steps)), x);
    }

    private static List<Tensor> split(Call c) {
        int axis = c.axis("axis", 0);
        int n = c.shape().dim(axis);
        int[] sizes = c.ints("split", 1);
        int parts = c.node().getOutputCount();
        if (sizes == null) {
            int each = Math.ceilDiv(n, parts);
            sizes = IntStream.range(0, parts).map(i -> Math.min(each, n - i * each)).toArray();
        }
        if (Arrays.stream(sizes).asLongStream().sum() != n || Arrays.stream(sizes).anyMatch(s -> s < 1)) {
            throw new DypException("parts of " + Arrays.toString(sizes) + " do not make up axis " + axis + " of " + c.shape() + ".");
        }
        List<Tensor> all = new ArrayList<>();
        int from = 0;
        for (int s : sizes) {
            all.add(c.x().slice(axis, from, from += s));
        }
        return all;
    }

    private static Tensor concat(Call c) {
        List<Tensor> parts = c.in().stream().filter(t -> t != null && (t.shape().rank() != 1 || t.shape().size() > 0 || c.in().size() == 1)).toList();
        int axis = parts.getFirst().shape().axis(c.integer("axis", 1));
        int rows = axis == 0 ? 0 : parts.stream().mapToInt(t -> t.shape().rank() == 0 ? 0 : t.shape().dim(0)).max().orElse(0);
        // Numbers of a file that was made for one sample, as a token before each sequence, go to every one.
        return Tensor.concat(axis, parts.stream().map(t -> axis > 0 && t.shape().dim(0) == 1 && rows > 1 && Call.isKnown(t)
                ? t.broadcastTo(t.shape().with(0, rows)) : t).toArray(Tensor[]::new));
    }

    static Tensor expand(Tensor x, int[] dims) {
        Shape to = Shape.broadcast(x.shape(), dyp.tensor.Shape.of(dims));
        if (to == null) {
            throw new DypException(x.shape() + " does not stretch to " + Arrays.toString(dims) + ".");
        }
        return x.broadcastTo(to);
    }

    private static Tensor tile(Tensor x, int[] times) {
        Tensor y = x;
        for (int i = 0; i < times.length; i++) {
            if (times[i] < 1) {
                throw new DypException("an axis is repeated once or more, but " + times[i] + " came.");
            }
            Tensor once = y;
            y = times[i] == 1 ? y : Tensor.concat(i, IntStream.range(0, times[i]).mapToObj(_ -> once).toArray(Tensor[]::new));
        }
        return y;
    }

    private static Tensor depthToSpace(Call c) {
        int b = c.integer("blocksize", 1);
        Shape s = c.shape();
        int deep = s.dim(1) / (b * b);
        boolean rows = c.text("mode", "DCR").equals("CRD");
        Tensor cut = rows ? c.x().reshape(s.dim(0), deep, b, b, s.dim(2), s.dim(3)) : c.x().reshape(s.dim(0), b, b, deep, s.dim(2), s.dim(3));
        return (rows ? cut.transpose(0, 1, 4, 2, 5, 3) : cut.transpose(0, 3, 4, 1, 5, 2)).reshape(s.dim(0), deep, s.dim(2) * b, s.dim(3) * b);
    }

    private static Tensor spaceToDepth(Call c) {
        int b = c.integer("blocksize", 1);
        Shape s = c.shape();
        return c.x().reshape(s.dim(0), s.dim(1), s.dim(2) / b, b, s.dim(3) / b, b).transpose(0, 3, 5, 1, 2, 4)
                .reshape(s.dim(0), s.dim(1) * b * b, s.dim(2) / b, s.dim(3) / b);
    }

    private static Tensor constant(Call c) {
        NDArray t = c.tensor("value");
        if (t != null) {
            return Tensor.constant(t);
        }
        if (c.has("value_float")) {
            return Tensor.scalar(c.number("value_float", 0));
        }
        if (c.has("value_int")) {
            return ints(c.integer("value_int", 0)).reshape(Shape.SCALAR);
        }
        if (c.has("value_ints")) {
            return ints(c.ints("value_ints"));
        }
        if (c.has("value_floats")) {
            return Tensor.of(c.floats("value_floats"));
        }
        throw new DypException("the constant has no value that is read: numbers are, texts are not.");
    }

    private static Tensor shape(Call c) {
        int rank = c.shape().rank();
        int from = Math.clamp(c.integer("start", 0) < 0 ? c.integer("start", 0) + rank : c.integer("start", 0), 0, rank);
        int to = Math.clamp(c.integer("end", rank) < 0 ? c.integer("end", rank) + rank : c.integer("end", rank), 0, rank);
        return ints(Arrays.copyOfRange(c.shape().dims(), from, Math.max(from, to)));
    }

    private static Tensor filled(Call c) {
        NDArray value = c.tensor("value");
        Tensor one = Tensor.constant(value == null ? NDArray.scalar(0) : value.reshape());
        return one.broadcastTo(Shape.of(c.knownInts(0)));
    }

    private static Tensor range(Call c) {
        double start = c.known(0).at(0);
        double step = c.known(2).at(0);
        double count = Math.max(0, Math.ceil((c.known(1).at(0) - start) / step));
        if (!(count < Integer.MAX_VALUE) || step == 0) {
            throw new DypException("a range of " + count + " numbers is more than an array holds.");
        }
        Shape shape = Shape.of((int) count);
        return c.x().dtype() == DType.INT32 ? ints(IntStream.range(0, (int) count).map(i -> (int) (start + i * step)).toArray())
                : Tensor.constant(NDArray.generate(shape, i -> start + i * step));
    }

    private static Tensor triangle(Call c) {
        int k = c.opt(1) == null ? 0 : c.knownInts(1)[0];
        boolean upper = c.integer("upper", 1) != 0;
        int rows = c.shape().dim(-2);
        int columns = c.shape().last();
        Tensor mask = Tensor.constant(NDArray.generate(Shape.of(rows, columns), i -> {
            int beyond = i % columns - i / columns;
            return (upper ? beyond >= k : beyond <= k) ? 1 : 0;
        }));
        return Functions.choose(mask, c.x(), Tensor.constant(NDArray.zeros(c.x().dtype(), Shape.SCALAR)));
    }
}
