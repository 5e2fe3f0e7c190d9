package dyp.labs.table;

import dyp.formats.csv.Table;
import dyp.labs.classic.LogisticRegression;
import dyp.labs.classic.RandomForest;
import dyp.labs.table.RepeatedFolds.Turn;
import dyp.runtime.Engine;
import java.util.Arrays;
import java.util.List;

/** One repeat of cross-validation: three methods on the same folds, each row judged once by models that have not seen it. */
final class HeartFolds {
    static final List<String> METHODS = List.of("MLP", "logistic regression", "random forest");
    private static final int TREES = 300, LEAF = 3;

    private HeartFolds() {}

    /**
     * What came out of a repeat.
     *
     * @param accuracies for each method, one per fold
     * @param aurocs likewise
     * @param sick for each method and row, how likely it was called sick
     */
    record Repeat(double[][] accuracies, double[][] aurocs, double[][] sick) {}

    /** @param turns of one repeat */
    static Repeat judge(HeartTable table, List<Turn> turns, MlpEnsemble mlp, long seed, Engine engine) {
        int methods = METHODS.size();
        Repeat out = new Repeat(new double[methods][turns.size()], new double[methods][turns.size()], new double[methods][table.sick().length]);
        for (Turn turn : turns) {
            Table known = table.features().rows(turn.train());
            TableEncoder encoder = TableEncoder.fit(known);
            float[][] x = encoder.encode(known), asked = encoder.encode(table.features().rows(turn.test()));
            int[] y = pick(table.sick(), turn.train()), truth = pick(table.sick(), turn.test());
            long own = seed * 1000 + turn.repeat() * 50L + turn.fold();
            List<double[][]> answers = List.of(MlpEnsemble.probabilities(mlp.fit(x, y, own, engine), asked),
                    LogisticRegression.create().fit(x, y, own).probabilities(asked),
                    RandomForest.create().trees(TREES).leaf(LEAF).threads(engine.workers().threads()).fit(x, y, own).probabilities(asked));
            for (int m = 0; m < methods; m++) {
                out.accuracies[m][turn.fold()] = Verdicts.accuracy(answers.get(m), truth);
                out.aurocs[m][turn.fold()] = Verdicts.auroc(answers.get(m), truth);
                for (int i = 0; i < truth.length; i++) {
                    out.sick[m][turn.test()[i]] = answers.get(m)[i][1];
                }
            }
        }
        return out;
    }

    static int[] pick(int[] all, int[] rows) {
        return Arrays.stream(rows).map(r -> all[r]).toArray();
    }
}
