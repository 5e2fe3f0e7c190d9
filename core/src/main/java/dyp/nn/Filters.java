package dyp.nn;

/**
 * What the convolutions whose filters see all channels can be told.
 *
 * @param <L> the layer
 */
public interface Filters<L> extends Convolving<L>, Kernel<L> {
    int filters();

    @Override
    default Parameter kernel() {
        return options().kernel();
    }

    @Override
    default L kernel(Parameter p) {
        return options(options().kernel(p));
    }
}
