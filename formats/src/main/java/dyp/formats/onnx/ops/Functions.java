package dyp.formats.onnx.ops;

import static dyp.formats.onnx.ops.Operator.one;

import dyp.formats.onnx.proto.Tensors;
import dyp.nn.Activation;
import dyp.nn.Activations;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Number by number: functions, arithmetic, comparisons, truth values (0 and 1). */
final class Functions {
    private Functions() {}

    static void list(Map<String, Operator> all) {
        unary(all);
        activations(all);
        binary(all);
        truths(all);
    }

    private static void put(Map<String, Operator> all, String name, UnaryOperator<Tensor> f) {
        all.put(name, one(c -> f.apply(Call.real(c.x()))));
    }

    private static void unary(Map<String, Operator> all) {
        all.put("Identity", one(Call::x));
        all.put("Dropout", one(Call::x));
        all.put("Neg", one(c -> c.x().neg()));
        all.put("Abs", one(c -> c.x().abs()));
        all.put("Sign", one(c -> c.x().sign()));
        put(all, "Floor", Tensor::floor);
        put(all, "Ceil", x -> x.neg().floor().neg());
        put(all, "Round", Functions::round);
        put(all, "Sqrt", Tensor::sqrt);
        put(all, "Exp", Tensor::exp);
        put(all, "Log", Tensor::log);
        put(all, "Sin", Tensor::sin);
        put(all, "Cos", Tensor::cos);
        put(all, "Erf", Tensor::erf);
        put(all, "Reciprocal", x -> Tensor.scalar(1).div(x));
        put(all, "IsNaN", x -> Tensor.scalar(1).sub(x.equal(x)));
        all.put("Cast", one(c -> cast(c.x(), c.integer("to", 1))));
        all.put("CastLike", one(c -> c.x().cast(c.in(1).dtype())));
    }

    /** Halves go to the even neighbour. */
    private static Tensor round(Tensor x) {
        Tensor up = x.add(0.5).floor();
        Tensor half = up.sub(x).equal(Tensor.scalar(0.5));
        Tensor odd = up.sub(up.mul(0.5).floor().mul(2));
        return up.sub(half.mul(odd));
    }

    private static Tensor cast(Tensor x, int to) {
        DType dtype = Tensors.dtype(to);
        if (dtype == null) {
            throw new DypException("numbers cannot become " + Tensors.word(to) + " here.");
        }
        return to == ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL_VALUE ? truth(x) : x.cast(dtype);
    }

    private static void activations(Map<String, Operator> all) {
        put(all, "Relu", Tensor::relu);
        put(all, "Sigmoid", Tensor::sigmoid);
        put(all, "Tanh", Tensor::tanh);
        put(all, "Softplus", Tensor::softplus);
        put(all, "Softsign", Activation.SOFTSIGN::of);
        put(all, "Mish", Activation.MISH::of);
        put(all, "HardSwish", Activation.HARD_SILU::of);
        all.put("Gelu", one(c -> c.text("approximate", "none").equals("tanh") ? Activation.GELU_APPROXIMATE.of(c.x()) : Activation.GELU.of(c.x())));
        all.put("Elu", one(c -> Activations.elu(c.x(), c.number("alpha", 1))));
        all.put("Celu", one(c -> Activations.celu(c.x(), c.number("alpha", 1))));
        all.put("Selu", one(c -> Activations.elu(c.x(), c.number("alpha", 1.6732632423543772)).mul(c.number("gamma", 1.0507009873554805))));
        all.put("LeakyRelu", one(c -> Activations.leakyRelu(c.x(), c.number("alpha", 0.01))));
        all.put("ThresholdedRelu", one(c -> Activations.threshold(c.x(), c.number("alpha", 1), 0)));
        all.put("PRelu", one(c -> c.x().relu().sub(c.in(1).mul(c.x().neg().relu()))));
        all.put("HardSigmoid", one(c -> c.x().mul(c.number("alpha", 0.2)).add(c.number("beta", 0.5)).clip(0, 1)));
        all.put("Shrink", one(c -> {
            Tensor x = c.x();
            Tensor lambda = Tensor.scalar(c.number("lambd", 0.5));
            double bias = c.number("bias", 0);
            Tensor above = Tensor.where(lambda.less(x), x.sub(bias), Tensor.scalar(0));
            return Tensor.where(x.less(lambda.neg()), x.add(bias), above);
        }));
        all.put("Clip", one(Functions::clip));
        all.put("Softmax", one(c -> soft(c, Tensor::softmax)));
        all.put("LogSoftmax", one(c -> soft(c, Tensor::logSoftmax)));
    }

    private static Tensor clip(Call c) {
        Tensor x = c.x();
        Tensor low = c.has("min") ? Tensor.scalar(c.number("min", 0)) : c.opt(1);
        Tensor high = c.has("max") ? Tensor.scalar(c.number("max", 0)) : c.opt(2);
        x = low == null ? x : x.maximum(low);
        return high == null ? x : x.minimum(high);
    }

