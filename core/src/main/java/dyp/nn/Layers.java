package dyp.nn;

import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.List;

/**
 * A factory per layer, for a static import: {@code Sequential.of(dense(100, RELU), dropout(0.2), dense(10))}. Each family of layers
 * has a file of its own, which this class inherits.
 */
public final class Layers extends RecurrentLayers {
    private Layers() {}

    /** The shape of one sample, without the batch. */
    public static Input input(int... sample) {
        return new Input(null, Shape.of(sample), DType.FLOAT32);
    }

    /** The inputs of a model that has several. */
    public static List<Input> inputs(Input... all) {
        return List.of(all);
    }

    /** The outputs of a model that has several. */
    public static List<Symbol> outputs(Symbol... all) {
        return List.of(all);
    }

    public static Dense dense(int units) {
        return new Dense(units, Activation.LINEAR);
    }

    public static Dense dense(int units, Activation activation) {
        return new Dense(units, activation);
    }

    public static Activate activation(Activation activation) {
        return new Activate(activation);
    }

    public static ReLU relu() {
        return new ReLU(Double.POSITIVE_INFINITY, 0, 0);
    }

    /** With slope 0.3. */
    public static LeakyReLU leakyRelu() {
        return new LeakyReLU(0.3);
    }

    public static LeakyReLU leakyRelu(double negativeSlope) {
        return new LeakyReLU(negativeSlope);
    }

    /** With an alpha for each place of a sample, 0 at first. */
    public static PReLU prelu() {
        return new PReLU(List.of(), Parameter.BIAS);
    }

    /** With alpha 1. */
    public static ELU elu() {
        return new ELU(1);
    }

    public static ELU elu(double alpha) {
        return new ELU(alpha);
    }

    /** Over the last axis. */
    public static Softmax softmax() {
        return new Softmax(List.of(-1));
    }

    public static Regularizer l1(double strength) {
        return Regularizer.l1(strength);
    }

    public static Regularizer l2(double strength) {
        return Regularizer.l2(strength);
    }

    public static Regularizer l1l2(double l1, double l2) {
        return Regularizer.l1l2(l1, l2);
    }

    public static OrthogonalRegularizer orthogonalRegularizer(double factor) {
        return Regularizer.orthogonal(factor);
    }

    public static MaxNorm maxNorm(double maxValue) {
        return Constraint.maxNorm(maxValue);
    }

    public static MinMaxNorm minMaxNorm(double minValue, double maxValue) {
        return Constraint.minMaxNorm(minValue, maxValue);
    }

    public static NonNeg nonNeg() {
        return Constraint.nonNeg();
    }

    public static UnitNorm unitNorm() {
        return Constraint.unitNorm();
    }
}
