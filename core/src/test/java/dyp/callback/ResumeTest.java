package dyp.callback;

import static dyp.callback.Callbacks.backupAndRestore;
import static dyp.callback.Callbacks.csvLogger;
import static dyp.callback.Callbacks.earlyStopping;
import static dyp.callback.Callbacks.learningRateScheduler;
import static dyp.callback.Callbacks.modelCheckpoint;
import static dyp.callback.Callbacks.reduceLROnPlateau;
import static dyp.callback.Callbacks.tensorBoard;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.optim.Optimizer;
import dyp.store.Bundle;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Callback;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.Toys;
import dyp.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit stopped at every single point in turn, and gone on with by another model: the same bits, history and files. */
class ResumeTest {
    private static final Dataset DATA = Toys.table(110, 9, 1);
    private static final int EPOCHS = 3;
    private static final int STEPS = 4;

    @TempDir Path folder;

    /** Where the power fails. */
    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Fails at the n-th of the points that a fit goes through: begins and ends of steps, of epochs and of validation. */
    private static final class Cut implements Callback {
        private int left;

        Cut(int n) {
            left = n;
        }

        private void point() {
            if (left-- == 0) {
                throw new PowerCut();
            }
        }

        @Override
        public void onEpochBegin(Training t) {
            point();
        }

        @Override
        public void onBatchBegin(Training t) {
            point();
        }

        @Override
        public void onBatchEnd(Training t) {
            point();
        }

        @Override
        public void onTestBegin(Training t) {
            point();
        }

        @Override
        public void onEpochEnd(Training t) {
            point();
        }

        @Override
        public void onTrainEnd(Training t) {
            point();
        }
    }

    private record Outcome(List<NDArray> weights, List<Map<String, Double>> epochs, List<String> csv, String best) {}

    /** Callbacks that remember things, each in the way of the others. */
    private static Outcome fit(Path place, BackupAndRestore backup, Cut cut) throws IOException {
        Model model = Toys.mlp(adam(0.02)).seed(5).threads(1);
        EarlyStopping stopping = earlyStopping().patience(2).restoreBestWeights(true).minDelta(0.01);
        History history = model.fit(DATA, f -> f.epochs(EPOCHS).batchSize(24).validationSplit(0.2).quiet().callbacks(backup,
                learningRateScheduler((epoch, rate) -> rate * 0.9), stopping, reduceLROnPlateau().patience(1).minDelta(0.05).factor(0.5),
                modelCheckpoint(place + "/best.npz").saveBestOnly(true), csvLogger(place.resolve("log.csv")), cut));
        return new Outcome(Toys.weights(model), history.epochs(), Files.readAllLines(place.resolve("log.csv")),
                java.util.HexFormat.of().formatHex(Files.readAllBytes(place.resolve("best.npz"))));
    }

    private void everywhere(int stride, java.util.function.UnaryOperator<BackupAndRestore> frequency) throws IOException {
        Path whole = Files.createDirectories(folder.resolve("whole"));
        Outcome expected = fit(whole, frequency.apply(backupAndRestore(whole.resolve("backup"))), new Cut(Integer.MAX_VALUE));
        assertFalse(Files.exists(whole.resolve("backup")), "removed when all is done");
        assertTrue(expected.epochs.size() > 1);
        for (int n = 0;; n += stride) {
            Path place = Files.createDirectories(folder.resolve("cut" + n));
            boolean through = false;
            try {
                fit(place, frequency.apply(backupAndRestore(place.resolve("backup"))), new Cut(n));
                through = true;
            } catch (PowerCut e) {
                // The process would be dead: nothing of it is used again.
            }
            if (through) {
                assertTrue(n > expected.epochs.size() * (2 * STEPS + 2), "points: " + n);
                return;
            }
            Outcome resumed = fit(place, frequency.apply(backupAndRestore(place.resolve("backup"))), new Cut(Integer.MAX_VALUE));
            assertEquals(expected, resumed, "stopped at point " + n);
        }
    }

    @Test
    void savedAtEveryStep() throws IOException {
        everywhere(1, b -> b.every(1));
    }

    @Test
    void savedEveryThreeSteps() throws IOException {
        everywhere(2, b -> b.every(3));
    }

    @Test
    void savedAtEachEpoch() throws IOException {
        everywhere(2, b -> b);
    }

    /** It goes on, and does not begin again: steps that were saved are not run again. */
    @Test
    void nothingSavedIsRunAgain() {
        List<Long> steps = new ArrayList<>();
        for (int cut : new int[] {10, 5, Integer.MAX_VALUE}) {
            try {
                Toys.mlp(adam()).fit(DATA, f -> f.epochs(3).batchSize(16).quiet().callbacks(backupAndRestore(folder.resolve("b")).every(1),
                        Callbacks.lambdaCallback().onBatchBegin(t -> steps.add(t.totalSteps())), new Cut(2 * cut)));
            } catch (PowerCut e) {
                // Once more.
            }
        }
        assertEquals(21, new java.util.HashSet<>(steps).size());
        assertTrue(steps.size() <= 23, steps::toString);
    }

