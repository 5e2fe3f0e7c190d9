package dyp.optim;

/** A factory per optimizer, with Keras's defaults, for a static import. */
public final class Optimizers {
    private Optimizers() {}

    public static Sgd sgd() {
        return sgd(0.01);
    }

    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate, 0, false);
    }

    public static RmsProp rmsProp() {
        return rmsProp(0.001);
    }

    public static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate, 0.9, 0, 1e-7, false);
    }

    public static Adam adam() {
        return adam(0.001);
    }

    public static Adam adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-7);
    }
}
