package dyp.cli;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a network said about a test set.
 *
 * @param samples the images and their labels
 * @param predicted the likeliest class of each
 * @param sure its probability
 * @param loss the mean cross-entropy
 */
record Verdict(Batch samples, int[] predicted, double[] sure, double loss) {
    /** Asks the network about every sample; the labels are class numbers. */
    static Verdict of(Model model, Dataset test) {
        Batch samples = test.toArrays();
        NDArray p = Answers.probabilities(model, samples.x());
        int classes = p.rowSize();
        int n = test.size();
        int[] predicted = new int[n];
        double[] sure = new double[n];
        double loss = 0;
        for (int i = 0; i < n; i++) {
            int first = i * classes;
            int best = first;
            for (int j = first; j < first + classes; j++) {
                best = p.at(j) > p.at(best) ? j : best;
            }
            predicted[i] = best - first;
            sure[i] = p.at(best);
            loss -= Math.log(Math.max(p.at(first + samples.y().ints()[i]), Float.MIN_NORMAL));
        }
        return new Verdict(samples, predicted, sure, loss / n);
    }

    int truth(int i) {
        return samples.y().ints()[i];
    }

    boolean wrong(int i) {
        return predicted[i] != truth(i);
    }

    ConfusionMatrix confusion(int classes) {
        return ConfusionMatrix.of(samples.y().ints(), predicted, classes);
    }

    /** Some samples to look at: mistakes, the surest first, at most half; then right ones, the first of each class. */
    int[] examples(int count) {
        int[] mistakes = IntStream.range(0, predicted.length).filter(this::wrong).boxed()
                .sorted(Comparator.comparingDouble(i -> -sure[i])).limit(count / 2).mapToInt(i -> i).toArray();
        Set<Integer> seen = new HashSet<>();
        int[] right = IntStream.range(0, predicted.length).filter(i -> !wrong(i) && seen.add(truth(i)))
                .limit(count - mistakes.length).toArray();
        return IntStream.concat(Arrays.stream(mistakes), Arrays.stream(right)).toArray();
    }

    /** @param what they are: "images" */
    String accuracy(String what) {
        long correct = IntStream.range(0, predicted.length).filter(i -> !wrong(i)).count();
        return String.format(Locale.ROOT, "%.2f%% (%,d of %,d %s), loss %.4f", 100.0 * correct / predicted.length, correct,
                predicted.length, what, loss);
    }
}
