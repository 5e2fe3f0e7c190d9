package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Folds axes to length 1 (they stay, so that the result broadcasts back).
 *
 * @param axes which axes, each from 0 to rank - 1, ascending
 */
public record Reduce(Kind kind, List<Integer> axes) implements Op {
    /** How a stretch of numbers becomes one. ARGMAX gives the first index of the largest, as int32, over one axis. */
    public enum Kind { SUM, MEAN, MAX, MIN, ARGMAX }

    @Override
    public Shape shape(List<Tensor> inputs) {
        Shape s = inputs.getFirst().shape();
        for (int axis : axes) {
            s = s.with(axis, 1);
        }
        return s;
    }

    @Override
    public DType dtype(List<Tensor> inputs) {
        return kind == Kind.ARGMAX ? DType.INT32 : inputs.getFirst().dtype();
    }

    /** How many numbers fold into one. */
    public int count(Shape input) {
        int n = 1;
        for (int axis : axes) {
            n *= input.dim(axis);
        }
        return n;
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        Tensor x = out.input(0);
        return Arrays.asList(switch (kind) {
            case SUM -> grad.broadcastTo(x.shape());
            case MEAN -> grad.mul(1.0 / count(x.shape())).broadcastTo(x.shape());
            // Ties share the gradient equally, as in Keras.
            case MAX, MIN -> {
                Tensor winners = x.equal(out);
                yield winners.mul(grad.div(Tensor.make(new Reduce(Kind.SUM, axes), winners)));
            }
            case ARGMAX -> null;
        });
    }

    @Override
    public String label() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
