package dyp.op;

import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A window that slides over the spatial axes of a channels-last tensor (batch, spatial..., channels). All lists have one
 * entry per spatial axis.
 *
 * @param size elements of the window
 * @param stride steps between windows
 * @param dilation distance between neighbouring elements of the window
 * @param before padding before the first element
 * @param after padding after the last element
 */
public record Window(List<Integer> size, List<Integer> stride, List<Integer> dilation, List<Integer> before, List<Integer> after) {

    /** The window for an input of the given shape, with the padding worked out as Keras does. */
    public static Window over(Shape input, List<Integer> size, List<Integer> stride, List<Integer> dilation, Padding padding) {
        if (input.rank() != size.size() + 2) {
            throw new DypException("A window of " + size.size() + " axes slides over (batch, " + "length, ".repeat(size.size())
                    + "channels), rank " + (size.size() + 2) + ", but the input is " + input + ".");
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int i = 0; i < size.size(); i++) {
            int n = input.dim(i + 1);
            int span = (size.get(i) - 1) * dilation.get(i) + 1;
            int total = padding == Padding.VALID ? 0 : Math.max((Math.ceilDiv(n, stride.get(i)) - 1) * stride.get(i) + span - n, 0);
            int first = padding == Padding.CAUSAL ? span - 1 : total / 2;
            before.add(first);
            after.add(padding == Padding.CAUSAL ? 0 : total - first);
        }
        return new Window(size, stride, dilation, List.copyOf(before), List.copyOf(after));
    }

    /** Number of spatial axes. */
    public int rank() {
        return size.size();
    }

    /** Whether neighbouring windows share elements along some axis. */
    public boolean overlaps() {
        return IntStream.range(0, rank()).anyMatch(i -> stride.get(i) <= (size.get(i) - 1) * dilation.get(i));
    }

    /** The window over some of the axes: from {@code from} (inclusive) to {@code to} (exclusive). */
    public Window axes(int from, int to) {
        return new Window(size.subList(from, to), stride.subList(from, to), dilation.subList(from, to), before.subList(from, to),
                after.subList(from, to));
    }

    /** Places of the window along each spatial axis of the input, between its batch axis and {@code channels}. */
    public Shape output(Shape input, int channels, String label) {
        if (input.rank() != rank() + 2) {
            throw new DypException("[" + label + "] needs an input of rank " + (rank() + 2) + " (batch, "
                    + (rank() == 2 ? "height, width" : "spatial axes") + ", channels), but " + input + " came.");
        }
        int[] dims = input.dims();
        for (int i = 0; i < rank(); i++) {
            int padded = dims[i + 1] + before.get(i) + after.get(i);
            int span = (size.get(i) - 1) * dilation.get(i) + 1;
            if (padded < span) {
                throw new DypException("[" + label + "] a window of " + size + (span > size.get(i) ? " (dilated to " + span + ")" : "")
                        + " does not fit into an input of " + input + ". Use a smaller window, padding SAME, or a larger input.");
            }
            dims[i + 1] = (padded - span) / stride.get(i) + 1;
        }
        dims[dims.length - 1] = channels;
        return Shape.of(dims);
    }
}
