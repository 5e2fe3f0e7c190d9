package dyp.tune;

import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Toys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
    @Test
    void everySampleIsJudgedOnceByAModelThatHasNotSeenIt() {
        Dataset data = Toys.table(103, 6, 1);
        CrossValidation five = CrossValidation.folds(5).seed(3);
        CrossValidation.Outcome outcome = five.run(data, seed -> Toys.mlp(adam(0.02)).seed(seed), fit -> fit.epochs(15).quiet());
        System.out.println(outcome);
        List<Dataset> parts = five.parts(data);
        List<Integer> rows = new ArrayList<>();
        parts.forEach(p -> IntStream.range(0, p.size()).forEach(i -> rows.add(p.sourceRow(i))));
        assertEquals(IntStream.range(0, 103).boxed().toList(), rows.stream().sorted().toList());
        for (CrossValidation.Fold fold : outcome.folds()) {
            assertEquals(103, fold.learned() + fold.judged());
            assertEquals(3 + fold.number(), fold.seed());
            // The same by hand.
            Model model = Toys.mlp(adam(0.02)).seed(fold.seed());
            List<Dataset> others = new ArrayList<>(parts);
            Dataset judged = others.remove(fold.number() - 1);
            model.fit(Dataset.join(others), fit -> fit.epochs(15).quiet());
            assertEquals(model.evaluate(judged), fold.scores());
        }
        double[] accuracy = outcome.get("accuracy");
        assertTrue(outcome.mean("accuracy") > 0.7, outcome::toString);
        assertEquals(java.util.Arrays.stream(accuracy).sum() / 5, outcome.mean("accuracy"), 1e-12);
        assertThrows(DypException.class, () -> outcome.mean("auc"));
        assertEquals(8, outcome.toString().lines().count());
    }

    @Test
    void meanAndStandardDeviation() {
        CrossValidation.Outcome outcome = new CrossValidation.Outcome(List.of(new CrossValidation.Fold(1, 1, 4, 2, Map.of("loss", 1.0), null),
                new CrossValidation.Fold(2, 2, 4, 2, Map.of("loss", 2.0), null), new CrossValidation.Fold(3, 3, 4, 2, Map.of("loss", 6.0), null)));
        assertEquals(3, outcome.mean("loss"));
        assertEquals(Math.sqrt(7), outcome.std("loss"), 1e-12);
        assertEquals("""
                fold  seed  learned  judged    loss
                1        1        4       2  1.0000
                2        2        4       2  2.0000
                3        3        4       2  6.0000
                mean                         3.0000
                std                          2.6458
                """, outcome.toString());
    }

    @Test
    void stratified() {
        NDArray x = Toys.uniform(1, 60, 2);
        NDArray y = NDArray.of(IntStream.range(0, 60).map(i -> i < 45 ? 0 : i < 57 ? 1 : 2).toArray());
        for (Dataset part : CrossValidation.folds(3).stratified().parts(Dataset.of(x, y))) {
            assertArrayEquals(new int[] {15, 4, 1}, part.classCounts());
        }
        assertNotEquals(Toys.x(CrossValidation.folds(3).parts(Dataset.of(x, y)).getFirst()),
                Toys.x(CrossValidation.folds(3).seed(1).parts(Dataset.of(x, y)).getFirst()));
    }

    @Test
    void refused() {
        assertEquals("Cross-validation needs 2 or more folds, but 1 came.", assertThrows(DypException.class, () -> CrossValidation.folds(1)).getMessage());
        assertEquals("3 samples cannot be cut into 4 folds.", assertThrows(DypException.class,
                () -> CrossValidation.folds(4).parts(Toys.table(3, 2, 1))).getMessage());
        assertEquals("Only parts of the same dataset can be joined, but parts of different ones came.", assertThrows(DypException.class,
                () -> Dataset.join(List.of(Toys.table(3, 2, 1), Toys.table(3, 2, 1)))).getMessage());
        assertEquals(Shape.of(2), Toys.table(3, 2, 1).sampleShape());
    }
}
