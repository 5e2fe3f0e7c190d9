package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/**
 * All gradients together are one long vector; where that is longer than the norm, each is shortened by the same factor, so
 * that the direction stays. Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks".
 */
public record GlobalClipNorm(double norm) implements Option {
    public GlobalClipNorm {
        Checks.positive("globalClipNorm", norm);
    }

    @Override
    public Place place() {
        return Place.CLIP;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        if (moves.isEmpty()) {
            return rule.next(moves);
        }
        Tensor squares = Move.each(moves, m -> m.gradient().square().sum()).stream().reduce(Tensor::add).get();
        Tensor factor = ClipNorm.factor(squares, norm);
        return rule.next(Move.each(moves, m -> m.gradient(m.gradient().mul(factor))));
    }
}
