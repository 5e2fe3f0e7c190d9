package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Functions of two numbers, with broadcasting. Comparisons give 1 and 0 and pass no gradient. */
public enum Binary implements Elementwise {
    ADD((a, b) -> a + b, (a, b, y, g) -> Arrays.asList(g, g)),
    SUB((a, b) -> a - b, (a, b, y, g) -> Arrays.asList(g, g.neg())),
    MUL((a, b) -> a * b, (a, b, y, g) -> Arrays.asList(g.mul(b), g.mul(a))),
    DIV((a, b) -> a / b, (a, b, y, g) -> Arrays.asList(g.div(b), g.mul(y).div(b).neg())),
    /** Ties send the gradient to the first. */
    MAX(Math::max, (a, b, y, g) -> choose(a.less(b), g)),
    /** Ties send the gradient to the first. */
    MIN(Math::min, (a, b, y, g) -> choose(b.less(a), g)),
    POW(Math::pow, (a, b, y, g) -> Arrays.asList(g.mul(b).mul(a.pow(b.sub(1))), g.mul(y).mul(a.log()))),
    LESS((a, b) -> a < b ? 1 : 0, (a, b, y, g) -> Arrays.asList(null, null)),
    EQUAL((a, b) -> a == b ? 1 : 0, (a, b, y, g) -> Arrays.asList(null, null)),
    /** The gradient g where ReLU's output y is positive, else 0. Inputs: y, g. */
    RELU_GRAD((y, g) -> y > 0 ? g : 0, (y, g, out, gg) -> Arrays.asList(null, reluGrad(y, gg)));

    /** Both derivatives as graph, from the inputs, the output and the gradient that arrives; null where none flows. */
    interface Derivative {
        List<Tensor> of(Tensor a, Tensor b, Tensor y, Tensor g);
    }

    private final DoubleBinaryOperator formula;
    private final Derivative derivative;

    Binary(DoubleBinaryOperator formula, Derivative derivative) {
        this.formula = formula;
        this.derivative = derivative;
    }

    private static List<Tensor> choose(Tensor second, Tensor g) {
        Tensor zero = Tensor.scalar(0);
        return Arrays.asList(Tensor.where(second, zero, g), Tensor.where(second, g, zero));
    }

    private static Tensor reluGrad(Tensor y, Tensor g) {
        return Tensor.make(RELU_GRAD, y, g);
    }

    public double apply(double a, double b) {
        return formula.applyAsDouble(a, b);
    }

    @Override
    public double apply(double[] x) {
        return formula.applyAsDouble(x[0], x[1]);
    }

    /** Whether the result is a truth value rather than a number. */
    public boolean compares() {
        return this == LESS || this == EQUAL;
    }

    @Override
    public DType dtype(List<Tensor> inputs) {
        DType a = inputs.get(0).dtype();
        DType b = inputs.get(1).dtype();
        if (a != b) {
            throw new DypException("[" + label() + "] the operands' types differ: " + a + " and " + b + ". Use cast(...) on one.");
        }
        return compares() ? DType.FLOAT32 : a;
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        Tensor a = out.input(0);
        Tensor b = out.input(1);
        List<Tensor> both = derivative.of(a, b, out, grad);
        return Arrays.asList(summed(both.get(0), a), summed(both.get(1), b));
    }

    private static Tensor summed(Tensor grad, Tensor input) {
        return grad == null ? null : grad.sumTo(input.shape());
    }

    @Override
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
