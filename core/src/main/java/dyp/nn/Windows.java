package dyp.nn;

import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.DypException;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How windows lie on their input; one number per spatial axis in each list.
 *
 * @param size elements of a window: a layer's kernelSize or poolSize
 * @param strides steps between windows
 * @param padding how windows meet the border
 * @param dilation distance between neighbouring elements of a window
 * @param dataFormat where the channels stand
 */
public record Windows(List<Integer> size, List<Integer> strides, Padding padding, List<Integer> dilation, DataFormat dataFormat) {
    public Windows {
        Checks.positive("strides", strides);
        Checks.positive("dilation", dilation);
        perAxis("strides", size.size(), strides);
        perAxis("dilation", size.size(), dilation);
    }

    /** Windows without padding and without gaps. */
    static Windows of(List<Integer> size, List<Integer> strides) {
        return new Windows(size, strides, Padding.VALID, all(size.size(), 1), DataFormat.CHANNELS_LAST);
    }

    /** Windows of a pool side by side, of 2 along each axis unless said otherwise: one number for all axes, or one for each. */
    static Windows pool(int rank, int... poolSize) {
        List<Integer> size = poolSize.length == 0 ? all(rank, 2) : perAxis("poolSize", rank, poolSize);
        Checks.positive("poolSize", size);
        return of(size, size);
    }

    static List<Integer> all(int rank, int value) {
        return Collections.nCopies(rank, value);
    }

    /** One number for all axes, or one for each. */
    static List<Integer> perAxis(String what, int rank, int... values) {
        return values.length == 1 ? all(rank, values[0]) : perAxis(what, rank, Checks.list(values));
    }

    static List<Integer> perAxis(String what, int rank, List<Integer> values) {
        if (values.size() != rank) {
            throw new DypException(what + " takes one number for all or one for each of the " + rank + " spatial axes, but " + values.size()
                    + " came.");
        }
        return values;
    }

    /**
     * What a layer asks of its windows when it is made.
     *
     * @param what the layer's word for the size
     */
    void check(int rank, String what) {
        checkSize(rank, what);
        if (padding == Padding.CAUSAL) {
            throw new DypException("Padding CAUSAL is for conv1d alone, where there is an earlier and a later. Use VALID or SAME.");
        }
    }

    /** The same for a layer that may be causal. */
    void checkSize(int rank, String what) {
        Checks.positive(what, size);
        perAxis(what, rank, size);
    }

    int rank() {
        return size.size();
    }

    /** The input with its channels last; refused where it has not the axes for these windows. */
    Tensor input(Tensor x) {
        dataFormat.check(x, rank());
        return dataFormat.toLast(x);
    }

    /** These windows on an input whose channels are last. */
    Window over(Tensor x) {
        return Window.over(x.shape(), size, strides, dilation, padding);
    }

    /** The input with each window folded, its channels where they were. */
    Tensor fold(Tensor x, BiFunction<Tensor, Window, Tensor> fold) {
        Tensor in = input(x);
        return dataFormat.fromLast(fold.apply(in, over(in)));
    }

    Windows size(List<Integer> s) {
        return new Windows(s, strides, padding, dilation, dataFormat);
    }

    Windows strides(List<Integer> s) {
        return new Windows(size, s, padding, dilation, dataFormat);
    }

    Windows padding(Padding p) {
        return new Windows(size, strides, p, dilation, dataFormat);
    }

    Windows dilation(List<Integer> d) {
        return new Windows(size, strides, padding, d, dataFormat);
    }

    Windows dataFormat(DataFormat f) {
        return new Windows(size, strides, padding, dilation, f);
    }
}
