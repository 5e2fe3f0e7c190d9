package dyp.init;

import dyp.init.VarianceScaling.Distribution;
import dyp.init.VarianceScaling.Mode;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/** The initializers by their usual names, with Keras's definitions. */
public final class Initializers {
    private Initializers() {}

    /** The same value everywhere. */
    public record Constant(double value) implements Initializer {
        @Override
        public NDArray create(Shape shape, long seed, int stream) {
            return NDArray.generate(shape, i -> value);
        }
    }

    public static Initializer zeros() {
        return new Constant(0);
    }

    public static Initializer ones() {
        return new Constant(1);
    }

    public static Initializer constant(double value) {
        return new Constant(value);
    }

    /** Uniform in ±sqrt(6 / (fanIn + fanOut)): Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks". */
    public static Initializer glorotUniform() {
        return new VarianceScaling(1, Mode.FAN_AVERAGE, Distribution.UNIFORM);
    }

    /** Truncated normal of variance 2 / (fanIn + fanOut): Glorot and Bengio 2010. */
    public static Initializer glorotNormal() {
        return new VarianceScaling(1, Mode.FAN_AVERAGE, Distribution.TRUNCATED_NORMAL);
    }

    /** Uniform in ±sqrt(6 / fanIn): He, Zhang, Ren and Sun 2015, "Delving deep into rectifiers". */
    public static Initializer heUniform() {
        return new VarianceScaling(2, Mode.FAN_IN, Distribution.UNIFORM);
    }

    /** Truncated normal of variance 2 / fanIn: He et al. 2015. */
    public static Initializer heNormal() {
        return new VarianceScaling(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    /** A random rotation: see {@link Orthogonal}. */
    public static Initializer orthogonal() {
        return new Orthogonal(1);
    }
}
