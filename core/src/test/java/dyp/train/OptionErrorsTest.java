package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.rmsProp;
import static dyp.optim.Optimizers.sgd;
import static dyp.callback.Callbacks.earlyStopping;

import dyp.data.Dataset;
import dyp.tensor.NDArray;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Options out of range, and calls before their time. */
class OptionErrorsTest {
    private static final NDArray X = Toys.uniform(1, 4, 7);
    private static final NDArray Y = Toys.uniform(2, 4, 3);

    private static Model plain() {
        return Sequential.of(dense(3));
    }

    private static void fit(Consumer<Fit> options) {
        plain().compile(adam(), meanSquaredError()).fit(X, Y, options.andThen(fit -> fit.quiet()));
    }

    @TestFactory
    List<DynamicTest> options() {
        return new Refused()
                .when("batch size", () -> fit(fit -> fit.batchSize(0)), "batchSize must be 1 or more, but 0 came.")
                .when("epochs", () -> fit(fit -> fit.epochs(0)), "epochs must be 1 or more, but 0 came.")
                .when("validation split", () -> fit(fit -> fit.validationSplit(1)), "validationSplit must lie from 0 to below 1, but 1.0 came.")
                .when("validation split NaN", () -> fit(fit -> fit.validationSplit(Double.NaN)),
                        "validationSplit must lie from 0 to below 1, but NaN came.")
                .when("nothing held back", () -> fit(fit -> fit.validationSplit(1e-17)),
                        "validationSplit(1.0E-17) of 4 samples leaves none to validate with. Use another fraction, or give validation(x, y).")
                .when("nothing learned from", () -> fit(fit -> fit.validationSplit(0.8)),
                        "validationSplit(0.8) of 4 samples leaves none to learn from. Use another fraction, or give validation(x, y).")
                .when("patience", () -> earlyStopping().patience(-1),
                        "patience and startFromEpoch must be 0 or more, but patience -1 and startFromEpoch 0 came.")
                .when("threads", () -> plain().threads(0), "The number of threads must be 1 or more, but 0 was asked for.")
                .when("learning rate", () -> sgd(-0.1), "learningRate must be 0 or more, but -0.1 came.")
                .when("learning rate NaN", () -> adam(Double.NaN), "learningRate must be 0 or more, but NaN came.")
                .when("momentum", () -> sgd().momentum(1.5), "momentum must lie from 0 to below 1, but 1.5 came.")
                .when("rho", () -> rmsProp().rho(1), "rho must lie from 0 to below 1, but 1.0 came.")
                .when("beta", () -> adam().beta2(1), "beta2 must lie from 0 to below 1, but 1.0 came.")
                .when("epsilon", () -> adam().epsilon(-1), "epsilon must be 0 or more, but -1.0 came.")
                .tests();
    }

    @TestFactory
    List<DynamicTest> order() {
        String how = "say how first, as in compile(adam(), sparseCategoricalCrossentropy(), accuracy()).";
        String input = "The model does not know its input yet. Put input(...) before the first layer, call build(...) with the shape of one"
                + " sample, or fit it first.";
        return new Refused()
                .when("fit", () -> plain().fit(X, Y, fit -> {}), "The model cannot fit yet: " + how)
                .when("evaluate", () -> plain().evaluate(X, Y), "The model cannot be evaluated yet: " + how)
                .when("step", () -> plain().trainingStep(Dataset.of(X, Y)), "The model cannot train yet: " + how)
                .when("summary", () -> plain().summary(), input)
                .when("variables", () -> plain().variables(), input)
                .when("seed", () -> plain().build(7).seed(3), "The weights are made already; set the seed before the model is built or fitted.")
                .when("no scalar", () -> plain().trainingStep(adam(), Dataset.of(X, Y), (b, m) -> m.call(b.x())).program(4),
                        "The loss must be one number, but has shape (4, 3). Take its mean().")
                .tests();
    }
}
