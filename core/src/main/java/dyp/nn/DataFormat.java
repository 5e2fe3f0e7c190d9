package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Where the channels stand among the axes. Inside, everything is channels-last; the other order costs a copy before and after. */
public enum DataFormat {
    /** (batch, spatial..., channels). */
    CHANNELS_LAST,
    /** (batch, channels, spatial...). */
    CHANNELS_FIRST;

    private static final List<String> SPATIAL = List.of("steps", "height, width", "depth, height, width");

    /** Refuses what is not a batch of samples with so many spatial axes (1 to 3) and channels. */
    void check(Tensor x, int spatial) {
        String axes = SPATIAL.get(spatial - 1);
        if (this == CHANNELS_LAST) {
            Checks.rank(spatial + 2, x, "(batch, " + axes + ", channels)");
        } else if (x.shape().rank() != spatial + 2) {
            throw new DypException("The input must be (batch, channels, " + axes + "), rank " + (spatial + 2) + ", but has rank "
                    + x.shape().rank() + ". Bring it there with reshape(...).");
        }
    }

    /** The first spatial axis; the others follow it. */
    int spatial() {
        return this == CHANNELS_LAST ? 1 : 2;
    }

    /** All of so many spatial axes folded; they stay with length 1 or go. */
    Tensor fold(int spatial, Tensor x, boolean keepdims, BiFunction<Tensor, int[], Tensor> fold) {
        check(x, spatial);
        Tensor y = fold.apply(x, IntStream.range(spatial(), spatial() + spatial).toArray());
        return keepdims ? y : y.reshape(x.shape().dim(0), x.shape().dim(this == CHANNELS_LAST ? -1 : 1));
    }

    /** x with the channels last. */
    Tensor toLast(Tensor x) {
        return this == CHANNELS_LAST ? x : x.transpose(order(x.shape().rank(), 1, x.shape().rank() - 1));
    }

    /** y, whose channels are last, in this format. */
    Tensor fromLast(Tensor y) {
        return this == CHANNELS_LAST ? y : y.transpose(order(y.shape().rank(), y.shape().rank() - 1, 1));
    }

    /** The order that takes the axis {@code from} and puts it at {@code to}. */
    private static int[] order(int rank, int from, int to) {
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        axes.add(to, axes.remove(from));
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }
}
