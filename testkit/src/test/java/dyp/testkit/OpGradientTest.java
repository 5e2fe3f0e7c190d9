package dyp.testkit;

import dyp.op.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op's gradient, and the gradient of its gradient, against central differences in double. */
class OpGradientTest {
    private static final double TOLERANCE = 1e-6;
    private static final long SEED = 1;

    static List<OpCase> cases() {
        return OpCases.all().stream().filter(c -> c.args().stream().anyMatch(Arg::differentiable)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithCentralDifferences(OpCase c) {
        List<Tensor> inputs = c.inputs();
        new GradientCheck(c.values(SEED), TOLERANCE, SEED)
                .checkTwice(c + ", seed " + SEED, c.output(inputs), c.differentiable(inputs));
    }
}
