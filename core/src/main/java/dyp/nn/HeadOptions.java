package dyp.nn;

/**
 * What attention with several heads can be told besides {@link AttentionOptions}.
 *
 * @param useBias whether each projection has a bias
 * @param useGate whether what each head finds is multiplied by a sigmoid of the query
 * @param slidingWindow a step sees only steps less than this many away; 0 for no limit
 * @param attentionMask whether the last input says which key each query may see
 * @param kernel of each projection
 * @param bias of each projection
 */
public record HeadOptions(boolean useBias, boolean useGate, int slidingWindow, boolean attentionMask, Parameter kernel, Parameter bias) {
    public static final HeadOptions NONE = new HeadOptions(true, false, 0, false, Parameter.KERNEL, Parameter.BIAS);

    public HeadOptions {
        Checks.notNegative("slidingWindow", slidingWindow);
    }
}
