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
    /** e^x - 1, exact near 0. */
    EXPM1(Math::expm1, (x, y, g) -> g.mul(y.add(1))),
    LOG(Math::log, (x, y, g) -> g.div(x)),
    SIN(Math::sin, (x, y, g) -> g.mul(x.cos())),
    COS(Math::cos, (x, y, g) -> g.mul(x.sin()).neg()),
    TANH(Math::tanh, (x, y, g) -> g.mul(Tensor.scalar(1).sub(y.square()))),
    /** 1 / (1 + e^-x). */
    SIGMOID(x -> 1 / (1 + Math.exp(-x)), (x, y, g) -> g.mul(y).mul(Tensor.scalar(1).sub(y))),
    /** log(1 + e^x), without overflow: max(x, 0) + log1p(e^-|x|). */
    SOFTPLUS(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), (x, y, g) -> g.mul(x.sigmoid())),
    /** The Gauss error function, 2 / sqrt(pi) times the integral of e^-t² from 0 to x. */
    ERF(Unary::erf, (x, y, g) -> g.mul(x.square().neg().exp()).mul(2 / Math.sqrt(Math.PI))),
    /** x times the normal distribution's share below x, exactly. Hendrycks and Gimpel 2016. */
    GELU(x -> x / 2 * (1 + erf(x * Math.sqrt(0.5))), (x, y, g) -> g.mul(Tensor.make(slope(), x))),
    /** The derivative of {@link #GELU}: that share, and x times the distribution's density. */
    GELU_SLOPE(x -> (1 + erf(x * Math.sqrt(0.5))) / 2 + x * density(x),
            (x, y, g) -> g.mul(x.square().mul(-0.5).exp().mul(density(0))).mul(Tensor.scalar(2).sub(x.square()))),
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

    /** 2 / sqrt(pi) e^-x² times the sum of 2^n x^(2n + 1) / (1 · 3 · ... · (2n + 1)): no digits cancel. Beyond 6 the double is ±1. */
    private static double erf(double x) {
        if (!(Math.abs(x) < 6)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** The normal distribution's, e^(-x²/2) / sqrt(2 pi); 0 where x² is infinite. */
    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** A constant's formula may not name one after it. */
    private static Unary slope() {
        return GELU_SLOPE;
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
