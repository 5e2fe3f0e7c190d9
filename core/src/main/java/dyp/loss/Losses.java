package dyp.loss;

/** A factory per loss, for a static import. */
public final class Losses {
    private Losses() {}

    public static MeanSquaredError meanSquaredError() {
        return new MeanSquaredError();
    }

    public static MeanAbsoluteError meanAbsoluteError() {
        return new MeanAbsoluteError();
    }

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static BinaryCrossentropy binaryCrossentropy() {
        return new BinaryCrossentropy(false);
    }

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static CategoricalCrossentropy categoricalCrossentropy() {
        return new CategoricalCrossentropy(false);
    }

    /** For probabilities; {@code .fromLogits()} for logits. */
    public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
        return new SparseCategoricalCrossentropy(false);
    }

    /** For logits (batch, steps, classes) and labels (batch, labels); class 0 is the blank. */
    public static Ctc ctc() {
        return new Ctc();
    }
}
