package dyp.optim;

import dyp.op.Tensor;
import dyp.tensor.DType;

/** Arithmetic of steps, for schedules. */
final class Steps {
    private Steps() {}

    /** A number of 0 or more without its fraction. */
    static Tensor whole(Tensor x) {
        return x.cast(DType.INT32).cast(DType.FLOAT32);
    }

    /** How often so many steps are done; as a staircase only when they are done in full. */
    static Tensor periods(Tensor step, int length, boolean staircase) {
        Tensor periods = step.div(length);
        return staircase ? whole(periods) : periods;
    }

    /** 1 to 0 along half a cosine, while x goes from 0 to 1. */
    static Tensor cosine(Tensor x) {
        return x.mul(Math.PI).cos().add(1).mul(0.5);
    }
}
