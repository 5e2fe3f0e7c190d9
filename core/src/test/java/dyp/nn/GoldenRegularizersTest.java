package dyp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.grad.Gradients;
import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What weights cost and where they are brought back to, as Keras has it. */
class GoldenRegularizersTest {
    private static final double TOLERANCE = 1e-6;

    private static Regularizer regularizer(Json c) {
        Json config = c.get("serialized").get("config");
        return switch (c.get("class").text()) {
            case "L1" -> Regularizer.l1(config.get("l1").number());
            case "L2" -> Regularizer.l2(config.get("l2").number());
            case "L1L2" -> Regularizer.l1l2(config.get("l1").number(), config.get("l2").number());
            case "OrthogonalRegularizer" -> Regularizer.orthogonal(config.get("factor").number())
                    .mode(OrthogonalRegularizer.Mode.valueOf(config.get("mode").text().toUpperCase(Locale.ROOT)));
            default -> throw new AssertionError("no regularizer for " + c.get("class").text());
        };
    }

    private static Constraint constraint(Json c) {
        Json config = c.get("serialized").get("config");
        return switch (c.get("class").text()) {
            case "MaxNorm" -> Constraint.maxNorm(config.get("max_value").number()).axis(axes(config));
            case "MinMaxNorm" -> Constraint.minMaxNorm(config.get("min_value").number(), config.get("max_value").number())
                    .rate(config.get("rate").number()).axis(axes(config));
            case "NonNeg" -> Constraint.nonNeg();
            case "UnitNorm" -> Constraint.unitNorm().axis(axes(config));
            default -> throw new AssertionError("no constraint for " + c.get("class").text());
        };
    }

    private static int[] axes(Json config) {
        Json axis = config.get("axis");
        return axis.value() instanceof List<?> ? axis.list().stream().mapToInt(Json::integer).toArray() : new int[] {axis.integer()};
    }

    @TestFactory
    List<DynamicTest> asKeras() {
        Json all = Golden.json("regularizers_constraints.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (Json c : all.get("regularizers").list()) {
            tests.add(DynamicTest.dynamicTest(c.get("serialized").get("class_name").text() + c.get("serialized").get("config").value(), () -> {
                Tensor weight = Tensor.constant(all.get("weight").array());
                Tensor price = regularizer(c).of(weight);
                Golden.close("price", NDArray.scalar((float) c.get("value").number()), price.value(), TOLERANCE);
                Golden.close("gradient", c.get("grad").array(), Gradients.of(price, weight).value(), TOLERANCE);
            }));
        }
        for (Json c : all.get("constraints").list()) {
            tests.add(DynamicTest.dynamicTest(c.get("class").text() + c.get("serialized").get("config").value(), () -> {
                NDArray weight = all.get(c.get("on").text()).array();
                Golden.close("result", c.get("result").array(), constraint(c).of(Tensor.constant(weight)).value(), TOLERANCE);
            }));
        }
        assertEquals(10, tests.size());
        return tests;
    }
}