    /** A checkpoint that is kept is where a longer fit goes on: 2 + 3 epochs are 5. */
    @Test
    void moreEpochs() {
        Model whole = Toys.mlp(adam()).seed(2);
        History all = whole.fit(DATA, f -> f.epochs(5).quiet());
        BackupAndRestore kept = backupAndRestore(folder.resolve("b")).deleteCheckpoint(false);
        Toys.mlp(adam()).seed(2).fit(DATA, f -> f.epochs(2).quiet().callbacks(kept));
        Model later = Toys.mlp(adam()).seed(2);
        History history = later.fit(DATA, f -> f.epochs(5).quiet().callbacks(kept));
        assertEquals(Toys.weights(whole), Toys.weights(later));
        assertEquals(all.epochs(), history.epochs());
    }

    private String refused(Model model, int batchSize, Dataset data) {
        List<NDArray> before = Toys.weights(model.build(9));
        String message = assertThrows(DypException.class, () -> model.fit(data, f -> f.batchSize(batchSize).quiet()
                .callbacks(backupAndRestore(folder.resolve("b"))))).getMessage();
        assertEquals(before, Toys.weights(model), "nothing is changed");
        return message;
    }

    @Test
    void anotherFitIsRefused() {
        Toys.mlp(adam()).fit(DATA, f -> f.epochs(2).quiet().callbacks(backupAndRestore(folder.resolve("b")).deleteCheckpoint(false)));
        String again = ". Go on with the same options and data, or remove the checkpoint to start from the beginning.";
        assertEquals("The checkpoint is of a fit with batch_size 32, but this one has 16" + again, refused(Toys.mlp(adam()), 16, DATA));
        assertEquals("The checkpoint is of a fit with data_size 110, but this one has 100" + again, refused(Toys.mlp(adam()), 32, DATA.take(100)));
        assertEquals("The checkpoint is of a fit with seed 0, but this one has 1" + again, refused(Toys.mlp(adam()).seed(1), 32, DATA));
        assertTrue(refused(Toys.mlp(sgd()), 32, DATA).startsWith("The checkpoint is of another optimizer: it has dense"));
    }

    /** TensorBoard's files have every step once, as if nothing had happened. */
    @Test
    void eventFilesGoOn() throws IOException {
        for (int cut : new int[] {17, 21, 30, Integer.MAX_VALUE}) {
            try {
                Toys.mlp(adam()).fit(DATA, f -> f.epochs(4).batchSize(16).quiet().callbacks(backupAndRestore(folder.resolve("b")).every(5),
                        tensorBoard(folder.resolve("logs")).updateFreq(1), new Cut(cut)));
            } catch (PowerCut e) {
                // Once more.
            }
        }
        List<TensorBoardTest.Event> events = TensorBoardTest.events(folder.resolve("logs/train"));
        List<Long> steps = events.stream().filter(e -> e.tag().equals("batch_loss")).map(TensorBoardTest.Event::step).toList();
        assertEquals(java.util.stream.LongStream.rangeClosed(1, 28).boxed().toList(), steps);
        assertEquals(List.of(0L, 1L, 2L, 3L), events.stream().filter(e -> e.tag().equals("epoch_loss")).map(TensorBoardTest.Event::step).toList());
    }

    @Test
    void whatACallbackPutsDownIsItsOwn() {
        List<String> seen = new ArrayList<>();
        class Counter implements Callback {
            int epochs;

            @Override
            public void onTrainBegin(Training t) {
                epochs = 0;
            }

            @Override
            public void onEpochEnd(Training t) {
                epochs++;
            }

            @Override
            public void onTrainEnd(Training t) {
                seen.add(epochs + "");
            }

            @Override
            public void save(Bundle state) {
                state.put("epochs", epochs);
            }

            @Override
            public void restore(Bundle state) {
                epochs = state.whole("epochs");
            }
        }
        Optimizer optimizer = adam();
        BackupAndRestore kept = backupAndRestore(folder.resolve("b")).deleteCheckpoint(false);
        Toys.mlp(optimizer).fit(DATA, f -> f.epochs(2).quiet().callbacks(new Counter(), kept, new Counter()));
        Toys.mlp(optimizer).fit(DATA, f -> f.epochs(5).quiet().callbacks(new Counter(), kept, new Counter()));
        assertEquals(List.of("2", "2", "5", "5"), seen);
    }
}
