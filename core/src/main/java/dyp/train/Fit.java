package dyp.train;

import dyp.data.Dataset;
import dyp.loss.ClassWeights;
import dyp.nn.Layer;
import dyp.preprocessing.BatchAugmentation;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The options of a fit, set in a lambda: {@code model.fit(x, y, fit -> fit.epochs(10).batchSize(64))}. */
public final class Fit {
    private int epochs = 1;
    private int batchSize = 32;
    private boolean shuffle = true;
    private double validationSplit;
    private Dataset validation;
    private ClassWeights classWeights;
    private BatchAugmentation augmentation;
    private boolean quiet;
    private int fastDevRun;
    private final List<Callback> callbacks = new ArrayList<>();

    /** Passes over the data; 1 unless said. */
    public Fit epochs(int n) {
        epochs = positive("epochs", n);
        return this;
    }

    /** Samples per step; 32 unless said. */
    public Fit batchSize(int n) {
        batchSize = positive("batchSize", n);
        return this;
    }

    /** Whether each epoch sees the samples in a new order; true unless said. */
    public Fit shuffle(boolean s) {
        shuffle = s;
        return this;
    }

    /**
     * The last part of the data, from 0 to below 1, is kept for validation (before any shuffling, as in Keras). Ignored where
     * validation data are given.
     */
    public Fit validationSplit(double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new DypException("validationSplit must lie from 0 to below 1, but " + fraction + " came.");
        }
        validationSplit = fraction;
        return this;
    }

    public Fit validation(Dataset data) {
        validation = data;
        return this;
    }

    public Fit validation(NDArray x, NDArray y) {
        return validation(Dataset.of(x, y));
    }

    public Fit callbacks(Callback... more) {
        callbacks.addAll(List.of(more));
        return this;
    }

    /**
     * How much the samples (or places) of each class count in the loss, for classes of unequal size; those of the validation data count
     * one.
     *
     * @param byClass one weight per class
     */
    public Fit classWeights(double... byClass) {
        return classWeights(ClassWeights.of(byClass));
    }

    /** The same, as in {@code fit.classWeights(ClassWeights.balanced(data.classCounts()))}. */
    public Fit classWeights(ClassWeights byClass) {
        classWeights = byClass;
        return this;
    }

    /**
     * Changes each batch (its first input, and the targets where samples are mixed) before the model learns from it; inside the compiled
     * step, with random numbers from the model's seed: {@code fit.augment(mixUp(0.2))}, {@code fit.augment(randomFlip(HORIZONTAL))}.
     */
    public Fit augment(BatchAugmentation by) {
        augmentation = augmentation == null ? by : augmentation.then(by);
        return this;
    }

    /** The same by layers one after the other, which leave the targets alone. */
    public Fit augment(Layer... layers) {
        return augment(BatchAugmentation.of(layers));
    }

    /** No progress on the terminal. */
    public Fit quiet() {
        quiet = true;
        return this;
    }

    /** {@code fastDevRun(2)}. */
    public Fit fastDevRun() {
        return fastDevRun(2);
    }

    /**
     * One epoch of only so many batches, to learn from and to validate with: shows in a moment whether everything fits
     * together. Callbacks that write files are left out, and the model and its optimizer are afterwards as they were.
     */
    public Fit fastDevRun(int batches) {
        fastDevRun = positive("fastDevRun", batches);
        return this;
    }

    private static int positive(String what, int n) {
        if (n < 1) {
            throw new DypException(what + " must be 1 or more, but " + n + " came.");
        }
        return n;
    }

    int epochs() {
        return epochs;
    }

    int batchSize() {
        return batchSize;
    }

    boolean shuffle() {
        return shuffle;
    }

    double validationSplit() {
        return validationSplit;
    }

    /** How many samples a validation split leaves to learn from, rounded down as in Keras. */
    int learned(int samples) {
        int learned = (int) Math.floor(samples * (1 - validationSplit));
        if (learned == 0 || learned == samples) {
            throw new DypException(String.format(Locale.ROOT, "validationSplit(%s) of %,d sample%s leaves %s. Use another fraction, or give"
                    + " validation(x, y).", validationSplit, samples, samples == 1 ? "" : "s", learned == 0 ? "none to learn from" : "none to validate with"));
        }
        return learned;
    }

    Dataset validation() {
        return validation;
    }

    BatchAugmentation augmentation() {
        return augmentation;
    }

    ClassWeights classWeights() {
        return classWeights;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** 0 where it is a fit in earnest. */
    int fastDevRunBatches() {
        return fastDevRun;
    }

    List<Callback> callbacks() {
        return callbacks;
    }
}
