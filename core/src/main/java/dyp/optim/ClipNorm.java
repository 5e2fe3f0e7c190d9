package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/** A gradient longer than the norm is shortened to it, each weight's on its own: g <- g norm / max(|g|, norm). Pascanu et al. 2013. */
public record ClipNorm(double norm) implements Option {
    public ClipNorm {
        Checks.positive("clipNorm", norm);
    }

    @Override
    public Place place() {
        return Place.CLIP;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        return rule.next(Move.each(moves, m -> m.gradient(m.gradient().mul(factor(m.gradient().square().sum(), norm)))));
    }

    /** What shortens gradients whose squares have this sum. */
    static Tensor factor(Tensor squares, double norm) {
        Tensor limit = Tensor.scalar(norm);
        return limit.div(squares.sqrt().maximum(limit));
    }
}
