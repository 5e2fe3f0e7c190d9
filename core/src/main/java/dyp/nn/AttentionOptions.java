package dyp.nn;

/**
 * What every attention can be told.
 *
 * @param dropout in training, the share of attention weights that are set to 0
 * @param useCausalMask whether a step sees only itself and those before it
 * @param returnAttentionScores whether the attention weights are given as a second output
 */
public record AttentionOptions(double dropout, boolean useCausalMask, boolean returnAttentionScores) {
    public static final AttentionOptions NONE = new AttentionOptions(0, false, false);

    public AttentionOptions {
        Checks.fraction("dropout", dropout);
    }
}
