package dyp.labs.volume;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.labs.classic.LogisticRegression;
import dyp.labs.finding.Finding;
import dyp.tensor.NDArray;
import java.util.stream.IntStream;

/** A logistic regression of what a ruler says of shapes: {@link Shapes#measures}, each brought to mean 0 and variance 1 over the training shapes. */
final class Ruler {
    private final double[] mean;
    private final double[] deviation;
    private final LogisticRegression regression;

    private Ruler(double[] mean, double[] deviation, LogisticRegression regression) {
        this.mean = mean;
        this.deviation = deviation;
        this.regression = regression;
    }

    /** @param shapes volumes (n, a, b, c, 1) with labels (n, 1) of 0 and 1 */
    static Ruler of(Dataset shapes, long seed) {
        Batch all = shapes.toArrays();
        double[][] measured = measured(all.x());
        int n = measured[0].length;
        double[] mean = IntStream.range(0, n).mapToDouble(f -> IntStream.range(0, measured.length).mapToDouble(i -> measured[i][f]).average().orElseThrow()).toArray();
        double[] deviation = IntStream.range(0, n).mapToDouble(f -> Math.sqrt(IntStream.range(0, measured.length).mapToDouble(i -> Math.pow(measured[i][f] - mean[f], 2)).average()
                .orElseThrow()) + 1e-9).toArray();
        Ruler ruler = new Ruler(mean, deviation, LogisticRegression.create());
        ruler.regression.fit(ruler.even(measured), Finding.truth(all.y()), seed);
        return ruler;
    }

    /** The probability of class 1 for each volume (n, a, b, c, 1). */
    double[] probabilities(NDArray volumes) {
        double[][] p = regression.probabilities(even(measured(volumes)));
        return IntStream.range(0, p.length).mapToDouble(i -> p[i][1]).toArray();
    }

    private static double[][] measured(NDArray volumes) {
        return IntStream.range(0, volumes.shape().dim(0)).mapToObj(i -> Shapes.of(VolumeStudy.volume(volumes, i)).measures()).toArray(double[][]::new);
    }

    private float[][] even(double[][] measured) {
        float[][] x = new float[measured.length][mean.length];
        for (int i = 0; i < x.length; i++) {
            for (int f = 0; f < mean.length; f++) {
                x[i][f] = (float) ((measured[i][f] - mean[f]) / deviation[f]);
            }
        }
        return x;
    }
}
