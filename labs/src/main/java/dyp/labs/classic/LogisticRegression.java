package dyp.labs.classic;

import dyp.tensor.DypException;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;

/** One linear function per class, and softmax; learned by Tribuo with AdaGrad. The same seed gives the same functions. */
public final class LogisticRegression {
    private static final int BATCH = 16;

    private final int epochs;
    private final double rate;
    /** (classes, features); the last of each row stands alone. */
    private double[][] weights;

    private LogisticRegression(int epochs, double rate) {
        if (epochs < 1 || !(rate > 0)) {
            throw new DypException("A regression takes 1 epoch or more and a rate above 0, but " + epochs + " and " + rate + " came.");
        }
        this.epochs = epochs;
        this.rate = rate;
    }

    /** 30 epochs at a rate of 0.1. */
    public static LogisticRegression create() {
        return new LogisticRegression(30, 0.1);
    }

    public LogisticRegression epochs(int n) {
        return new LogisticRegression(n, rate);
    }

    public LogisticRegression rate(double r) {
        return new LogisticRegression(epochs, r);
    }

    /**
     * @param x a row of features per sample, all finite, of similar size (standardised)
     * @param y class numbers from 0
     * @return this
     */
    public LogisticRegression fit(float[][] x, int[] y, long seed) {
        MutableDataset<Label> data = Samples.of(x, y);
        LinearSGDModel model = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(rate), epochs, Integer.MAX_VALUE, BATCH, seed).train(data);
        DenseMatrix learned = model.getWeightsCopy();
        int[] columns = Samples.columns(model.getFeatureIDMap());
        weights = new double[Samples.classes(y)][x[0].length + 1];
        for (double[] row : weights) { // a class that was never seen has no chance
            row[x[0].length] = Double.NEGATIVE_INFINITY;
        }
        for (int id = 0; id < model.getOutputIDInfo().size(); id++) {
            double[] row = weights[Integer.parseInt(model.getOutputIDInfo().getOutput(id).getLabel())];
            for (int f = 0; f < columns.length; f++) {
                row[columns[f]] = learned.get(id, f);
            }
            row[x[0].length] = learned.get(id, columns.length);
        }
        return this;
    }

    /** A row per sample, a column per class. */
    public double[][] probabilities(float[][] x) {
        if (weights == null) {
            throw new DypException("The regression has not learned yet: call fit first.");
        }
        int features = weights[0].length - 1;
        Samples.width(x, features);
        double[][] p = new double[x.length][weights.length];
        for (int row = 0; row < x.length; row++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < weights.length; k++) {
                double sum = weights[k][features];
                for (int f = 0; f < features; f++) {
                    sum += weights[k][f] * x[row][f];
                }
                p[row][k] = sum;
                most = Math.max(most, sum);
            }
            double all = 0;
            for (int k = 0; k < weights.length; k++) {
                p[row][k] = Math.exp(p[row][k] - most);
                all += p[row][k];
            }
            for (int k = 0; k < weights.length; k++) {
                p[row][k] /= all;
            }
        }
        return p;
    }

    /** A row per class: one weight per feature, and last the constant. */
    public double[][] weights() {
        return weights.clone();
    }
}
