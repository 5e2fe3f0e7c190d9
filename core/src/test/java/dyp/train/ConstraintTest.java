package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.maxNorm;
import static dyp.nn.Layers.nonNeg;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import org.junit.jupiter.api.Test;

/** Weights are where their constraint holds after every step. */
class ConstraintTest {
    private static double length(NDArray kernel, int column) {
        double squares = 0;
        for (int i = 0; i < kernel.shape().dim(0); i++) {
            squares += Math.pow(kernel.get(i, column), 2);
        }
        return Math.sqrt(squares);
    }

    /** The targets pull the first column beyond the bound and leave the second within. */
    @Test
    void maxNormHoldsWhatTheDataPullBeyond() {
        NDArray x = Toys.uniform(1, 64, 3);
        NDArray y = NDArray.zeros(x.shape().with(1, 2));
        for (int i = 0; i < 64; i++) {
            y.floats()[2 * i] = 5 * (float) (x.get(i, 0) - x.get(i, 1));
            y.floats()[2 * i + 1] = 0.25f * (float) x.get(i, 2);
        }
        Model free = Sequential.of(dense(2).useBias(false)).compile(sgd(0.3), meanSquaredError());
        Model held = Sequential.of(dense(2).useBias(false).kernelConstraint(maxNorm(1.5))).compile(sgd(0.3), meanSquaredError());
        for (Model model : new Model[] {free, held}) {
            model.fit(x, y, fit -> fit.epochs(200).quiet());
        }
        NDArray open = free.variables().getFirst().value();
        NDArray kernel = held.variables().getFirst().value();
        assertTrue(length(open, 0) > 6, "without the constraint: " + length(open, 0));
        assertEquals(1.5, length(kernel, 0), 1e-5);
        assertEquals(length(open, 1), length(kernel, 1), 1e-3, "the short column is left alone");
    }

    @Test
    void nonNegOnABiasAndAGamma() {
        NDArray x = Toys.uniform(1, 64, 3);
        NDArray y = NDArray.generate(x.shape(), i -> -1 - x.at(i));
        Model model = Sequential.of(batchNormalization().gammaConstraint(nonNeg()).betaConstraint(nonNeg())).compile(sgd(0.3), meanSquaredError());
        model.fit(x, y, fit -> fit.epochs(50).quiet());
        // Both would have to become negative.
        assertEquals(NDArray.of(new float[3]), model.variables().get(0).value());
        assertEquals(NDArray.of(new float[3]), model.variables().get(1).value());
    }
}
