package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Elements at the two ends of each spatial axis, to be put there or cut away.
 *
 * @param before one number per axis: at its beginning
 * @param after one number per axis: at its end
 */
public record Borders(List<Integer> before, List<Integer> after) {
    public Borders {
        if (Stream.concat(before.stream(), after.stream()).anyMatch(n -> n < 0)) {
            throw new DypException("A border must be 0 or more elements at each end, but before " + before + " and after " + after + " came.");
        }
    }

    /** One number for all ends, one for both ends of each axis, or two for each axis, its beginning and its end. */
    static Borders of(int rank, int... n) {
        if (n.length == 2 * rank) {
            return new Borders(every(n, 0), every(n, 1));
        }
        if (n.length != 1 && n.length != rank) {
            throw new DypException("A border takes one number, one for each of the " + rank + " spatial axes, or two for each, but "
                    + n.length + " came.");
        }
        List<Integer> both = Windows.perAxis("A border", rank, n);
        return new Borders(both, both);
    }

    private static List<Integer> every(int[] n, int from) {
        return IntStream.range(0, n.length / 2).mapToObj(i -> n[2 * i + from]).toList();
    }

    void check(int rank) {
        Windows.perAxis("A border", rank, before);
        Windows.perAxis("A border", rank, after);
    }

    /** x with zeros around. */
    Tensor pad(Tensor x, DataFormat format) {
        format.check(x, before.size());
        return x.pad(all(before, x, format), all(after, x, format));
    }

    /** x without its border. */
    Tensor crop(Tensor x, DataFormat format) {
        format.check(x, before.size());
        Tensor y = x;
        for (int i = 0; i < before.size(); i++) {
            int axis = format.spatial() + i;
            int n = x.shape().dim(axis);
            if (before.get(i) + after.get(i) >= n) {
                throw new DypException("Cropping " + before.get(i) + " and " + after.get(i) + " elements leaves nothing of an axis of "
                        + "length " + n + ". Cut away less.");
            }
            y = y.slice(axis, before.get(i), n - after.get(i));
        }
        return y;
    }

    /** With zeros for the batch and the channels. */
    private static int[] all(List<Integer> spatial, Tensor x, DataFormat format) {
        int[] border = new int[x.shape().rank()];
        Arrays.setAll(border, i -> i < format.spatial() || i >= format.spatial() + spatial.size() ? 0 : spatial.get(i - format.spatial()));
        return border;
    }
}
