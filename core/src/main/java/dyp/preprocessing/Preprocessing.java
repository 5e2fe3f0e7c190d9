package dyp.preprocessing;

import dyp.tensor.NDArray;
import java.util.List;

/** A factory per layer that prepares data, for a static import; with Keras's defaults. What is random is in {@link Augmentation}. */
public final class Preprocessing {
    private Preprocessing() {}

    /** x * scale. */
    public static Rescaling rescaling(double scale) {
        return rescaling(scale, 0);
    }

    /** x * scale + offset. */
    public static Rescaling rescaling(double scale, double offset) {
        return new Rescaling(List.of(scale), List.of(offset));
    }

    /** x * scale + offset, with numbers of its own for each channel. */
    public static Rescaling rescaling(double[] scale, double[] offset) {
        return new Rescaling(Checks.list(scale), Checks.list(offset));
    }

    /** To mean 0 and variance 1 for each place along the last axis; put {@code .adapt(data)} behind it. */
    public static Normalization normalization() {
        return normalization(-1);
    }

    /** The same for each place along these axes. */
    public static Normalization normalization(int... axis) {
        return new Normalization(axis);
    }

    /** The same for all numbers together. */
    public static Normalization normalizationOfAll() {
        return new Normalization();
    }

    /** With a mean and a variance that are known, one for each place along the last axis. */
    public static Normalization normalization(NDArray mean, NDArray variance) {
        return normalization().given(mean, variance);
    }

    public static Resizing resizing(int height, int width) {
        return new Resizing(height, width);
    }

    public static CenterCrop centerCrop(int height, int width) {
        return new CenterCrop(height, width);
    }

    /** Each picture's darkest pixel becomes 0 and its brightest 255, channel by channel. */
    public static AutoContrast autoContrast() {
        return new AutoContrast(Range.BYTES);
    }

    /** MULTI_HOT. */
    public static CategoryEncoding categoryEncoding(int numTokens) {
        return categoryEncoding(numTokens, OutputMode.MULTI_HOT);
    }

    public static CategoryEncoding categoryEncoding(int numTokens, OutputMode outputMode) {
        return new CategoryEncoding(numTokens, outputMode);
    }

    /** Bins between these boundaries, which ascend. */
    public static Discretization discretization(double... binBoundaries) {
        return new Discretization(Checks.list(binBoundaries), 0, 0.01, OutputMode.INT);
    }

    /** So many bins; put {@code .adapt(data)} behind it. */
    public static Discretization discretizationInto(int numBins) {
        return new Discretization(List.of(), numBins, 0.01, OutputMode.INT);
    }

    /** With this vocabulary; with none, put {@code .adapt(words)} behind it. */
    public static StringLookup stringLookup(String... vocabulary) {
        return new StringLookup(Vocabulary.of(List.of(vocabulary), "[UNK]"));
    }

    /** With this vocabulary; with none, put {@code .adapt(data)} behind it. */
    public static IntegerLookup integerLookup(Integer... vocabulary) {
        return new IntegerLookup(Vocabulary.of(List.of(vocabulary), -1), false);
    }
}
