package dyp.nn;

import java.util.List;

/**
 * What every convolution can be told.
 *
 * @param <L> the layer
 */
public interface Convolving<L> extends Layer, Windowed<L>, Bias<L> {
    Convolution options();

    /** The same layer with other options. */
    L options(Convolution options);

    @Override
    default Windows windows() {
        return options().windows();
    }

    @Override
    default L windows(Windows w) {
        return options(options().windows(w));
    }

    default List<Integer> kernelSize() {
        return windows().size();
    }

    /** A kernel that is not square: one number for each axis. */
    default L kernelSize(int... size) {
        return windows(windows().size(Windows.perAxis("kernelSize", windows().rank(), size)));
    }

    default List<Integer> dilation() {
        return windows().dilation();
    }

    /** Distance between neighbouring elements of a window: one number for all axes, or one for each. */
    default L dilation(int... distances) {
        return windows(windows().dilation(Windows.perAxis("dilation", windows().rank(), distances)));
    }

    default Activation activation() {
        return options().activation();
    }

    default L activation(Activation a) {
        return options(options().activation(a));
    }

    default boolean useBias() {
        return options().useBias();
    }

    default L useBias(boolean use) {
        return options(options().useBias(use));
    }

    @Override
    default Parameter bias() {
        return options().bias();
    }

    @Override
    default L bias(Parameter p) {
        return options(options().bias(p));
    }
}
