package dyp.callback;

import static dyp.callback.Callbacks.csvLogger;
import static dyp.callback.Callbacks.lambdaCallback;
import static dyp.callback.Callbacks.modelCheckpoint;
import static dyp.callback.Callbacks.terminateOnNaN;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.store.Npz;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Toys;
import dyp.train.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks that save, log and stop. */
class CallbacksTest {
    @TempDir Path folder;

    private List<String> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()).sorted().toList();
        }
    }

    @Test
    void modelCheckpointAtEachEpoch() throws IOException {
        Model model = Figures.model(0);
        Figures.fit(model, "val_loss", new double[] {0.5, 0.25, 12}, modelCheckpoint(folder + "/deep/m-{epoch:02d}-{val_loss:.2f}.npz"));
        assertEquals(List.of("deep/m-01-0.50.npz", "deep/m-02-0.25.npz", "deep/m-03-12.00.npz"), files());
        assertEquals(Map.of("dense/kernel", NDArray.of(new float[] {2}, 1, 1)), Npz.read(folder.resolve("deep/m-02-0.25.npz")));
        Weights.load(model, folder.resolve("deep/m-01-0.50.npz"));
        assertEquals(1, model.variables().getFirst().value().item());
    }

    @Test
    void modelCheckpointOfTheBest() throws IOException {
        double[] figures = {3, 1, 2, 0.5, 0.7};
        Figures.fit(Figures.model(0), "val_loss", figures, modelCheckpoint(folder + "/b.npz").saveBestOnly(true));
        assertEquals(4, Npz.read(folder.resolve("b.npz")).get("dense/kernel").item());
        Figures.fit(Figures.model(0), "val_loss", figures, modelCheckpoint(folder + "/max-{epoch}.npz").saveBestOnly(true).mode(Mode.MAX));
        Figures.fit(Figures.model(0), "val_loss", figures, modelCheckpoint(folder + "/t-{epoch}.npz").saveBestOnly(true).initialValueThreshold(0.6));
        assertEquals(List.of("b.npz", "max-1.npz", "t-4.npz"), files());
    }

    @Test
    void modelCheckpointEverySteps() throws IOException {
        Toys.mlp(sgd()).fit(Toys.table(50, 5, 1), fit -> fit.epochs(2).batchSize(10).quiet()
                .callbacks(modelCheckpoint(folder + "/{epoch}-{batch}.npz").saveFreq(3)));
        assertEquals(List.of("1-3.npz", "2-1.npz", "2-4.npz"), files());
    }

    @Test
    void modelCheckpointWithASaver() {
        List<Path> saved = new ArrayList<>();
        Figures.fit(Figures.model(0), "val_loss", new double[] {1, 2}, modelCheckpoint(folder + "/{epoch}.keras").saver((m, file) -> saved.add(file)));
        assertEquals(List.of(folder.resolve("1.keras"), folder.resolve("2.keras")), saved);
    }

    @Test
    void modelCheckpointRefuses() {
        assertEquals("ModelCheckpoint knows how to save weights, to a path that ends in .npz; for 'm.keras' say how with saver((model, file) -> ...).",
                assertThrows(DypException.class, () -> Figures.fit(Figures.model(0), "val_loss", new double[1], modelCheckpoint("m.keras"))).getMessage());
        String message = assertThrows(DypException.class,
                () -> Figures.fit(Figures.model(0), "val_loss", new double[1], modelCheckpoint(folder + "/{auc}.npz"))).getMessage();
        assertTrue(message.endsWith("asks for {auc}, but this fit has only [epoch, loss, val_loss]."), message);
        assertThrows(DypException.class, () -> modelCheckpoint("{epoch!}.npz"));
    }

    @Test
    void pathsAreFormattedAsInPython() {
        Map<String, Double> values = Map.of("epoch", 7.0, "loss", 0.123456, "big", 1234.5);
        assertEquals("7 007 7.0 0.123 0.1 1.23e-01 0.123456   7", new FilePattern("{epoch} {epoch:03d} {epoch:.1f} {loss:.3f} {loss:.1f} {loss:.2e} {loss} {epoch:3d}")
                .path(values).toString());
        assertEquals("1234.50 0001234.5", new FilePattern("{big:.2f} {big:09.1f}").path(values).toString());
    }

    @Test
    void csv() throws IOException {
        Path file = folder.resolve("logs/a.csv");
        double loss = 1;
        Figures.fit(Figures.model(0), "val_loss", new double[] {0.5, Double.NaN}, csvLogger(file));
        List<String> lines = Files.readAllLines(file);
        assertEquals("epoch,loss,val_loss", lines.getFirst());
        assertTrue(lines.get(1).matches("0,[0-9.E-]+,0.5") && lines.get(2).matches("1,[0-9.E-]+,nan"), lines::toString);
        Figures.fit(Figures.model(0), "extra", new double[] {loss}, csvLogger(file).separator(";"));
        lines = Files.readAllLines(file);
        assertEquals("epoch;extra;loss;val_extra;val_loss", lines.getFirst());
        assertTrue(lines.get(1).matches("0;1.0;[0-9.E-]+;NA;NA"), lines::toString);
        Figures.fit(Figures.model(0), "extra", new double[] {2}, csvLogger(file).separator(";").append(true));
        assertEquals(3, Files.readAllLines(file).size());
        assertTrue(Files.readAllLines(file).get(2).startsWith("0;2.0;"));
    }

    @Test
    void terminateOnNaNEndsInGoodOrder() {
        Model model = Sequential.of(dense(5, RELU), dense(3)).compile(sgd(1e30), meanSquaredError());
        List<String> calls = new ArrayList<>();
        History history = model.fit(Toys.uniform(1, 40, 7), Toys.uniform(2, 40, 3), fit -> fit.batchSize(10).epochs(3).quiet().validationSplit(0.5)
                .callbacks(terminateOnNaN(), lambdaCallback().onBatchEnd(t -> calls.add("batch " + t.step())).onEpochEnd(t -> calls.add("epoch"))
                        .onTrainEnd(t -> calls.add("end"))));
        assertEquals(List.of("batch 1", "epoch", "end"), calls);
        assertEquals(1, history.epochs().size());
        assertFalse(Double.isFinite(history.last("loss")));
        for (NDArray weight : Toys.weights(model)) {
            for (int i = 0; i < weight.size(); i++) {
                assertTrue(Double.isFinite(weight.at(i)));
            }
        }
        Model again = Sequential.of(dense(5, RELU), dense(3)).compile(sgd(1e30), meanSquaredError());
        assertThrows(DypException.class, () -> again.fit(Toys.uniform(1, 40, 7), Toys.uniform(2, 40, 3),
                fit -> fit.batchSize(10).quiet().callbacks(new TerminateOnNaN(true))));
    }

    @Test
    void stoppingInTheMiddleOfAnEpoch() {
        List<String> calls = new ArrayList<>();
        History history = Toys.mlp(sgd()).fit(Toys.table(50, 5, 1), fit -> fit.epochs(9).batchSize(10).quiet().validationSplit(0.2)
                .callbacks(lambdaCallback().onTrainBegin(t -> calls.add("begin")).onEpochBegin(t -> calls.add("epoch")).onBatchBegin(t -> calls.add("step"))
                        .onBatchEnd(t -> {
                            if (t.totalSteps() == 6) {
                                t.stop();
                            }
                        }).onEpochEnd(t -> calls.add("done " + t.samples())).onTrainEnd(t -> calls.add("end"))));
        assertEquals("[begin, epoch, step, step, step, step, done 40, epoch, step, step, done 20, end]", calls.toString());
        assertEquals(2, history.epochs().size());
        assertTrue(history.epochs().getLast().containsKey("val_loss"));
    }

    @Test
    void weightsOfAnotherModelAreRefused() {
        Model model = Figures.model(0).build(2);
        Weights.save(model, folder.resolve("w.npz"));
        assertEquals(folder.resolve("w.npz") + " holds the weights of another model: this one has dense/kernel(3, 1), the file has it as float32(2, 1)."
                + " Load them into the model they were saved of.",
                assertThrows(DypException.class, () -> Weights.load(Figures.model(0).build(3), folder.resolve("w.npz"))).getMessage());
    }

    @Test
    void figuresAreLoggedAtAnEpochsEndOnly() {
        assertThrows(DypException.class, () -> Figures.fit(Figures.model(0), "a", new double[1], lambdaCallback().onBatchEnd(t -> t.log("b", 1))));
        assertThrows(DypException.class, () -> Figures.fit(Figures.model(0), "a", new double[1], lambdaCallback().onEpochEnd(t -> t.swapAverages())));
    }
}
