package dyp.nn;

/**
 * The options of every attention. In Keras the last two are arguments of the call.
 *
 * @param <L> the layer
 */
public interface Attending<L> extends Joint {
    AttentionOptions options();

    /** The same layer with other options. */
    L options(AttentionOptions options);

    /** In training, the share of attention weights that are set to 0. */
    default L dropout(double rate) {
        return options(new AttentionOptions(rate, options().useCausalMask(), options().returnAttentionScores()));
    }

    /** Whether a step sees only itself and those before it, as where the next word is to be told. */
    default L useCausalMask(boolean use) {
        return options(new AttentionOptions(options().dropout(), use, options().returnAttentionScores()));
    }

    /** Whether the attention weights are given as a second output. */
    default L returnAttentionScores(boolean give) {
        return options(new AttentionOptions(options().dropout(), options().useCausalMask(), give));
    }
}
