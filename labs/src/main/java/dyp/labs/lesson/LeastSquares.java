package dyp.labs.lesson;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;

import dyp.data.Dataset;
import dyp.optim.Optimizer;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.Random;

/** A line through noisy points in five dimensions: a problem of which everything is known, its best loss and its curvature too. */
record LeastSquares(NDArray x, NDArray y) {
    static final int FEATURES = 5;

    static LeastSquares draw(int count, long seed) {
        Random random = new Random(seed);
        NDArray x = NDArray.generate(Shape.of(count, FEATURES), i -> random.nextGaussian());
        double[] slopes = random.doubles(FEATURES, -2, 2).toArray();
        return new LeastSquares(x, NDArray.generate(Shape.of(count), i -> {
            double sum = random.nextGaussian();
            for (int k = 0; k < FEATURES; k++) {
                sum += slopes[k] * x.get(i, k);
            }
            return sum;
        }));
    }

    Dataset data() {
        return Dataset.of(x, y);
    }

    /** A neuron without activation or bias, all weights 0. */
    static Model neuron(Optimizer optimizer, long seed) {
        Model model = Sequential.of(input(FEATURES), dense(1).useBias(false)).seed(seed).compile(optimizer, meanSquaredError());
        model.variables().getFirst().value().copyFrom(NDArray.zeros(Shape.of(FEATURES, 1)));
        return model;
    }

    double loss(Model model) {
        return model.evaluate(x, y).get("loss");
    }

    /** The mean of 2 x x': how the slope of the loss changes with the weights. */
    private double[][] curvature() {
        double[][] h = new double[FEATURES][FEATURES];
        int n = x.shape().dim(0);
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < FEATURES; a++) {
                for (int b = 0; b < FEATURES; b++) {
                    h[a][b] += 2.0 * x.get(i, a) * x.get(i, b) / n;
                }
            }
        }
        return h;
    }

    /** The largest curvature in any direction, by power iteration. */
    double largestCurvature() {
        double[][] h = curvature();
        double[] v = {1, 0.5, -0.5, 0.25, -1};
        double length = 0;
        for (int round = 0; round < 1000; round++) {
            double[] next = new double[FEATURES];
            double square = 0;
            for (int a = 0; a < FEATURES; a++) {
                for (int b = 0; b < FEATURES; b++) {
                    next[a] += h[a][b] * v[b];
                }
                square += next[a] * next[a];
            }
            length = Math.sqrt(square);
            for (int a = 0; a < FEATURES; a++) {
                v[a] = next[a] / length;
            }
        }
        return length;
    }

    /** The smallest loss that there is: where the slope is 0, found by elimination. */
    double leastLoss() {
        double[][] h = curvature();
        int n = x.shape().dim(0);
        double[] right = new double[FEATURES];
        double loss = 0;
        for (int i = 0; i < n; i++) {
            loss += y.at(i) * y.at(i) / n;
            for (int a = 0; a < FEATURES; a++) {
                right[a] += 2.0 * x.get(i, a) * y.at(i) / n;
            }
        }
        double[] slope = right.clone();
        for (int p = 0; p < FEATURES; p++) {
            for (int row = p + 1; row < FEATURES; row++) {
                double factor = h[row][p] / h[p][p];
                for (int c = p; c < FEATURES; c++) {
                    h[row][c] -= factor * h[p][c];
                }
                right[row] -= factor * right[p];
            }
        }
        double[] w = new double[FEATURES];
        for (int p = FEATURES - 1; p >= 0; p--) {
            w[p] = right[p];
            for (int c = p + 1; c < FEATURES; c++) {
                w[p] -= h[p][c] * w[c];
            }
            w[p] /= h[p][p];
            loss -= w[p] * slope[p] / 2;
        }
        return loss;
    }
}
