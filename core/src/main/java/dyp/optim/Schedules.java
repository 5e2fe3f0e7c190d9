package dyp.optim;

/** A factory per schedule, with Keras's defaults, for a static import. */
public final class Schedules {
    private Schedules() {}

    public static Constant constant(double learningRate) {
        return new Constant(learningRate);
    }

    public static ExponentialDecay exponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
        return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    public static InverseTimeDecay inverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate) {
        return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    /** a / (step + b). */
    public static RobbinsMonro robbinsMonro(double a, double b) {
        return new RobbinsMonro(a, b);
    }

    /** @param values one more than boundaries */
    public static PiecewiseConstantDecay piecewiseConstantDecay(int[] boundaries, double... values) {
        return PiecewiseConstantDecay.of(boundaries, values);
    }

    /** In a straight line down to 0.0001. */
    public static PolynomialDecay polynomialDecay(double initialLearningRate, int decaySteps) {
        return new PolynomialDecay(initialLearningRate, decaySteps, 0.0001, 1, false);
    }

    /** Down to 0. */
    public static CosineDecay cosineDecay(double initialLearningRate, int decaySteps) {
        return new CosineDecay(initialLearningRate, decaySteps, 0, null, 0);
    }

    /** Each period twice as long as the one before. */
    public static CosineDecayRestarts cosineDecayRestarts(double initialLearningRate, int firstDecaySteps) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    /** Up in the first 30% of the steps; with PyTorch's defaults. */
    public static OneCycle oneCycle(double maxLearningRate, int totalSteps) {
        return new OneCycle(maxLearningRate, totalSteps, 0.3, 25, 1e4);
    }
}
