package dyp.preprocessing;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** What these layers ask of their arguments and inputs. */
final class Checks {
    private Checks() {}

    static void atLeast(int least, String what, int value) {
        if (value < least) {
            throw new DypException(what + " must be " + least + " or more, but " + value + " came.");
        }
    }

    static void between(String what, double low, double high, double... values) {
        if (Arrays.stream(values).anyMatch(v -> !(v >= low && v <= high))) {
            throw new DypException(what + " must lie from " + low + " to " + high + ", but " + Arrays.toString(values) + " came.");
        }
    }

    static void between(String what, double low, double high, Range range) {
        between(what, low, high, range.lower(), range.upper());
    }

    static void images(Tensor x) {
        if (x.shape().rank() != 4 || x.dtype() != DType.FLOAT32) {
            throw new DypException("The input must be pictures, float32 (batch, height, width, channels), but " + x.dtype() + x.shape() + " came.");
        }
    }

    static void colours(Tensor x) {
        images(x);
        if (x.shape().last() != 3) {
            throw new DypException("The pictures must have three channels, red, green and blue, but " + x.shape() + " has " + x.shape().last() + ".");
        }
    }

    static List<Double> list(double... values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** A scalar where it is one number, else a row. */
    static Tensor numbers(List<Double> values) {
        return values.size() == 1 ? Tensor.scalar(values.getFirst())
                : Tensor.constant(NDArray.generate(Shape.of(values.size()), values::get));
    }
}
