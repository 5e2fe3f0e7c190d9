package dyp.optim;

import dyp.op.Tensor;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Before the rule moves it, a weight shrinks by a share of itself: w <- w - lr decay w. Loshchilov and Hutter 2019, "Decoupled
 * weight decay regularization": unlike a penalty in the loss, it does not go through the rule's own scaling.
 *
 * @param excluded regular expressions; a weight whose name has a match does not decay
 */
public record WeightDecay(double decay, List<String> excluded) implements Option {
    public WeightDecay {
        Checks.notNegative("weightDecay", decay);
        excluded = List.copyOf(excluded);
    }

    @Override
    public Place place() {
        return Place.DECAY;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        return rule.next(Move.each(moves, m -> m.weight(of(m.weight(), m.state()))));
    }

    /** The weight, decayed. */
    Tensor of(Tensor w, State state) {
        boolean stays = decay == 0 || excluded.stream().anyMatch(p -> Pattern.compile(p).matcher(state.path()).find());
        return stays ? w : w.sub(w.mul(state.learningRate().mul(decay)));
    }
}
