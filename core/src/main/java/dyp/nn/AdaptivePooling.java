package dyp.nn;

import java.util.List;

/**
 * What the layers that fold an input of any size to a fixed one can be told. Place i of an axis of length n folds the elements from
 * floor(i·n / out) to ceil((i + 1)·n / out), so windows may overlap and differ by one.
 *
 * @param <L> the layer
 */
public interface AdaptivePooling<L> extends Layer {
    /** Places along each spatial axis. */
    List<Integer> outputSize();

    DataFormat dataFormat();

    L dataFormat(DataFormat f);
}
