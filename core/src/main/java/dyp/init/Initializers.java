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

    /** Uniform in ±sqrt(3 / fanIn): LeCun, Bottou, Orr and Müller 1998, "Efficient backprop". */
    public static Initializer lecunUniform() {
        return new VarianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM);
    }

    /** Truncated normal of variance 1 / fanIn: LeCun et al. 1998. For selu. */
    public static Initializer lecunNormal() {
        return new VarianceScaling(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    /** Normal of mean 0 and deviation 0.05. */
    public static Initializer randomNormal() {
        return new RandomNormal();
    }

    public static Initializer randomNormal(double mean, double stddev) {
        return new RandomNormal(mean, stddev);
    }

    /** Uniform in ±0.05. */
    public static Initializer randomUniform() {
        return new RandomUniform();
    }

    public static Initializer randomUniform(double minval, double maxval) {
        return new RandomUniform(minval, maxval);
    }

    /** Normal of mean 0 and deviation 0.05, cut at two deviations. */
    public static Initializer truncatedNormal() {
        return new TruncatedNormal();
    }

    public static Initializer truncatedNormal(double mean, double stddev) {
        return new TruncatedNormal(mean, stddev);
    }

    /** Columns (or rows, where fewer) at right angles and of length 1: Saxe, McClelland and Ganguli 2014. */
    public static Initializer orthogonal() {
        return new Orthogonal();
    }

    /** The same of length {@code gain}. */
    public static Initializer orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /** Ones on a matrix's diagonal. */
    public static Initializer identity() {
        return new Identity();
    }

    /** {@code gain} on a matrix's diagonal. */
    public static Initializer identity(double gain) {
        return new Identity(gain);
    }
}
