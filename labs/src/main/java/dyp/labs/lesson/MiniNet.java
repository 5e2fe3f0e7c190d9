package dyp.labs.lesson;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A framework for neural networks of one's own: layers that can go forward and back, losses, and stochastic gradient descent in small batches. One sample at
 * a time, in plain arrays: slow, and short enough to be read at once.
 */
final class MiniNet {
    /** A layer. What it got last it remembers, since the way back needs it. */
    interface Part {
        double[] forward(double[] in);

        /** @param gradient of the loss by what this part gave @return of the loss by what it got */
        double[] backward(double[] gradient);

        default void step(double rate) {}
    }

    /** out = in W + b. */
    static final class Dense implements Part {
        final double[][] w;
        final double[] b;
        private final double[][] dw;
        private final double[] db;
        private double[] in;

        Dense(int inputs, int outputs, Random random) {
            double limit = Math.sqrt(6.0 / (inputs + outputs)); // Glorot and Bengio 2010
            w = new double[inputs][outputs];
            for (double[] row : w) {
                Arrays.setAll(row, j -> (float) (limit * (2 * random.nextDouble() - 1))); // as floats, to begin just where the engine begins
            }
            b = new double[outputs];
            dw = new double[inputs][outputs];
            db = new double[outputs];
        }

        @Override
        public double[] forward(double[] given) {
            in = given;
            double[] out = b.clone();
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < out.length; j++) {
                    out[j] += in[i] * w[i][j];
                }
            }
            return out;
        }

        @Override
        public double[] backward(double[] gradient) {
            double[] back = new double[w.length];
            for (int j = 0; j < gradient.length; j++) {
                db[j] += gradient[j];
                for (int i = 0; i < w.length; i++) {
                    dw[i][j] += in[i] * gradient[j];
                    back[i] += w[i][j] * gradient[j];
                }
            }
            return back;
        }

        @Override
        public void step(double rate) {
            for (int j = 0; j < b.length; j++) {
                b[j] -= rate * db[j];
                db[j] = 0;
                for (int i = 0; i < w.length; i++) {
                    w[i][j] -= rate * dw[i][j];
                    dw[i][j] = 0;
                }
            }
        }
    }

    /** The bend between two dense layers, without which they would be one. */
    static final class Tanh implements Part {
        private double[] out;

        @Override
        public double[] forward(double[] in) {
            out = IntStream.range(0, in.length).mapToDouble(i -> Math.tanh(in[i])).toArray();
            return out;
        }

        @Override
        public double[] backward(double[] gradient) {
            return IntStream.range(0, out.length).mapToDouble(i -> gradient[i] * (1 - out[i] * out[i])).toArray();
        }
    }

    /** What the network is to make small, and its gradient by the network's output. */
    enum Loss {
        /** (out - y)^2: regression. */
        SQUARED {
            @Override
            double[] gradient(double[] out, double y) {
                return new double[] {2 * (out[0] - y)};
            }
        },
        /** Two classes: -log of the probability, sigmoid(out) or 1 - sigmoid(out), of the true one. */
        LOGISTIC {
            @Override
            double[] gradient(double[] out, double y) {
                return new double[] {1 / (1 + Math.exp(-out[0])) - y};
            }
        },
        /** Several classes: -log of the true one's softmax. */
        SOFTMAX {
            @Override
            double[] gradient(double[] out, double y) {
                double most = Arrays.stream(out).max().orElseThrow();
                double sum = Arrays.stream(out).map(o -> Math.exp(o - most)).sum();
                return IntStream.range(0, out.length).mapToDouble(k -> Math.exp(out[k] - most) / sum - (k == (int) y ? 1 : 0)).toArray();
            }
        };

        abstract double[] gradient(double[] out, double y);
    }

    final List<Part> parts;

    MiniNet(Part... parts) {
        this.parts = List.of(parts);
    }

    double[] predict(double[] x) {
        double[] at = x;
        for (Part part : parts) {
            at = part.forward(at);
        }
        return at;
    }

    /** @param order random numbers that decide in which order each epoch sees the samples; null for the order they are in */
    void fit(double[][] x, double[] y, Loss loss, int epochs, int batch, double rate, Random order) {
        List<Integer> samples = IntStream.range(0, x.length).boxed().collect(Collectors.toList());
        for (int epoch = 0; epoch < epochs; epoch++) {
            if (order != null) {
                Collections.shuffle(samples, order);
            }
            for (int from = 0; from < x.length; from += batch) {
                List<Integer> some = samples.subList(from, Math.min(x.length, from + batch));
                for (int i : some) {
                    double[] gradient = loss.gradient(predict(x[i]), y[i]);
                    for (Part part : parts.reversed()) {
                        gradient = part.backward(gradient);
                    }
                }
                parts.forEach(part -> part.step(rate / some.size()));
            }
        }
    }
}
