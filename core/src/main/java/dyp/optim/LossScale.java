package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/** Gradients come from the loss times this factor, and are divided by it before anything else: what is tiny is not lost on the way. */
public record LossScale(double factor) implements Option {
    public LossScale {
        Checks.positive("lossScale", factor);
    }

    @Override
    public Place place() {
        return Place.UNSCALE;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        return rule.next(Move.each(moves, m -> m.gradient(m.gradient().div(factor))));
    }
}
