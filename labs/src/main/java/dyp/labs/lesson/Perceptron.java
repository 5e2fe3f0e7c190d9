package dyp.labs.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One neuron that says 1 or 0, and its rule of learning: where it is wrong, move the weights towards (or away from) the input. Rosenblatt 1958. It
 * finds every line that there is (Novikoff 1962), and never gets exclusive or right, because no line does (Minsky and Papert 1969).
 */
final class Perceptron {
    static final int[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    static final Map<String, int[]> TABLES = new TreeMap<>(Map.of(
            "AND", new int[] {0, 0, 0, 1}, "OR", new int[] {0, 1, 1, 1}, "NAND", new int[] {1, 1, 1, 0}, "XOR", new int[] {0, 1, 1, 0}));
    static final int MOST_PASSES = 1000;

    /**
     * @param passes over the four rows until all were right, or {@link #MOST_PASSES}
     * @param mistakes in the last pass
     * @param weights of the bias and of the two inputs
     */
    record Learned(int passes, int mistakes, double[] weights) {}

    static Learned learn(int[] truth, long seed) {
        Random random = new Random(seed);
        double[] w = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        for (int pass = 1; ; pass++) {
            int mistakes = 0;
            for (int row = 0; row < 4; row++) {
                int[] x = INPUTS[row];
                int error = truth[row] - says(w, x); // 1: say it sooner, -1: later, 0: right
                w[0] += 0.5 * error;
                w[1] += 0.5 * error * x[0];
                w[2] += 0.5 * error * x[1];
                mistakes += Math.abs(error);
            }
            if (mistakes == 0 || pass == MOST_PASSES) {
                return new Learned(pass, mistakes, w);
            }
        }
    }

    static int says(double[] w, int[] x) {
        return w[0] + w[1] * x[0] + w[2] * x[1] > 0 ? 1 : 0;
    }

    void main(String[] args) {
        List<List<String>> rows = new ArrayList<>();
        TABLES.forEach((name, truth) -> {
            Learned l = learn(truth, Show.seed(args));
            rows.add(List.of(name, Arrays.toString(truth), "" + l.passes, "" + l.mistakes, Show.number("%.2f + %.2f a + %.2f b > 0", l.weights[0], l.weights[1], l.weights[2])));
        });
        Show.table(List.of("function", "of 00 01 10 11", "passes", "mistakes in the last", "the line"), rows);
        Show.say("A single neuron learns what a line can part. It goes on being wrong about XOR, however long it learns: see the lesson xor.");
    }
}
