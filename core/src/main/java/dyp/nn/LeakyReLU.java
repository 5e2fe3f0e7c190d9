package dyp.nn;

import dyp.op.Tensor;

/** x, or {@code negativeSlope} * x where x is negative. The shape stays. Maas, Hannun and Ng 2013. */
public record LeakyReLU(double negativeSlope) implements Layer {
    public LeakyReLU {
        Checks.notNegative("negativeSlope", negativeSlope);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return Activations.leakyRelu(x, negativeSlope);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public LeakyReLU negativeSlope(double slope) {
        return new LeakyReLU(slope);
    }
}
