package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/**
 * The expected calibration error: predictions are put into bins by their confidence (the probability of what they say), and the gap between
 * a bin's mean confidence and its accuracy is averaged, each bin by its share. Guo et al. 2017, "On calibration of modern neural networks",
 * equation 3. Predictions are probabilities, (batch, ..., classes), or (batch, ..., 1) for two classes.
 *
 * @param bins of equal width; bin i holds what lies above i / bins, up to (i + 1) / bins
 */
public record CalibrationError(int bins) implements Metric {
    public CalibrationError {
        Checks.positive("bins", bins);
    }

    @Override
    public String name() {
        return "expected_calibration_error";
    }

    /** Per bin the sum of weights, of confidences and of right answers. */
    @Override
    public Tensor totals(Tensor target, Tensor prediction, Tensor weights) {
        Tensor right = new Accuracy().each(target, prediction);
        Tensor confidence = prediction.shape().last() == 1 ? prediction.maximum(Tensor.scalar(1).sub(prediction)) : prediction.max(-1);
        right = right.reshape(confidence.shape());
        Tensor w = Sums.weights(weights, Targets.drop(confidence, -1).shape()).reshape(confidence.shape());
        Tensor bin = Sums.ceil(confidence.mul(bins)).sub(1).clip(0, bins - 1);
        return Sums.row(Sums.histogram(w, bin, bins), Sums.histogram(w.mul(confidence), bin, bins), Sums.histogram(w.mul(right), bin, bins));
    }

    @Override
    public double result(double[] totals) {
        double gaps = 0;
        double all = 0;
        for (int i = 0; i < bins; i++) {
            gaps += Math.abs(totals[2 * bins + i] - totals[bins + i]);
            all += totals[i];
        }
        return Sums.over(gaps, all);
    }

    /** What a reliability diagram shows, (bins, 3): each bin's weight, mean confidence and accuracy; NaN where it is empty. */
    @Override
    public NDArray values(double[] totals) {
        return NDArray.generate(Shape.of(bins, 3), i -> i % 3 == 0 ? totals[i / 3] : totals[i % 3 * bins + i / 3] / totals[i / 3]);
    }

    public CalibrationError bins(int n) {
        return new CalibrationError(n);
    }
}
