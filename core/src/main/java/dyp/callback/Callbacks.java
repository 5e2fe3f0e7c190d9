package dyp.callback;

import java.nio.file.Path;

/** A factory per callback, for a static import. */
public final class Callbacks {
    private Callbacks() {}

    /** Watches {@code val_loss} with patience 0 and keeps the last weights, unless told otherwise. */
    public static EarlyStopping earlyStopping() {
        return new EarlyStopping();
    }

    /** The learning rate of each epoch, from the epoch (from 1) and the rate so far: {@code (epoch, rate) -> rate * 0.9}. */
    public static LearningRateScheduler learningRateScheduler(LearningRateScheduler.Schedule schedule) {
        return new LearningRateScheduler(schedule);
    }

    /** A tenth of the learning rate where {@code val_loss} has not improved for 10 epochs, unless told otherwise. */
    public static ReduceLROnPlateau reduceLROnPlateau() {
        return new ReduceLROnPlateau();
    }

    /** Saves the fit's whole state after each epoch, unless told otherwise, and goes on from it when started again. */
    public static BackupAndRestore backupAndRestore(Path folder) {
        return new BackupAndRestore(folder);
    }

    /** Saves the model after each epoch, unless told otherwise: {@code modelCheckpoint("best-{epoch:02d}-{val_loss:.2f}.npz")}. */
    public static ModelCheckpoint modelCheckpoint(String path) {
        return new ModelCheckpoint(path);
    }

    /** Each epoch's figures as a line of a CSV file. */
    public static CSVLogger csvLogger(Path file) {
        return new CSVLogger(file, ",", false);
    }

    /** What TensorBoard shows, into {@code logs} unless told otherwise. */
    public static TensorBoard tensorBoard() {
        return tensorBoard(Path.of("logs"));
    }

    public static TensorBoard tensorBoard(Path folder) {
        return new TensorBoard(folder, 0, 0);
    }

    /** Ends the fit in good order where the loss becomes NaN or infinite. */
    public static TerminateOnNaN terminateOnNaN() {
        return new TerminateOnNaN(false);
    }

    /** Validates with the moving averages of the weights. */
    public static SwapEMAWeights swapEMAWeights() {
        return new SwapEMAWeights(false);
    }

    /** Nothing yet: say when to do what, as in {@code lambdaCallback().onEpochEnd(t -> ...)}. */
    public static LambdaCallback lambdaCallback() {
        return new LambdaCallback();
    }

    /** A table of each layer's gradients, weights, updates and activations, after each epoch. */
    public static LayerStatistics layerStatistics() {
        return new LayerStatistics(0, false);
    }
}