    /** Along one axis; in files before opset 13, along it and all behind it. */
    private static Tensor soft(Call c, UnaryOperator<Tensor> ofRows) {
        Tensor x = c.x();
        int rank = x.shape().rank();
        if (c.opset() < 13) {
            int axis = c.axis("axis", 1);
            return ofRows.apply(x.reshape(x.shape().slice(0, axis).size(), -1)).reshape(x.shape());
        }
        int axis = c.axis("axis", -1);
        if (axis == rank - 1) {
            return ofRows.apply(x);
        }
        int[] swap = java.util.stream.IntStream.range(0, rank).toArray();
        swap[axis] = rank - 1;
        swap[rank - 1] = axis;
        return ofRows.apply(x.transpose(swap)).transpose(swap);
    }

    private static void binary(Map<String, Operator> all) {
        fold(all, "Add", Tensor::add);
        fold(all, "Sub", Tensor::sub);
        fold(all, "Mul", Tensor::mul);
        fold(all, "Div", Tensor::div);
        fold(all, "Sum", Tensor::add);
        fold(all, "Max", Tensor::maximum);
        fold(all, "Min", Tensor::minimum);
        all.put("Mean", one(c -> c.in().stream().reduce(Tensor::add).orElseThrow().div(c.in().size())));
        all.put("Pow", one(c -> pow(Call.real(c.x()), Call.real(c.in(1))).cast(c.x().dtype())));
        all.put("Mod", one(Functions::mod));
    }

    private static void fold(Map<String, Operator> all, String name, BinaryOperator<Tensor> f) {
        all.put(name, one(c -> {
            Tensor y = c.x();
            for (int i = 1; i < c.in().size(); i++) {
                y = f.apply(y, c.in(i));
            }
            return y;
        }));
    }

    /** Squares, roots and cubes by themselves: of a number below 0 the general power has no derivative. */
    private static Tensor pow(Tensor x, Tensor exponent) {
        if (exponent.op() instanceof dyp.op.Leaf.Constant c && c.value().size() == 1 && exponent.shape().rank() <= x.shape().rank()) {
            double e = c.value().at(0);
            return e == 2 ? x.square() : e == 3 ? x.square().mul(x) : e == 0.5 ? x.sqrt() : e == 1 ? x : x.pow(exponent);
        }
        return x.pow(exponent);
    }

    /** The remainder has the divisor's sign, as Python's; with fmod the dividend's, as C's. */
    private static Tensor mod(Call c) {
        Tensor a = Call.real(c.x());
        Tensor b = Call.real(c.in(1));
        Tensor q = a.div(b);
        Tensor whole = c.integer("fmod", 0) == 0 ? q.floor() : q.abs().floor().mul(q.sign());
        return a.sub(whole.mul(b)).cast(c.x().dtype());
    }

    private static void truths(Map<String, Operator> all) {
        Tensor one = Tensor.scalar(1);
        all.put("Equal", one(c -> c.x().equal(c.in(1))));
        all.put("Less", one(c -> c.x().less(c.in(1))));
        all.put("Greater", one(c -> c.in(1).less(c.x())));
        all.put("LessOrEqual", one(c -> c.x().less(c.in(1)).maximum(c.x().equal(c.in(1)))));
        all.put("GreaterOrEqual", one(c -> c.in(1).less(c.x()).maximum(c.x().equal(c.in(1)))));
        all.put("Not", one(c -> one.sub(c.x())));
        all.put("And", one(c -> c.x().minimum(c.in(1))));
        all.put("Or", one(c -> c.x().maximum(c.in(1))));
        all.put("Xor", one(c -> c.x().sub(c.in(1)).abs()));
        all.put("Where", one(c -> choose(c.x(), c.in(1), c.in(2))));
    }

    /** {@code mask ? yes : no}, of whole numbers whole ones. */
    static Tensor choose(Tensor mask, Tensor yes, Tensor no) {
        return Tensor.where(mask, yes, no).cast(yes.dtype());
    }

    private static Tensor truth(Tensor x) {
        Tensor zero = Tensor.constant(NDArray.zeros(x.dtype(), dyp.tensor.Shape.SCALAR));
        return Tensor.scalar(1).sub(x.equal(zero));
    }

    /** Whether an operator takes each number on its own, with stretching. */
    static boolean isElementwise(String op) {
        return Arrays.asList("Identity Dropout Neg Abs Sign Floor Ceil Round Sqrt Exp Log Sin Cos Erf Reciprocal IsNaN Cast Relu Sigmoid Tanh Softplus Softsign Mish"
                .concat(" HardSwish Gelu Elu Celu Selu LeakyRelu ThresholdedRelu PRelu HardSigmoid Shrink Clip Add Sub Mul Div Sum Max Min Mean Pow Mod Equal Less")
                .concat(" Greater LessOrEqual GreaterOrEqual Not And Or Xor Where").split(" ")).contains(op);
    }
}
