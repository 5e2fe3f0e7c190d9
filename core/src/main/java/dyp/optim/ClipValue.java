package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/** Each number of each gradient is brought into [-value, value]. */
public record ClipValue(double value) implements Option {
    public ClipValue {
        Checks.positive("clipValue", value);
    }

    @Override
    public Place place() {
        return Place.CLIP;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        return rule.next(Move.each(moves, m -> m.gradient(m.gradient().clip(-value, value))));
    }
}
