package dyp.optim;

import dyp.op.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How weights move, given their gradients. The rule is traced once per weight and becomes part of the compiled step, and so
 * do the options around it: {@code adam(1e-3).clipNorm(1).ema(0.99)}. Say what is the rule's own first; every option can be
 * added to every rule, in any order, and replaces one of its kind.
 */
public interface Optimizer {
    /** The learning rate from step to step. */
    Schedule learningRate();

    /** The weight's next value. */
    Tensor next(Tensor weight, Tensor gradient, State state);

    /** All weights' next values, one per move. */
    default List<Tensor> next(List<Move> moves) {
        return Move.each(moves, m -> next(m.weight(), m.gradient(), m.state()));
    }

    /** In which of Keras's groups a slot lies: files keep group after group, and in a group weight after weight. */
    default int slotGroup(String slot) {
        return 0;
    }

    // ---- options

    /** The options around the rule, the outermost first. */
    default List<Option> options() {
        return List.of();
    }

    /** The option of a kind, where there is one. */
    default <O extends Option> Optional<O> option(Class<O> kind) {
        return options().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** This with an option around it, in place of one of the same kind. */
    default Optimizer with(Option option) {
        return new Tuned(this, List.of(option));
    }

    /**
     * Each step first takes lr * decay off every weight, whatever its gradient.
     *
     * @param excluded regular expressions; a weight whose name ({@code dense_1/bias}) has a match does not decay
     */
    default Optimizer weightDecay(double decay, String... excluded) {
        return with(new WeightDecay(decay, List.of(excluded)));
    }

    /** Shortens each weight's gradient to this length (2-norm) where it is longer. */
    default Optimizer clipNorm(double norm) {
        return with(new ClipNorm(norm));
    }

    /** Shortens all gradients together to this length (2-norm) where they are longer. */
    default Optimizer globalClipNorm(double norm) {
        return with(new GlobalClipNorm(norm));
    }

    /** Brings each number of each gradient into [-value, value]. */
    default Optimizer clipValue(double value) {
        return with(new ClipValue(value));
    }

    /** Moves the weights at every n-th call only, by the mean of n gradients: a large batch in n parts. */
    default Optimizer accumulate(int n) {
        return with(new Accumulate(n));
    }

    /** Keeps a running mean of each weight, as the variable {@code optimizer/<weight>/average}. */
    default Optimizer ema(double momentum) {
        return with(new Ema(momentum, 0));
    }

    /** Puts the running means in the weights' place after every k-th step. After {@code ema}. */
    default Optimizer overwriteEvery(int k) {
        return with(option(Ema.class).orElseThrow(() -> Checks.missing("overwriteEvery(" + k + ")", "ema(0.99)")).overwriteEvery(k));
    }

    /** Differentiates the loss times this factor, and divides the gradients by it. */
    default Optimizer lossScale(double factor) {
        return with(new LossScale(factor));
    }

    /**
     * Another learning rate for a part of the model: the rate times this factor. The longest path that fits wins; 0 freezes.
     *
     * @param path a layer or a weight, as {@code conv2d_1} or {@code conv2d_1/bias}
     */
    default Optimizer multiplier(String path, double factor) {
        return with(option(Multiplier.class).orElse(new Multiplier(Map.of())).and(path, factor));
    }
}
