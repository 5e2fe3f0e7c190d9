package dyp.labs.context;

import dyp.data.Dataset;
import dyp.labs.classic.LogisticRegression;
import dyp.labs.classic.RandomForest;
import dyp.labs.table.TableEncoder;
import dyp.labs.table.Verdicts;
import dyp.tensor.NDArray;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network beside a logistic regression and a random forest, on the same random halves of a table: one half is known, the other is judged. The
 * classics get what is good for them: missing cells filled and marked, categories as columns of their own, numbers standardised, all by the known
 * half. The network gets the table as it is.
 */
final class Comparison {
    static final List<String> METHODS = List.of("in-context transformer", "logistic regression", "random forest");

    /** Of the regression: of 30, 300, 1,000 and 3,000 the best for it on these tables, so that the network is not ahead because the regression was cut short. */
    private static final int EPOCHS = 300;

    private Comparison() {}

    /**
     * What came out of one table.
     *
     * @param aurocs for each method, one per split
     * @param seconds for each method, over all splits: fit and answers
     */
    record Result(double[][] aurocs, double[] seconds) {
        double mean(int method) {
            return Verdicts.mean(aurocs[method]);
        }
    }

    private interface Method {
        double[][] answer(int[] known, int[] asked);
    }

    /** @param seed of the splits and of the forest */
    static Result of(NamedTable table, ContextClassifier context, int splits, long seed) {
        double[][] aurocs = new double[METHODS.size()][splits];
        double[] seconds = new double[METHODS.size()];
        Dataset rows = Dataset.of(NDArray.of(IntStream.range(0, table.y().length).toArray()), NDArray.of(table.y()));
        for (int split = 0; split < splits; split++) {
            long own = seed * 1000 + split;
            List<Dataset> halves = rows.stratified(own, 0.5, 0.5);
            int[] known = sources(halves.get(0)), asked = sources(halves.get(1));
            List<Method> methods = List.of((k, a) -> context.fit(table.raw(k), table.classes(k)).probabilities(table.raw(a)), (k, a) -> {
                TableEncoder encoder = TableEncoder.fit(table.features().rows(k));
                return LogisticRegression.create().epochs(EPOCHS).fit(encoder.encode(table.features().rows(k)), table.classes(k), own).probabilities(encoder.encode(table.features().rows(a)));
            }, (k, a) -> {
                TableEncoder encoder = TableEncoder.fit(table.features().rows(k));
                return RandomForest.create().fit(encoder.encode(table.features().rows(k)), table.classes(k), own).probabilities(encoder.encode(table.features().rows(a)));
            });
            for (int m = 0; m < aurocs.length; m++) {
                long start = System.nanoTime();
                double[][] p = methods.get(m).answer(known, asked);
                seconds[m] += (System.nanoTime() - start) / 1e9;
                aurocs[m][split] = Verdicts.auroc(p, table.classes(asked));
            }
        }
        return new Result(aurocs, seconds);
    }

    private static int[] sources(Dataset part) {
        return IntStream.range(0, part.size()).map(part::sourceRow).toArray();
    }
}
