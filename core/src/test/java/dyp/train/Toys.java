package dyp.train;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.op.Padding.SAME;

import dyp.data.Dataset;
import dyp.optim.Optimizer;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Random;

/** Small data and small models for the tests of training. Everything follows from a seed. */
public final class Toys {
    private Toys() {}

    public static NDArray uniform(long seed, int... dims) {
        Random random = new Random(seed);
        return NDArray.generate(Shape.of(dims), i -> 2 * random.nextDouble() - 1);
    }

    /** A table of two noisy classes: 1 where a weighted sum of the columns is above 0. */
    public static Dataset table(int rows, int columns, long seed) {
        NDArray x = uniform(seed, rows, columns);
        NDArray y = NDArray.generate(Shape.of(rows, 1), i -> {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += x.get(i, j) * (j % 3 - 0.8);
            }
            return sum > 0 ? 1 : 0;
        });
        return Dataset.of(x, y);
    }

    /** Pictures of 12 x 12 with noise, in four classes: a horizontal or vertical bar, a cross, a filled square, anywhere. */
    public static Dataset pictures(int rows, long seed) {
        Random random = new Random(seed);
        NDArray x = NDArray.generate(Shape.of(rows, 12, 12, 1), i -> 0.2 * random.nextDouble());
        NDArray y = NDArray.of(new int[rows]);
        for (int r = 0; r < rows; r++) {
            int kind = random.nextInt(4);
            int top = random.nextInt(7);
            int left = random.nextInt(7);
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                    boolean ink = switch (kind) {
                        case 0 -> i == 2;
                        case 1 -> j == 2;
                        case 2 -> i == 2 || j == 2;
                        default -> i < 5 && j < 5;
                    };
                    x.floats()[r * 144 + (top + i) * 12 + left + j] += ink ? 0.8f : 0;
                }
            }
            y.ints()[r] = kind;
        }
        return Dataset.of(x, y);
    }

    /** For {@link #table}: with dropout and batch normalization. */
    public static Model mlp(Optimizer optimizer) {
        return Sequential.of(dense(33, RELU), batchNormalization(), dropout(0.2), dense(17, RELU).kernelRegularizer(l2(1e-3)), dense(1, SIGMOID))
                .compile(optimizer, binaryCrossentropy(), accuracy());
    }

    /** For {@link #pictures}: with dropout and batch normalization. */
    public static Model cnn(Optimizer optimizer) {
        return Sequential.of(conv2d(8, 3, RELU), batchNormalization(), conv2d(16, 3, RELU).strides(2).padding(SAME).kernelRegularizer(l2(1e-4)),
                        maxPooling2d(2), flatten(), dropout(0.2), dense(4))
                .compile(optimizer, sparseCategoricalCrossentropy().fromLogits(), accuracy());
    }

    public static List<NDArray> weights(Model model) {
        return Weights.of(model).values();
    }

    public static NDArray x(Dataset data) {
        return data.toArrays().x();
    }

    public static NDArray y(Dataset data) {
        return data.toArrays().y();
    }
}
