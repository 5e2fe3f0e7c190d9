package dyp.testkit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer, with every option, through every check. */
class LayerTest {
    private static final long SEED = 3;
    private static final int BATCH = 3;

    static List<LayerCase> cases() {
        return LayerCases.all();
    }

    private static LayerCheck check(LayerCase c) {
        return new LayerCheck(c, BATCH, SEED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shapesAndSummary(LayerCase c) {
        check(c).shapes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientsInPrediction(LayerCase c) {
        check(c).gradients(false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientsInTraining(LayerCase c) {
        check(c).gradients(true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void trainingAndPrediction(LayerCase c) {
        check(c).modes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void compiledAsInterpreted(LayerCase c) {
        check(c).compiled();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void vectorAsScalar(LayerCase c) {
        check(c).backends();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void learns(LayerCase c) {
        check(c).learns();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void sameBitsOnAnyThreads(LayerCase c) {
        check(c).threads();
    }
}
