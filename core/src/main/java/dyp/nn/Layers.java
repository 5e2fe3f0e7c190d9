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

    public static Regularizer l1(double strength) {
        return Regularizer.l1(strength);
    }

    public static Regularizer l2(double strength) {
        return Regularizer.l2(strength);
    }

    public static Regularizer l1l2(double l1, double l2) {
        return Regularizer.l1l2(l1, l2);
    }
}
