package dyp.optim;

import dyp.op.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One weight on its way through a step.
 *
 * @param weight its value, as options have changed it so far
 * @param gradient of its shape
 * @param state what its rule can ask for
 */
public record Move(Tensor weight, Tensor gradient, State state) {
    public Move weight(Tensor w) {
        return new Move(w, gradient, state);
    }

    public Move gradient(Tensor g) {
        return new Move(weight, g, state);
    }

    public Move state(State s) {
        return new Move(weight, gradient, s);
    }

    /** The function of each; what it makes carries the weight's name in plans. */
    public static <T> List<T> each(List<Move> moves, Function<Move, T> function) {
        return moves.stream().map(m -> labelled(m, () -> function.apply(m))).toList();
    }

    /** What becomes of each weight, given its next value so far. */
    @FunctionalInterface
    public interface Then {
        Tensor of(Move move, Tensor next);
    }

    /** The function of each and of its next value. */
    public static List<Tensor> each(List<Move> moves, List<Tensor> next, Then function) {
        return IntStream.range(0, moves.size())
                .mapToObj(i -> labelled(moves.get(i), () -> function.of(moves.get(i), next.get(i)))).toList();
    }

    private static <T> T labelled(Move move, Supplier<T> body) {
        return Tensor.labelled("optimizer/" + move.state.path(), body);
    }
}
