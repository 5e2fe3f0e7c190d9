package dyp.nn;

import dyp.op.Conv;
import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolution turned round: each input element scatters a weighted window into the output, y[i·stride + t·dilation] += x[i]·k[t].
 * The kernel is (spatial..., filters, in). Zeiler et al. 2010, "Deconvolutional networks".
 *
 * <p>Without outputPadding an axis of length n becomes n·stride (SAME) or n·stride + max(window - stride, 0) (VALID). With it the
 * lengths are (n - 1)·stride + window % 2 + p (SAME) or (n - 1)·stride + window + p (VALID), so that 0 is not the same as none.
 *
 * @param <L> the layer
 */
public interface TransposedConvolution<L> extends Filters<L> {
    /** Further elements at the end of each axis; an empty list for Keras's None, which is not the same as zeros. */
    List<Integer> outputPadding();

    /** The same layer with another list. */
    L outputPadding(List<Integer> p);

    /** Further elements at the end: one number for all axes, or one for each; less than the strides. */
    default L outputPadding(int... p) {
        return outputPadding(Windows.perAxis("outputPadding", windows().rank(), p));
    }

    @Override
    default Tensor apply(Tensor x, Scope scope) {
        Tensor in = windows().input(x);
        Tensor kernel = options().kernel(scope, "kernel", filters(), in.shape().last());
        Shape out = in.shape().with(-1, filters());
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int i = 0; i < windows().rank(); i++) {
            int stride = strides().get(i);
            int span = (kernelSize().get(i) - 1) * dilation().get(i) + 1;
            int all = (in.shape().dim(i + 1) - 1) * stride + span;
            int length = length(i, all, span, stride);
            int cut = padding() == Padding.VALID ? 0 : span - 1 - Math.min(Math.ceilDiv(length - all + 2 * (span - 1), 2), span - 1);
            out = out.with(i + 1, length);
            before.add(cut);
            after.add(Math.max(all - cut - length, 0));
        }
        Window window = new Window(kernelSize(), strides(), dilation(), List.copyOf(before), List.copyOf(after));
        Tensor y = isSideBySide(window, in.shape(), out) ? sideBySide(in, kernel, out)
                : Tensor.make(new Conv.InputGradient(window, 1, out), in, kernel);
        return options().finish(y, scope);
    }

    /** Whether each output element comes from one input element, as in most networks that draw pictures. */
    private static boolean isSideBySide(Window w, Shape in, Shape out) {
        return IntStream.range(0, w.rank()).allMatch(i -> w.size().get(i).equals(w.stride().get(i)) && w.before().get(i) == 0
                && (w.dilation().get(i) == 1 || w.size().get(i) == 1) && out.dim(i + 1) == in.dim(i + 1) * w.stride().get(i));
    }

    /** Then it is a matrix product: each input element gives a box of outputs, and the boxes are laid side by side. */
    private Tensor sideBySide(Tensor in, Tensor kernel, Shape out) {
        int rank = windows().rank();
        Tensor boxes = in.matmul(kernel.reshape(-1, in.shape().last()).transpose());
        int[] dims = new int[2 * rank + 2];
        int[] order = new int[2 * rank + 2];
        System.arraycopy(in.shape().dims(), 0, dims, 0, rank + 1);
        System.arraycopy(kernel.shape().dims(), 0, dims, rank + 1, rank + 1);
        for (int i = 1; i <= rank; i++) {
            order[2 * i - 1] = i;
            order[2 * i] = rank + i;
        }
        order[2 * rank + 1] = 2 * rank + 1;
        return boxes.reshape(dims).transpose(order).reshape(out);
    }

    /**
     * The output's length along a spatial axis.
     *
     * @param all what the windows cover
     */
    private int length(int axis, int all, int span, int stride) {
        boolean valid = padding() == Padding.VALID;
        if (outputPadding().isEmpty()) {
            return all - span + (valid ? Math.max(stride, span) : stride);
        }
        int more = Windows.perAxis("outputPadding", windows().rank(), outputPadding()).get(axis);
        if (more < 0 || more >= stride) {
            throw new DypException("outputPadding must be 0 or more and less than the strides " + strides() + ", but " + outputPadding()
                    + " came.");
        }
        int length = all - span + (valid ? span : span % 2) + more;
        if (length < 1) {
            throw new DypException("With padding SAME, outputPadding " + outputPadding() + " leaves nothing of an axis of length 1 under an even"
                    + " window. Leave outputPadding out.");
        }
        return length;
    }
}
