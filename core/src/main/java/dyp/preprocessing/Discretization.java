package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers as the number of the bin that they fall into: bin i holds boundary i - 1 <= x < boundary i. The bins are then encoded as
 * {@link OutputMode} says; INT keeps the input's shape.
 *
 * @param binBoundaries ascending; empty until {@link #adapt} has found them
 * @param numBins how many bins adapt looks for; 0 where the boundaries are given
 * @param epsilon how exact the quantiles are that adapt looks for, as a share of the numbers seen
 */
public record Discretization(List<Double> binBoundaries, int numBins, double epsilon, OutputMode outputMode) implements Layer {
    public Discretization {
        binBoundaries = List.copyOf(binBoundaries);
        Checks.atLeast(0, "numBins", numBins);
        Checks.between("epsilon", 1e-6, 1, epsilon);
        if (binBoundaries.isEmpty() && numBins == 0) {
            throw new DypException("Either the bins' boundaries or their number must be given.");
        }
        if (!binBoundaries.stream().sorted(Comparator.naturalOrder()).toList().equals(binBoundaries)) {
            throw new DypException("The bins' boundaries must ascend, but " + binBoundaries + " came.");
        }
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (binBoundaries.isEmpty()) {
            throw new DypException("The boundaries of the " + numBins
                    + " bins are not known yet. Put discretizationInto(...).adapt(data) into the model.");
        }
        Tensor column = x.cast(DType.FLOAT32).reshape(-1, 1);
        Tensor below = column.less(Checks.numbers(binBoundaries)).sum(1);
        Tensor bin = Tensor.scalar(binBoundaries.size()).sub(below).reshape(x.shape());
        return outputMode.encode(bin, binBoundaries.size() + 1);
    }

    /** The same layer with boundaries between which about the same share of these numbers lies. */
    public Discretization adapt(NDArray data) {
        return adapt(List.of(data));
    }

    /** The same over batches that need not be in memory at once. */
    public Discretization adapt(Iterable<NDArray> batches) {
        if (numBins == 0) {
            throw new DypException("The bins' boundaries are given already: " + binBoundaries + ". Make the layer with numBins to find others.");
        }
        Quantiles seen = Quantiles.NONE;
        for (NDArray batch : batches) {
            seen = Quantiles.of(batch, epsilon).merge(seen, epsilon);
        }
        List<Double> found = seen.boundaries(numBins);
        if (found.isEmpty()) {
            throw new DypException("The data have too few numbers for " + numBins + " bins.");
        }
        return new Discretization(found, numBins, epsilon, outputMode);
    }

    public Discretization outputMode(OutputMode mode) {
        return new Discretization(binBoundaries, numBins, epsilon, mode);
    }

    public Discretization epsilon(double e) {
        return new Discretization(binBoundaries, numBins, e, outputMode);
    }
}
