package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/** Something done around an optimizer's rule, whichever it is. Implement it as a record; {@link Optimizer#with} adds it. */
public interface Option {
    /** All weights' next values. */
    @FunctionalInterface
    interface Rule {
        List<Tensor> next(List<Move> moves);
    }

    /** The order of options, the outermost first: Keras's. In what order they are added does not matter. */
    enum Place { RATE, AVERAGE, UNSCALE, ACCUMULATE, CLIP, DECAY }

    Place place();

    /** The weights' next values, one per move. A weight whose next value is the move's own tensor stays as it is. */
    List<Tensor> around(Rule rule, List<Move> moves);

    /** Whether a slot of this name is the option's own. */
    default boolean keeps(String slot) {
        return false;
    }
}
