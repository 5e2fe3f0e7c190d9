package dyp.nn;

/**
 * What the layers that fold all spatial axes can be told.
 *
 * @param <L> the layer
 */
public interface GlobalPooling<L> extends Layer {
    /** Whether the folded axes stay, with length 1. */
    boolean keepdims();

    L keepdims(boolean keep);

    DataFormat dataFormat();

    L dataFormat(DataFormat f);
}
