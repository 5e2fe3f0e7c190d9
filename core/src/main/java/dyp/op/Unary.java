package dyp.op;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number. Each constant is its formula and its derivative; adding one is one line here. */
public enum Unary implements Elementwise {
    NEG(x -> -x, (x, y, g) -> g.neg()),
    ABS(Math::abs, (x, y, g) -> g.mul(x.sign())),
    SIGN(Math::signum, (x, y, g) -> null),
    FLOOR(Math::floor, (x, y, g) -> null),
    SQUARE(x -> x * x, (x, y, g) -> g.mul(x).mul(2)),
    SQRT(Math::sqrt, (x, y, g) -> g.div(y).mul(0.5)),
    EXP(Math::exp, (x, y, g) -> g.mul(y)),
    LOG(Math::log, (x, y, g) -> g.div(x)),
    SIN(Math::sin, (x, y, g) -> g.mul(x.cos())),
    COS(Math::cos, (x, y, g) -> g.mul(x.sin()).neg()),
    TANH(Math::tanh, (x, y, g) -> g.mul(Tensor.scalar(1).sub(y.square()))),
    /** 1 / (1 + e^-x). */
    SIGMOID(x -> 1 / (1 + Math.exp(-x)), (x, y, g) -> g.mul(y).mul(Tensor.scalar(1).sub(y))),
    /** log(1 + e^x), without overflow: max(x, 0) + log1p(e^-|x|). */
    SOFTPLUS(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), (x, y, g) -> g.mul(x.sigmoid())),
    /** max(x, 0); its derivative at 0 is taken as 0 (Nair and Hinton 2010). */
    RELU(x -> Math.max(x, 0), (x, y, g) -> Tensor.make(Binary.RELU_GRAD, y, g));

    /** A derivative as graph, from the input, the output and the gradient that arrives. */
    interface Derivative {
        Tensor of(Tensor x, Tensor y, Tensor g);
    }

    private final DoubleUnaryOperator formula;
    private final Derivative derivative;

    Unary(DoubleUnaryOperator formula, Derivative derivative) {
        this.formula = formula;
        this.derivative = derivative;
    }

    public double apply(double x) {
        return formula.applyAsDouble(x);
    }

    @Override
    public double apply(double[] x) {
        return formula.applyAsDouble(x[0]);
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        return java.util.Arrays.asList(derivative.of(out.input(0), out, grad));
    }

    @Override
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
