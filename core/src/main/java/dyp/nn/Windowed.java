package dyp.nn;

import dyp.op.Padding;
import java.util.List;

/**
 * What every layer that slides windows can be told about them.
 *
 * @param <L> the layer
 */
public interface Windowed<L> {
    Windows windows();

    /** The same layer with other windows. */
    L windows(Windows windows);

    default List<Integer> strides() {
        return windows().strides();
    }

    /** Steps between windows: one number for all axes, or one for each. */
    default L strides(int... steps) {
        return windows(windows().strides(Windows.perAxis("strides", windows().rank(), steps)));
    }

    default Padding padding() {
        return windows().padding();
    }

    default L padding(Padding p) {
        return windows(windows().padding(p));
    }

    default DataFormat dataFormat() {
        return windows().dataFormat();
    }

    default L dataFormat(DataFormat f) {
        return windows(windows().dataFormat(f));
    }
}
