package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/**
 * The weights move at every n-th call, by the mean of n gradients; in between the gradients are added up. Slots stand still
 * meanwhile, and steps count moves. Calls are what the training step and a learning-rate schedule count, as in Keras.
 */
public record Accumulate(int n) implements Option {
    private static final String SUM = "gradient_accumulator";

    public Accumulate {
        Checks.atLeast("accumulate", 1, n);
    }

    @Override
    public Place place() {
        return Place.ACCUMULATE;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        List<Tensor> next = rule.next(Move.each(moves, this::accumulated));
        return Move.each(moves, next, (m, value) -> Tensor.where(due(m), value, m.weight()));
    }

    private Tensor due(Move m) {
        return State.every(m.state().call(), n);
    }

    private Move accumulated(Move m) {
        Tensor sum = m.state().slot(SUM);
        m.state().update(sum, Tensor.where(due(m), Tensor.scalar(0), sum.add(m.gradient())));
        // Two quotients: a sum that both this and the slot read would be a pass over memory of its own.
        return m.gradient(sum.div(n).add(m.gradient().div(n))).state(m.state().due(due(m)));
    }

    @Override
    public boolean keeps(String slot) {
        return slot.equals(SUM);
    }
}
