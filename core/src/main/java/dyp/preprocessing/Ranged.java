package dyp.preprocessing;

/**
 * What every layer can be told that works with colours.
 *
 * @param <L> the layer
 */
public interface Ranged<L> {
    /** Black and white; Keras's default is 0 and 255. */
    Range valueRange();

    /** The same layer for pictures of other values. */
    L valueRange(Range range);

    default L valueRange(double black, double white) {
        return valueRange(new Range(black, white));
    }
}
