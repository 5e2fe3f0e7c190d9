package dyp.op;

import dyp.op.Elementwise.Cast;
import dyp.op.Elementwise.Where;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A symbolic value: a shape, a type, and the op and inputs it is made from. It holds no numbers; {@link #value()}
 * computes them on the spot, and a compiled program computes them fast. Shape errors are thrown where the tensor is
 * made, on the user's own line.
 */
public final class Tensor {
    private static final ScopedValue<String> PATH = ScopedValue.newInstance();

    private final Op op;
    private final List<Tensor> inputs;
    private final Shape shape;
    private final DType dtype;
    private final String path;

    private Tensor(Op op, List<Tensor> inputs, String path) {
        this.op = op;
        this.inputs = inputs;
        this.path = path;
        this.dtype = op.dtype(inputs);
        this.shape = op.shape(inputs);
    }

    /** The result of an op, labelled with the layer being traced. */
    public static Tensor make(Op op, Tensor... inputs) {
        return make(op, List.of(inputs));
    }

    public static Tensor make(Op op, List<Tensor> inputs) {
        return new Tensor(op, inputs, PATH.orElse(""));
    }

    /** The same op, on other inputs, under the same label: for passes that rebuild a graph. */
    public Tensor with(Op newOp, List<Tensor> newInputs) {
        return new Tensor(newOp, newInputs, path);
    }

    /** Runs the body; tensors made in it carry the path (a layer's name) in plans and messages. */
    public static <T> T labelled(String path, Supplier<T> body) {
        return ScopedValue.where(PATH, path).call(body::get);
    }

    // ---- making

    public static Tensor of(float... values) {
        return constant(NDArray.of(values));
    }

    public static Tensor scalar(double value) {
        return constant(NDArray.scalar((float) value));
    }

    /** A value known when the graph is built (no copy). It must stay as it is: a program works with what was in it when it was compiled. */
    public static Tensor constant(NDArray value) {
        return make(new Leaf.Constant(value));
    }

    /** A value that is given at each run. */
    public static Tensor input(String name, DType dtype, Shape shape) {
        return make(new Leaf.Input(name, shape, dtype));
    }

    // ---- arithmetic, with broadcasting

    public Tensor add(Tensor other) {
        return make(Binary.ADD, this, other);
    }

    public Tensor add(double other) {
        return add(like(other));
    }

    public Tensor sub(Tensor other) {
        return make(Binary.SUB, this, other);
    }

    public Tensor sub(double other) {
        return sub(like(other));
    }

    public Tensor mul(Tensor other) {
        return make(Binary.MUL, this, other);
    }

    public Tensor mul(double other) {
        return mul(like(other));
    }

    public Tensor div(Tensor other) {
        return make(Binary.DIV, this, other);
    }

    public Tensor div(double other) {
        return div(like(other));
    }

    public Tensor pow(Tensor exponent) {
        return make(Binary.POW, this, exponent);
    }

    public Tensor maximum(Tensor other) {
        return make(Binary.MAX, this, other);
    }

    public Tensor minimum(Tensor other) {
        return make(Binary.MIN, this, other);
    }

    /** Into [low, high]; no gradient flows where a bound holds. */
    public Tensor clip(double low, double high) {
        return maximum(like(low)).minimum(like(high));
    }

    /** 1 where this is less than the other, else 0. */
    public Tensor less(Tensor other) {
        return make(Binary.LESS, this, other);
    }

    /** 1 where both are equal, else 0. */
    public Tensor equal(Tensor other) {
        return make(Binary.EQUAL, this, other);
    }

    /** {@code mask != 0 ? yes : no}, elementwise. */
    public static Tensor where(Tensor mask, Tensor yes, Tensor no) {
        return make(new Where(), mask, yes, no);
    }

    public Tensor neg() {
        return make(Unary.NEG, this);
    }

    public Tensor abs() {
        return make(Unary.ABS, this);
    }

    public Tensor sign() {
        return make(Unary.SIGN, this);
    }

    /** The largest whole number that is not above; no gradient. */
    public Tensor floor() {
        return make(Unary.FLOOR, this);
    }

    public Tensor square() {
        return make(Unary.SQUARE, this);
    }

    public Tensor sqrt() {
        return make(Unary.SQRT, this);
    }

    public Tensor exp() {
        return make(Unary.EXP, this);
    }

    /** e^x - 1, exact near 0. */
    public Tensor expm1() {
        return make(Unary.EXPM1, this);
    }

    public Tensor log() {
        return make(Unary.LOG, this);
    }

    public Tensor sin() {
        return make(Unary.SIN, this);
    }

    public Tensor cos() {
        return make(Unary.COS, this);
    }

    public Tensor tanh() {
        return make(Unary.TANH, this);
    }

    public Tensor sigmoid() {
        return make(Unary.SIGMOID, this);
    }

    public Tensor softplus() {
        return make(Unary.SOFTPLUS, this);
    }

    /** x times the normal distribution's share below x. */
    public Tensor gelu() {
        return make(Unary.GELU, this);
    }

    /** The Gauss error function. */
    public Tensor erf() {
        return make(Unary.ERF, this);
    }

    public Tensor relu() {
        return make(Unary.RELU, this);
    }

    public Tensor cast(DType to) {
        return dtype == to ? this : make(new Cast(to), this);
    }

    // ---- folding; the folded axes stay with length 1; with no axes given, everything folds to a scalar of shape ()

    public Tensor sum(int... axes) {
        return reduce(Reduce.Kind.SUM, axes);
    }

    public Tensor mean(int... axes) {
        return reduce(Reduce.Kind.MEAN, axes);
    }

    public Tensor max(int... axes) {
        return reduce(Reduce.Kind.MAX, axes);
    }

    public Tensor min(int... axes) {
        return reduce(Reduce.Kind.MIN, axes);
    }

    /** Index of the largest element along an axis (the first of equals), int32. */
    public Tensor argmax(int axis) {
        return reduce(Reduce.Kind.ARGMAX, axis);
    }

    private Tensor reduce(Reduce.Kind kind, int... axes) {
        IntStream which = axes.length == 0 ? IntStream.range(0, shape.rank()) : Arrays.stream(axes).map(shape::axis).sorted().distinct();
        List<Integer> list = which.boxed().toList();
        Tensor folded = list.isEmpty() ? this : make(new Reduce(kind, list), this);
        return axes.length == 0 ? folded.reshape(Shape.SCALAR) : folded;
    }

    /** Sums over the axes along which {@code to} was stretched to this shape: broadcasting's way back. */
    public Tensor sumTo(Shape to) {
        if (shape.equals(to)) {
            return this;
        }
        int extra = shape.rank() - to.rank();
        int[] axes = IntStream.range(0, shape.rank())
                .filter(i -> i < extra || (to.dim(i - extra) == 1 && shape.dim(i) != 1)).toArray();
        return (axes.length == 0 ? this : sum(axes)).reshape(to);
    }

    public Tensor broadcastTo(Shape to) {
        return shape.equals(to) ? this : make(new View.Broadcast(to), this);
    }

    // ---- linear algebra

    /**
     * Matrix product over the last axis of this and the first of a matrix, (..., k) x (k, n) -> (..., n); or of batches,
     * (b, m, k) x (b, k, n) -> (b, m, n).
     */
    public Tensor matmul(Tensor other) {
        if (other.shape.rank() == 2 && shape.rank() != 2 && shape.rank() > 0) {
            Tensor flat = reshape(shape.size() / Math.max(shape.last(), 1), shape.last());
            return flat.matmul(other).reshape(shape.with(-1, other.shape.last()));
        }
        return make(new MatMul(false, false), this, other);
    }

    // ---- normalising and losses over the last axis

    public Tensor softmax() {
        return make(Normalize.SOFTMAX, this);
    }

    public Tensor logSoftmax() {
        return make(Normalize.LOG_SOFTMAX, this);
    }

    /** Mean cross-entropy of these logits (batch, classes) against int32 class indices (batch) or probabilities (batch, classes). */
    public Tensor crossEntropy(Tensor target) {
        return CrossEntropy.of(target, this).mean();
    }

    // ---- shape

    public Tensor reshape(int... dims) {
        return reshape(dyp.tensor.Shapes.resolve(shape, dims));
    }

    public Tensor reshape(Shape to) {
        return shape.equals(to) ? this : make(new View.Reshape(to), this);
    }

    /** Axes in another order; none given means reversed. */
    public Tensor transpose(int... order) {
        int[] o = order.length > 0 ? order : IntStream.iterate(shape.rank() - 1, i -> i - 1).limit(shape.rank()).toArray();
        return make(new View.Transpose(View.ints(o)), this);
    }

    /** Elements {@code from} (inclusive) to {@code to} (exclusive) along an axis. */
    public Tensor slice(int axis, int from, int to) {
        int a = shape.axis(axis);
        int[] start = new int[shape.rank()];
        int[] size = shape.dims();
        int[] step = new int[shape.rank()];
        Arrays.fill(step, 1);
        start[a] = from;
        size[a] = to - from;
        return make(new View.Slice(View.ints(start), View.ints(size), View.ints(step)), this);
    }

    /** A border of zeros: {@code before[i]} and {@code after[i]} elements along axis i. */
    public Tensor pad(int[] before, int[] after) {
        int[] step = new int[shape.rank()];
        Arrays.fill(step, 1);
        return make(new View.Pad(View.ints(before), View.ints(after), View.ints(step), 0), this);
    }

    public static Tensor concat(int axis, Tensor... parts) {
        return make(new View.Concat(parts[0].shape.axis(axis)), parts);
    }

    /** Slices along an axis by int32 indices. */
    public Tensor gather(int axis, Tensor indices) {
        return make(new Gather.Take(shape.axis(axis)), this, indices);
    }

    /** int32 indices as a new last axis of zeros with a one. */
    public Tensor oneHot(int depth) {
        return make(new Gather.OneHot(depth), this);
    }

    /** The same value, through which no gradient flows. */
    public Tensor stopGradient() {
        return make(new View.StopGradient(), this);
    }

    /** The next value of this variable. */
    public Tensor update(Tensor value) {
        return make(new Elementwise.Update(), this, value);
    }

    // ---- looking

    public Op op() {
        return op;
    }

    public List<Tensor> inputs() {
        return inputs;
    }

    public Tensor input(int i) {
        return inputs.get(i);
    }

    public Shape shape() {
        return shape;
    }

    public DType dtype() {
        return dtype;
    }

    /** The layer that made this tensor, as {@code block/dense_1}; empty outside any. */
    public String path() {
        return path;
    }

    /** The numbers, computed on the spot, node by node. Everything this depends on must be known: no inputs. */
    public NDArray value() {
        return Evaluator.get().evaluate(List.of(this)).getFirst();
    }

    /** The graph behind this tensor, one line per node, with shapes. */
    public String explain() {
        return Graphs.explain(this);
    }

    private Tensor like(double value) {
        if (dtype == DType.INT32) {
            if (value != Math.rint(value)) {
                throw new DypException("An int32 tensor meets " + value + ", which is no whole number. Use cast(FLOAT32) first.");
            }
            return constant(NDArray.of(new int[] {(int) value}).reshape());
        }
        return scalar(value);
    }

    @Override
    public String toString() {
        return op.label() + " " + dtype + shape;
    }
}
