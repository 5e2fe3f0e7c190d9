package dyp.callback;

import dyp.op.Leaf.Variable;
import dyp.store.Bundle;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.train.Callback;
import dyp.train.Training;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes what TensorBoard shows ({@code tensorboard --logdir logs}), under Keras's tags: each epoch's figures and learning rate as
 * {@code epoch_loss} ... in the folder {@code train}, those of validation in {@code validation}; on request figures every few
 * steps ({@code batch_loss}), and histograms of the weights ({@code dense/kernel/histogram}). Epochs count from 0 there.
 */
public final class TensorBoard implements Callback {
    private static final String VAL = "val_";

    private final Path folder;
    private final int updateFreq;
    private final int histogramFreq;
    private EventFile train;
    private EventFile validation;

    TensorBoard(Path folder, int updateFreq, int histogramFreq) {
        this.folder = folder;
        this.updateFreq = updateFreq;
        this.histogramFreq = histogramFreq;
    }

    /** The figures so far every so many steps as well; only at an epoch's end unless said. */
    public TensorBoard updateFreq(int steps) {
        return new TensorBoard(folder, atLeastOne("updateFreq", steps), histogramFreq);
    }

    /** Histograms of the weights after every so many epochs, the first included; none unless said. */
    public TensorBoard histogramFreq(int epochs) {
        return new TensorBoard(folder, updateFreq, atLeastOne("histogramFreq", epochs));
    }

    private static int atLeastOne(String what, int n) {
        if (n < 1) {
            throw new DypException(what + " must be 1 or more, but " + n + " came.");
        }
        return n;
    }

    @Override
    public void onTrainBegin(Training training) {
        train = new EventFile(folder.resolve("train"));
        validation = new EventFile(folder.resolve("validation"));
    }

    @Override
    public void onBatchEnd(Training training) {
        if (updateFreq > 0 && training.totalSteps() % updateFreq == 0) {
            training.logs().forEach((name, value) -> train.scalar("batch_" + name, value, training.totalSteps()));
        }
    }

    @Override
    public void onEpochEnd(Training training) {
        int epoch = training.epoch() - 1;
        for (Map.Entry<String, Double> figure : training.logs().entrySet()) {
            String name = figure.getKey();
            if (name.startsWith(VAL)) {
                String plain = name.substring(VAL.length());
                validation.scalar("evaluation_" + plain + "_vs_iterations", figure.getValue(), training.trainingStep().step());
                validation.scalar("epoch_" + plain, figure.getValue(), epoch);
            } else if (!name.equals("learning_rate")) {
                train.scalar("epoch_" + name, figure.getValue(), epoch);
            }
        }
        train.scalar("epoch_learning_rate", training.trainingStep().learningRate(), epoch);
        if (histogramFreq > 0 && epoch % histogramFreq == 0) {
            for (Variable v : training.model().variables()) {
                if (v.value().dtype() == DType.FLOAT32) {
                    train.histogram(v.name() + "/histogram", v.value().floats(), epoch);
                }
            }
        }
        train.flush();
        validation.flush();
    }

    @Override
    public void save(Bundle state) {
        train.save(state.child("train"));
        validation.save(state.child("validation"));
    }

    @Override
    public void restore(Bundle state) {
        train.restore(state.child("train"));
        validation.restore(state.child("validation"));
    }

    @Override
    public boolean writesFiles() {
        return true;
    }
}
