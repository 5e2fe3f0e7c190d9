package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/**
 * A running mean of each weight, average <- momentum average + (1 - momentum) w; after the first step it is the weight.
 * Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging". Kept as {@code optimizer/<weight>/average}.
 *
 * @param overwriteEvery after every so many steps the weights take their averages' values; 0: never
 */
public record Ema(double momentum, int overwriteEvery) implements Option {
    private static final String AVERAGE = "average";

    public Ema {
        Checks.fraction("ema", momentum);
        Checks.atLeast("overwriteEvery", 0, overwriteEvery);
    }

    public Ema overwriteEvery(int k) {
        return new Ema(momentum, k);
    }

    @Override
    public Place place() {
        return Place.AVERAGE;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        return Move.each(moves, rule.next(moves), this::averaged);
    }

    private Tensor averaged(Move m, Tensor next) {
        State state = m.state();
        Tensor beta = Tensor.where(state.step().equal(Tensor.scalar(1)), Tensor.scalar(0), Tensor.scalar(momentum));
        Tensor average = state.runningMean(AVERAGE, next, beta);
        // Never, too, is a choice between the two: so the average and the weight are one pass over memory.
        Tensor overwrite = overwriteEvery == 0 ? Tensor.scalar(0) : State.every(state.count(), overwriteEvery);
        return Tensor.where(overwrite, average, next);
    }

    @Override
    public boolean keeps(String slot) {
        return slot.equals(AVERAGE);
    }
}
