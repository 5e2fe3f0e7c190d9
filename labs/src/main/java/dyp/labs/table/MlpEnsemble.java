package dyp.labs.table;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.l2;
import static dyp.optim.Optimizers.adam;

import dyp.data.Dataset;
import dyp.loss.ClassWeights;
import dyp.nn.Layers;
import dyp.runtime.Engine;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Fit;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small networks that answer two-class questions together: the same network from several seeds, whose mean is steadier than each. A table of
 * a few hundred rows is learned by heart by anything larger, so it is held back by a price on its weights and by dropout.
 *
 * @param members how many networks
 * @param hidden units of each
 * @param price of squared weights
 * @param dropout of hidden units
 * @param epochs of each
 */
public record MlpEnsemble(int members, int hidden, double price, double dropout, int epochs) {
    public static final MlpEnsemble USUAL = new MlpEnsemble(5, 24, 3e-3, 0.4, 60);
    private static final int BATCH = 32;
    private static final double RATE = 3e-3;

    public MlpEnsemble epochs(int n) {
        return new MlpEnsemble(members, hidden, price, dropout, n);
    }

    /** One network, compiled. */
    public Model network(int features, long seed, Engine engine) {
        return Sequential.of(input(features), dense(hidden, RELU).kernelRegularizer(l2(price)), Layers.dropout(dropout), dense(1, SIGMOID).kernelRegularizer(l2(price)))
                .seed(seed).engine(engine).compile(adam(RATE), binaryCrossentropy());
    }

    /** How each network is fitted: both classes weigh the same in all. */
    public void options(Fit fit, int[] classes) {
        int sick = Arrays.stream(classes).sum();
        fit.epochs(epochs).batchSize(BATCH).classWeights(ClassWeights.balanced(classes.length - sick, sick));
    }

    /**
     * Fits all members.
     *
     * @param x encoded rows
     * @param y 0 or 1, both of them there
     */
    public List<Model> fit(float[][] x, int[] y, long seed, Engine engine) {
        Dataset data = dataset(x, y);
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            Model model = network(x[0].length, seed * 100 + i, engine);
            model.fit(data, fit -> {
                options(fit, y);
                fit.quiet();
            });
            models.add(model);
        }
        return models;
    }

    /** Rows with their classes as (n, 1). */
    public static Dataset dataset(float[][] x, int[] y) {
        return Dataset.of(array(x), NDArray.generate(Shape.of(y.length, 1), i -> y[i]));
    }

    /** (rows, features) */
    public static NDArray array(float[][] x) {
        int features = x[0].length;
        return NDArray.generate(Shape.of(x.length, features), i -> x[i / features][i % features]);
    }

    /** The members' mean: a row per sample, a column for each of the two classes. */
    public static double[][] probabilities(List<Model> models, float[][] x) {
        NDArray rows = array(x);
        double[] sum = new double[x.length];
        for (Model m : models) {
            NDArray p = m.predict(rows);
            Arrays.setAll(sum, r -> sum[r] + p.floats()[r] / (double) models.size());
        }
        return Arrays.stream(sum).mapToObj(p -> new double[] {1 - p, p}).toArray(double[][]::new);
    }
}
