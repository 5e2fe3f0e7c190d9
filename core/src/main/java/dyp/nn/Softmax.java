package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/**
 * e^x / sum e^x over one or more axes; the shape stays. A mask, as a second input that broadcasts to x (above 0.5: counts) or over the steps
 * of x, takes numbers out: they get 0, and the others sum to 1 without them.
 *
 * @param axes summed over together, at least one; -1 is the last
 */
public record Softmax(List<Integer> axes) implements Joint {
    /** Keras's stand-in for minus infinity, whose e^x is 0. */
    private static final double NEVER = -1e9;

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        Tensor x = inputs.getFirst();
        Tensor mask = switch (inputs.size()) {
            case 1 -> scope.mask(x) == null ? null : Masks.over(x, scope.mask(x));
            case 2 -> inputs.get(1);
            default -> throw new DypException("softmax takes x, or x and a mask, but " + inputs.size() + " inputs came.");
        };
        if (mask == null) {
            return List.of(softmax(x));
        }
        if (!mask.shape().broadcastsTo(x.shape())) {
            throw new DypException("softmax's mask " + mask.shape() + " does not stretch to its input " + x.shape() + ".");
        }
        Tensor counts = Tensor.scalar(0.5).less(mask);
        return List.of(Tensor.where(counts, softmax(Tensor.where(counts, x, Tensor.scalar(NEVER))), Tensor.scalar(0)));
    }

    private Tensor softmax(Tensor x) {
        return Activations.softmax(x, axes.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public Softmax axis(int... several) {
        return new Softmax(Checks.list(several));
    }
}
