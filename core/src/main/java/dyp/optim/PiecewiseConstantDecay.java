package dyp.optim;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;

/**
 * The first value up to and with the first boundary, the second from the step after it, and so on.
 *
 * @param boundaries steps, ascending
 * @param values one more than boundaries
 */
public record PiecewiseConstantDecay(List<Integer> boundaries, List<Double> values) implements Schedule {
    public PiecewiseConstantDecay {
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        if (values.size() != boundaries.size() + 1) {
            throw new DypException("piecewiseConstantDecay takes one value more than boundaries, but " + boundaries.size() + " boundaries and "
                    + values.size() + " values came.");
        }
        for (int i = 1; i < boundaries.size(); i++) {
            if (boundaries.get(i) <= boundaries.get(i - 1)) {
                throw new DypException("The boundaries must ascend, but " + boundaries + " came.");
            }
        }
        values.forEach(v -> Checks.notNegative("A learning rate", v));
    }

    static PiecewiseConstantDecay of(int[] boundaries, double[] values) {
        return new PiecewiseConstantDecay(Arrays.stream(boundaries).boxed().toList(), Arrays.stream(values).boxed().toList());
    }

    @Override
    public Tensor at(Tensor step) {
        Tensor rate = Tensor.scalar(values.getFirst());
        for (int i = 0; i < boundaries.size(); i++) {
            rate = Tensor.where(Tensor.scalar(boundaries.get(i)).less(step), Tensor.scalar(values.get(i + 1)), rate);
        }
        return rate;
    }
}
