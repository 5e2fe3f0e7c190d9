package dyp.nn;

import dyp.op.Tensor;

/**
 * Each sample as one row: (batch, ...) -> (batch, product of the rest).
 *
 * @param dataFormat where the channels stand; they come last in the row in either case, as in Keras
 */
public record Flatten(DataFormat dataFormat) implements Layer {
    public Flatten() {
        this(DataFormat.CHANNELS_LAST);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Tensor last = x.shape().rank() > 2 ? dataFormat.toLast(x) : x;
        return last.reshape(x.shape().dim(0), x.shape().sample().size());
    }

    public Flatten dataFormat(DataFormat f) {
        return new Flatten(f);
    }
}
