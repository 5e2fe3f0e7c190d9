package dyp.callback;

import static dyp.callback.Callbacks.backupAndRestore;
import static dyp.callback.Callbacks.csvLogger;
import static dyp.callback.Callbacks.earlyStopping;
import static dyp.callback.Callbacks.lambdaCallback;
import static dyp.callback.Callbacks.learningRateScheduler;
import static dyp.optim.Optimizers.adam;

import dyp.data.Dataset;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.Toys;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The process that {@link KillTest} kills: fits, tells each step, and at the end what came out. */
final class KilledFit {
    static final int EPOCHS = 20;
    static final int STEPS = 25;
    static final String STEP = "step ";
    static final String OUTCOME = "outcome ";

    private KilledFit() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int every = Integer.parseInt(args[1]);
        Dataset data = Toys.table(16 * STEPS, 12, 1);
        Model model = Toys.mlp(adam(0.01)).seed(7).threads(2);
        BackupAndRestore backup = backupAndRestore(folder.resolve("backup"));
        History history = model.fit(data, fit -> fit.epochs(EPOCHS).batchSize(16).validation(Toys.table(60, 12, 2)).quiet().callbacks(
                every > 0 ? backup.every(every) : backup, learningRateScheduler((epoch, rate) -> rate * 0.95),
                earlyStopping().patience(EPOCHS).restoreBestWeights(true), csvLogger(folder.resolve("log.csv")),
                lambdaCallback().onBatchBegin(t -> System.out.println(STEP + t.totalSteps()))));
        CRC32C crc = new CRC32C();
        Toys.weights(model).forEach(w -> {
            for (int i = 0; i < w.size(); i++) {
                int bits = Float.floatToRawIntBits(w.floats()[i]);
                crc.update(bits);
                crc.update(bits >> 8);
                crc.update(bits >> 16);
                crc.update(bits >> 24);
            }
        });
        System.out.println(OUTCOME + "weights " + Long.toHexString(crc.getValue()) + ", epochs " + history.epochs());
    }
}
