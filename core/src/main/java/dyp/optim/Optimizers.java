package dyp.optim;

import java.util.List;

/** A factory per optimizer, with Keras's defaults, for a static import. The learning rate is a number or a schedule. */
public final class Optimizers {
    private Optimizers() {}

    public static Sgd sgd() {
        return sgd(0.01);
    }

    public static Sgd sgd(double learningRate) {
        return sgd(new Constant(learningRate));
    }

    public static Sgd sgd(Schedule learningRate) {
        return new Sgd(learningRate, 0, false);
    }

    public static RmsProp rmsProp() {
        return rmsProp(0.001);
    }

    public static RmsProp rmsProp(double learningRate) {
        return rmsProp(new Constant(learningRate));
    }

    public static RmsProp rmsProp(Schedule learningRate) {
        return new RmsProp(learningRate, 0.9, 0, 1e-7, false);
    }

    public static Adam adam() {
        return adam(0.001);
    }

    public static Adam adam(double learningRate) {
        return adam(new Constant(learningRate));
    }

    public static Adam adam(Schedule learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-7, false);
    }

    public static AdamW adamW() {
        return adamW(0.001);
    }

    public static AdamW adamW(double learningRate) {
        return adamW(new Constant(learningRate));
    }

    public static AdamW adamW(Schedule learningRate) {
        return new AdamW(adam(learningRate), new WeightDecay(0.004, List.of()));
    }

    public static Adamax adamax() {
        return adamax(0.001);
    }

    public static Adamax adamax(double learningRate) {
        return adamax(new Constant(learningRate));
    }

    public static Adamax adamax(Schedule learningRate) {
        return new Adamax(learningRate, 0.9, 0.999, 1e-7);
    }

    public static Nadam nadam() {
        return nadam(0.001);
    }

    public static Nadam nadam(double learningRate) {
        return nadam(new Constant(learningRate));
    }

    public static Nadam nadam(Schedule learningRate) {
        return new Nadam(learningRate, 0.9, 0.999, 1e-7);
    }

    public static Adagrad adagrad() {
        return adagrad(0.001);
    }

    public static Adagrad adagrad(double learningRate) {
        return adagrad(new Constant(learningRate));
    }

    public static Adagrad adagrad(Schedule learningRate) {
        return new Adagrad(learningRate, 0.1, 1e-7);
    }

    public static Adadelta adadelta() {
        return adadelta(0.001);
    }

    public static Adadelta adadelta(double learningRate) {
        return adadelta(new Constant(learningRate));
    }

    public static Adadelta adadelta(Schedule learningRate) {
        return new Adadelta(learningRate, 0.95, 1e-7);
    }

    public static Adafactor adafactor() {
        return adafactor(0.001);
    }

    public static Adafactor adafactor(double learningRate) {
        return adafactor(new Constant(learningRate));
    }

    public static Adafactor adafactor(Schedule learningRate) {
        return new Adafactor(learningRate, -0.8, 1e-30, 1e-3, 1);
    }

    public static Ftrl ftrl() {
        return ftrl(0.001);
    }

    public static Ftrl ftrl(double learningRate) {
        return ftrl(new Constant(learningRate));
    }

    public static Ftrl ftrl(Schedule learningRate) {
        return new Ftrl(learningRate, -0.5, 0.1, 0, 0, 0, 0);
    }

    public static Lion lion() {
        return lion(0.001);
    }

    public static Lion lion(double learningRate) {
        return lion(new Constant(learningRate));
    }

    public static Lion lion(Schedule learningRate) {
        return new Lion(learningRate, 0.9, 0.99);
    }

    public static Lamb lamb() {
        return lamb(0.001);
    }

    public static Lamb lamb(double learningRate) {
        return lamb(new Constant(learningRate));
    }

    public static Lamb lamb(Schedule learningRate) {
        return new Lamb(learningRate, 0.9, 0.999, 1e-7);
    }

    public static Muon muon() {
        return muon(0.001);
    }

    public static Muon muon(double learningRate) {
        return muon(new Constant(learningRate));
    }

    public static Muon muon(Schedule learningRate) {
        return new Muon(adam(learningRate), 1, new WeightDecay(0.004, List.of()), 0.95, true,
                new Muon.NewtonSchulz(5, 3.4445, -4.775, 2.0315), 0.2, new WeightDecay(0.004, List.of()), List.of(), true);
    }

    public static ScheduleFreeAdamW scheduleFreeAdamW() {
        return scheduleFreeAdamW(0.0025);
    }

    public static ScheduleFreeAdamW scheduleFreeAdamW(double learningRate) {
        return scheduleFreeAdamW(new Constant(learningRate));
    }

    public static ScheduleFreeAdamW scheduleFreeAdamW(Schedule learningRate) {
        return new ScheduleFreeAdamW(learningRate, 0.9, 0.999, 1e-8, 0);
    }
}
