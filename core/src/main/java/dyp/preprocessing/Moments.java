package dyp.preprocessing;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;

/**
 * Mean and variance over batches, cell by cell, in double. Each batch's own are merged into those so far. Chan, Golub and LeVeque
 * 1979, "Updating formulae and a pairwise algorithm for computing sample variances".
 */
final class Moments {
    private final int[] kept;
    private final Shape cells;
    private final double[] mean;
    /** Squared distances from the mean, summed. */
    private final double[] squares;
    private long count;

    Moments(Shape data, int[] kept) {
        this.kept = kept;
        cells = cells(data);
        mean = new double[cells.size()];
        squares = new double[cells.size()];
    }

    private Shape cells(Shape data) {
        return Shape.of(Arrays.stream(kept).map(data::dim).toArray());
    }

    void add(NDArray batch) {
        Shape shape = batch.shape();
        if (shape.rank() <= (kept.length == 0 ? 0 : kept[kept.length - 1]) || !cells(shape).equals(cells)) {
            throw new DypException("A batch of " + shape + " does not go with those before it, which have " + cells + " along axes "
                    + Arrays.toString(kept) + ".");
        }
        int each = cells.size() == 0 ? 0 : batch.size() / cells.size();
        if (each == 0) {
            return;
        }
        int[] cell = cellOfEach(shape);
        double[] own = new double[mean.length];
        for (int i = 0; i < cell.length; i++) {
            own[cell[i]] += batch.at(i) / each;
        }
        double[] ownSquares = new double[mean.length];
        for (int i = 0; i < cell.length; i++) {
            double d = batch.at(i) - own[cell[i]];
            ownSquares[cell[i]] += d * d;
        }
        long total = count + each;
        for (int c = 0; c < mean.length; c++) {
            double d = own[c] - mean[c];
            mean[c] += d * each / total;
            squares[c] += ownSquares[c] + d * d * count * each / total;
        }
        count = total;
    }

    /** The cell that each element belongs to. */
    private int[] cellOfEach(Shape shape) {
        int[] strides = shape.strides();
        int[] cell = new int[shape.size()];
        for (int i = 0; i < cell.length; i++) {
            for (int a : kept) {
                cell[i] = cell[i] * shape.dim(a) + i / strides[a] % shape.dim(a);
            }
        }
        return cell;
    }

    /** Numbers in each cell so far. */
    long count() {
        return count;
    }

    NDArray mean() {
        return NDArray.generate(cells, c -> mean[c]);
    }

    NDArray variance() {
        return NDArray.generate(cells, c -> squares[c] / count);
    }
}
