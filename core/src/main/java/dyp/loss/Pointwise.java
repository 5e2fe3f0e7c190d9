package dyp.loss;

import dyp.op.Tensor;

/** A loss that compares number with number, and takes the mean over the last axis. */
public interface Pointwise extends Loss {
    /** One loss per number. Both have the same shape and are float32. */
    Tensor each(Tensor target, Tensor prediction);

    @Override
    default Tensor of(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor each = each(both.target(), both.prediction());
        return Targets.drop(each.mean(axis()), axis());
    }

    /** Over which axis the mean goes. */
    default int axis() {
        return -1;
    }
}
