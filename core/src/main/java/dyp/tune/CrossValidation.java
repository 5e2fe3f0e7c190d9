package dyp.tune;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.train.Fit;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * K-fold cross-validation: the data are cut into k parts; each in turn is what a fresh model is judged by that has learned from
 * the others. Stone 1974, "Cross-validatory choice and assessment of statistical predictions".
 *
 * @param folds k, 2 or more
 * @param byClass whether each class keeps its share in every part
 * @param seed decides the parts; fold i (from 1) has a model of seed {@code seed + i}
 */
public record CrossValidation(int folds, boolean byClass, long seed) {
    public CrossValidation {
        if (folds < 2) {
            throw new DypException("Cross-validation needs 2 or more folds, but " + folds + " came.");
        }
    }

    public static CrossValidation folds(int k) {
        return new CrossValidation(k, false, 0);
    }

    /** Each class keeps its share in every part; targets are class numbers or one-hot rows. */
    public CrossValidation stratified() {
        return new CrossValidation(folds, true, seed);
    }

    public CrossValidation seed(long s) {
        return new CrossValidation(folds, byClass, s);
    }

    /**
     * One part's turn.
     *
     * @param number from 1
     * @param seed of the fold's model
     * @param scores loss and metrics on the part that was held back
     */
    public record Fold(int number, long seed, int learned, int judged, Map<String, Double> scores, Model model) {}

    /** What came out; {@code toString} is a table. */
    public record Outcome(List<Fold> folds) {
        /** A figure of each fold. */
        public double[] get(String name) {
            if (!folds.getFirst().scores.containsKey(name)) {
                throw new DypException("The folds have no '" + name + "'; they have " + folds.getFirst().scores.keySet() + ".");
            }
            return folds.stream().mapToDouble(f -> f.scores.get(name)).toArray();
        }

        public double mean(String name) {
            return Arrays.stream(get(name)).average().orElseThrow();
        }

        /** The folds' standard deviation, with k - 1 in the denominator. */
        public double std(String name) {
            double mean = mean(name);
            return Math.sqrt(Arrays.stream(get(name)).map(v -> (v - mean) * (v - mean)).sum() / (folds.size() - 1));
        }

        /** The models, as an ensemble takes them. */
        public List<Model> models() {
            return folds.stream().map(Fold::model).toList();
        }

        @Override
        public String toString() {
            List<String> names = List.copyOf(folds.getFirst().scores.keySet());
            Table table = new Table().row(cells("fold", List.of("seed", "learned", "judged"), names));
            for (Fold f : folds) {
                table.row(cells(Integer.toString(f.number), List.of(Long.toString(f.seed), Integer.toString(f.learned), Integer.toString(f.judged)),
                        names.stream().map(n -> Table.number(f.scores.get(n))).toList()));
            }
            table.row(cells("mean", List.of("", "", ""), names.stream().map(n -> Table.number(mean(n))).toList()));
            return table.row(cells("std", List.of("", "", ""), names.stream().map(n -> Table.number(std(n))).toList())).toString();
        }

        private static List<String> cells(String first, List<String> then, List<String> last) {
            List<String> all = new ArrayList<>(List.of(first));
            all.addAll(then);
            all.addAll(last);
            return all;
        }
    }

    /**
     * Fits k models.
     *
     * @param model a compiled model for a seed, never fitted: {@code seed -> Sequential.of(...).seed(seed).compile(...)}
     * @param options of each fit
     */
    public Outcome run(Dataset data, LongFunction<Model> model, Consumer<Fit> options) {
        List<Dataset> parts = parts(data);
        List<Fold> done = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            List<Dataset> others = new ArrayList<>(parts);
            Dataset judged = others.remove(i);
            Dataset learned = Dataset.join(others);
            Model fresh = model.apply(seed + i + 1);
            fresh.fit(learned, options);
            done.add(new Fold(i + 1, seed + i + 1, learned.size(), judged.size(), new LinkedHashMap<>(fresh.evaluate(judged)), fresh));
        }
        return new Outcome(List.copyOf(done));
    }

    /** The k parts: each sample in one of them. */
    public List<Dataset> parts(Dataset data) {
        if (data.size() < folds) {
            throw new DypException(String.format(Locale.ROOT, "%d samples cannot be cut into %d folds.", data.size(), folds));
        }
        double[] equal = new double[folds];
        Arrays.fill(equal, 1.0 / folds);
        return byClass ? data.stratified(seed, equal) : data.shuffle(seed).split(equal);
    }
}
