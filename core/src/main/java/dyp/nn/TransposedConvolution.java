package dyp.nn;

import dyp.op.Conv;
import dyp.op.Padding;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

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
        return options().finish(Tensor.make(new Conv.InputGradient(window, 1, out), in, kernel), scope);
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
        return all - span + (valid ? span : span % 2) + more;
    }
}
