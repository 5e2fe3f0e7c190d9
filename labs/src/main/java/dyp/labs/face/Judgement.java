package dyp.labs.face;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a network does on a part of the data.
 *
 * @param counts truth by prediction
 * @param probabilities a row per picture, a column per class
 */
record Judgement(int[][] counts, double[][] probabilities, int[] truth) {
    static Judgement of(Model model, Dataset data, int classes) {
        int[][] counts = new int[classes][classes];
        double[][] probabilities = new double[data.size()][];
        int[] truth = new int[data.size()];
        int at = 0;
        for (Batch batch : data.batch(256)) {
            NDArray logits = model.predict(batch.x());
            for (int i = 0; i < batch.size(); i++, at++) {
                probabilities[at] = softmax(logits, i * classes, classes);
                truth[at] = (int) batch.y().at(i);
                counts[truth[at]][largest(probabilities[at])]++;
            }
        }
        return new Judgement(counts, probabilities, truth);
    }

    private static double[] softmax(NDArray logits, int from, int classes) {
        double[] p = new double[classes];
        Arrays.setAll(p, c -> logits.at(from + c));
        double most = Arrays.stream(p).max().orElseThrow();
        double sum = Arrays.stream(p).map(v -> Math.exp(v - most)).sum();
        return Arrays.stream(p).map(v -> Math.exp(v - most) / sum).toArray();
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** What is said of a picture. */
    int said(int row) {
        return largest(probabilities[row]);
    }

    double accuracy() {
        double right = 0;
        for (int c = 0; c < counts.length; c++) {
            right += counts[c][c];
        }
        return right / truth.length;
    }

    /** The harmonic mean of precision and recall of a class; 0 where none of it was found, NaN where it occurs nowhere. */
    double f1(int c) {
        int said = Arrays.stream(counts).mapToInt(row -> row[c]).sum();
        int there = Arrays.stream(counts[c]).sum();
        return said + there == 0 ? Double.NaN : 2.0 * counts[c][c] / (said + there);
    }

    /** The mean of the classes' F1, each counting the same however rare it is; those that occur nowhere are left out. */
    double macroF1() {
        double[] there = IntStream.range(0, counts.length).mapToDouble(this::f1).filter(Double::isFinite).toArray();
        return Arrays.stream(there).average().orElse(0);
    }
}
