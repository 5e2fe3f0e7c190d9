package dyp.train;

import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FastDevRunTest {
    private static final Dataset DATA = Toys.table(300, 7, 1);

    private static final class Watch implements Callback {
        private final List<String> seen = new ArrayList<>();
        private final boolean files;

        Watch(boolean files) {
            this.files = files;
        }

        @Override
        public void onBatchEnd(Training t) {
            seen.add("step");
        }

        @Override
        public void onEpochEnd(Training t) {
            seen.add("epoch of " + t.samples() + " " + t.logs().keySet());
        }

        @Override
        public boolean writesFiles() {
            return files;
        }
    }

    @Test
    void aFewBatchesThroughEverything() {
        Watch watch = new Watch(false);
        Watch writer = new Watch(true);
        History history = Toys.mlp(adam()).fit(DATA, fit -> fit.epochs(50).batchSize(16).validationSplit(0.2).fastDevRun(3).quiet().callbacks(watch, writer));
        assertEquals(List.of("step", "step", "step", "epoch of 48 [loss, accuracy, val_loss, val_accuracy]"), watch.seen);
        assertEquals(List.of(), writer.seen, "what writes files is left out");
        assertEquals(1, history.epochs().size());
    }

    /** The fit in earnest afterwards is as if there had been none. */
    @Test
    void theModelStaysAsItWas() {
        Model model = Toys.mlp(adam()).seed(4);
        model.fit(DATA, fit -> fit.epochs(2).quiet());
        Model plain = Toys.mlp(adam()).seed(4);
        plain.fit(DATA, fit -> fit.epochs(2).quiet());
        List<NDArray> before = Toys.weights(model);
        model.fit(DATA, fit -> fit.epochs(2).fastDevRun().quiet());
        assertEquals(before, Toys.weights(model));
        model.fit(DATA, fit -> fit.epochs(2).quiet());
        plain.fit(DATA, fit -> fit.epochs(2).quiet());
        assertEquals(Toys.weights(plain), Toys.weights(model));
    }

    @Test
    void alsoWhereItFails() {
        Model model = Toys.mlp(adam()).build(7);
        List<NDArray> before = Toys.weights(model);
        assertThrows(IllegalStateException.class, () -> model.fit(DATA, fit -> fit.fastDevRun().quiet().callbacks(new Callback() {
            @Override
            public void onEpochEnd(Training t) {
                throw new IllegalStateException("a bug that would have come up in the night");
            }
        })));
        assertEquals(before, Toys.weights(model));
        assertTrue(assertThrows(dyp.tensor.DypException.class, () -> new Fit().fastDevRun(0)).getMessage().startsWith("fastDevRun must be 1 or more"));
    }
}
