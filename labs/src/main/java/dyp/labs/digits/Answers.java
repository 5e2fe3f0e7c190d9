package dyp.labs.digits;

import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was said about a set of pictures.
 *
 * @param probabilities a row per picture, a column per class
 * @param truth the true class of each
 */
record Answers(double[][] probabilities, int[] truth) {
    /** Of a model that gives logits. */
    static Answers of(Model model, NDArray x, int[] truth) {
        NDArray p = Tensor.constant(model.predict(x)).softmax().value();
        int classes = p.shape().last();
        double[][] rows = new double[truth.length][classes];
        for (int i = 0; i < p.size(); i++) {
            rows[i / classes][i % classes] = p.at(i);
        }
        return new Answers(rows, truth);
    }

    /** The mean of several. */
    static Answers mean(List<Answers> all) {
        int[] truth = all.getFirst().truth;
        double[][] rows = new double[truth.length][all.getFirst().probabilities[0].length];
        for (Answers a : all) {
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < rows[i].length; k++) {
                    rows[i][k] += a.probabilities[i][k] / all.size();
                }
            }
        }
        return new Answers(rows, truth);
    }

    int said(int i) {
        double[] p = probabilities[i];
        return IntStream.range(0, p.length).boxed().max(Comparator.<Integer>comparingDouble(k -> p[k]).thenComparing(Comparator.reverseOrder())).orElseThrow();
    }

    boolean right(int i) {
        return said(i) == truth[i];
    }

    double accuracy() {
        return IntStream.range(0, truth.length).filter(this::right).count() / (double) truth.length;
    }

    int[][] confusion(int classes) {
        int[][] counts = new int[classes][classes];
        IntStream.range(0, truth.length).forEach(i -> counts[truth[i]][said(i)]++);
        return counts;
    }

    /** Wrong answers, the surest first. */
    int[] worst(int most) {
        return IntStream.range(0, truth.length).filter(i -> !right(i)).boxed().sorted(Comparator.comparingDouble(i -> -probabilities[i][said(i)])).limit(most)
                .mapToInt(i -> i).toArray();
    }
}
