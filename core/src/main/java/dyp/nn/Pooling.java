package dyp.nn;

import java.util.List;

/**
 * What the layers that fold windows can be told. Padding never wins and never counts.
 *
 * @param <L> the layer
 */
public interface Pooling<L> extends Layer, Windowed<L> {
    default List<Integer> poolSize() {
        return windows().size();
    }
}
