package dyp.nn;

/**
 * The options of attention with several heads.
 *
 * @param <L> the layer
 */
public interface HeadedAttention<L> extends Attending<L>, Kernel<L>, Bias<L> {
    HeadOptions heads();

    /** The same layer with other options. */
    L heads(HeadOptions heads);

    @Override
    default Parameter kernel() {
        return heads().kernel();
    }

    @Override
    default Parameter bias() {
        return heads().bias();
    }

    @Override
    default L kernel(Parameter p) {
        return heads(new HeadOptions(heads().useBias(), heads().useGate(), heads().slidingWindow(), heads().attentionMask(), p, bias()));
    }

    @Override
    default L bias(Parameter p) {
        return heads(new HeadOptions(heads().useBias(), heads().useGate(), heads().slidingWindow(), heads().attentionMask(), kernel(), p));
    }

    /** Whether each projection has a bias. */
    default L useBias(boolean use) {
        return heads(new HeadOptions(use, heads().useGate(), heads().slidingWindow(), heads().attentionMask(), kernel(), bias()));
    }

    /** Whether what each head finds is multiplied by a sigmoid of the query. */
    default L useGate(boolean use) {
        return heads(new HeadOptions(heads().useBias(), use, heads().slidingWindow(), heads().attentionMask(), kernel(), bias()));
    }

    /** A step sees only steps less than this many away; 0 for no limit. */
    default L slidingWindow(int steps) {
        return heads(new HeadOptions(heads().useBias(), heads().useGate(), steps, heads().attentionMask(), kernel(), bias()));
    }

    /**
     * Whether the last input says which key each query may see: 1 or 0, (batch, queries, keys), or (batch, heads, queries, keys). An
     * argument of the call in Keras.
     */
    default L attentionMask(boolean given) {
        return heads(new HeadOptions(heads().useBias(), heads().useGate(), heads().slidingWindow(), given, kernel(), bias()));
    }
}
