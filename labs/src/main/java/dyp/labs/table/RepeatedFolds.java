package dyp.labs.table;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tune.CrossValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cross-validation that is done several times over, each time with other folds, in which every class keeps its share: one division into folds of a
 * small table is luck. Kohavi 1995, "A study of cross-validation and bootstrap for accuracy estimation and model selection".
 */
public record RepeatedFolds(int folds, int repeats, long seed) {
    public RepeatedFolds {
        if (folds < 2 || repeats < 1) {
            throw new DypException("Repeated cross-validation takes 2 folds or more and 1 repeat or more, but " + folds + " folds and " + repeats + " repeats came.");
        }
    }

    /** One fold's turn: rows to learn from and rows to judge by. Repeat and fold count from 0. */
    public record Turn(int repeat, int fold, int[] train, int[] test) {}

    /** All turns, repeat after repeat. */
    public List<Turn> of(int[] classes) {
        NDArray rows = NDArray.of(IntStream.range(0, classes.length).toArray());
        List<Turn> turns = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            List<Dataset> parts = CrossValidation.folds(folds).stratified().seed(seed * 1000 + repeat).parts(Dataset.of(rows, NDArray.of(classes)));
            for (int fold = 0; fold < folds; fold++) {
                List<Dataset> others = new ArrayList<>(parts);
                Dataset test = others.remove(fold);
                turns.add(new Turn(repeat, fold, rows(Dataset.join(others)), rows(test)));
            }
        }
        return turns;
    }

    private static int[] rows(Dataset part) {
        return IntStream.range(0, part.size()).map(part::sourceRow).toArray();
    }
}
