package dyp.callback;

import dyp.store.Checkpoints;
import dyp.tensor.DypException;
import dyp.train.Callback;
import dyp.train.Training;
import java.nio.file.Path;

/**
 * Saves the whole state of a fit to a folder, after each epoch or every so many steps, and goes on from there when a fit with
 * the same folder is started again: at the very step, to the same bits and the same history as if nothing had happened, even
 * where the process was killed. Saved are the model's and the optimizer's variables, the position in the epoch and its running
 * figures, the history, and what the other callbacks remember. When the fit is over, the checkpoint is removed.
 *
 * <p>The model and the data have to be made the same way again, with the same seed, batch size and callbacks; the number of
 * epochs may be another. A folder serves one fit.
 */
public final class BackupAndRestore implements Callback {
    private final Checkpoints checkpoints;
    private final int every;
    private final boolean delete;

    BackupAndRestore(Path folder) {
        this(new Checkpoints(folder), 0, true);
    }

    private BackupAndRestore(Checkpoints checkpoints, int every, boolean delete) {
        this.checkpoints = checkpoints;
        this.every = every;
        this.delete = delete;
    }

    /** Every so many steps, and not after each epoch: Keras's {@code save_freq}. */
    public BackupAndRestore every(int steps) {
        if (steps < 1) {
            throw new DypException("A checkpoint can be saved every 1 or more steps, but every(" + steps + ") came.");
        }
        return new BackupAndRestore(checkpoints, steps, delete);
    }

    /** Whether the checkpoint is removed when the fit is over; true unless said. Kept, a second fit to more epochs goes on from it. */
    public BackupAndRestore deleteCheckpoint(boolean remove) {
        return new BackupAndRestore(checkpoints, every, remove);
    }

    @Override
    public void onTrainBegin(Training training) {
        checkpoints.latest().ifPresent(training::resume);
    }

    @Override
    public void onBatchEnd(Training training) {
        if (every > 0 && training.totalSteps() % every == 0) {
            checkpoints.write(training.save());
        }
    }

    @Override
    public void onEpochEnd(Training training) {
        if (every == 0) {
            checkpoints.write(training.save());
        }
    }

    @Override
    public void onTrainEnd(Training training) {
        if (delete) {
            checkpoints.delete();
        }
    }

    /** What it saves is what the others have come to. */
    @Override
    public boolean comesLast() {
        return true;
    }

    @Override
    public boolean writesFiles() {
        return true;
    }
}
