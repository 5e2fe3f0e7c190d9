package dyp.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Leaf.Variable;
import dyp.runtime.Engine;
import dyp.tensor.NDArray;
import dyp.train.Stepper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Ten steps from Keras's start with Keras's gradients, through the updates of a training step: weights and averages after each,
 * and all of the optimizer's variables after the last, in Keras's order.
 */
class GoldenOptimizersTest {
    private static final double TOLERANCE = 1e-5;
    /** Sums of many terms in another order. */
    private static final double LOOSER = 1e-4;
    private static final Set<String> LOOSE = Set.of("Muon", "Adafactor");

    @TestFactory
    List<DynamicTest> cases() {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String file : Golden.names("optimizers")) {
            Json json = Golden.json("optimizers", file);
            Optimizer ours = KerasOptimizer.of(json);
            if (ours == null) {
                open.add(file);
            } else {
                tests.add(DynamicTest.dynamicTest(file, () -> check(json, ours)));
            }
        }
        System.out.println("optimizer fixtures covered: " + tests.size() + ", not covered: " + open);
        assertEquals(List.of(), open);
        return tests;
    }

    private static void check(Json json, Optimizer optimizer) {
        double tolerance = LOOSE.contains(json.get("optimizer").text()) ? LOOSER : TOLERANCE;
        Map<String, NDArray> start = new LinkedHashMap<>();
        json.get("variables").list().forEach(v -> start.put(v.get("name").text(), v.get("start").array()));
        Stepper stepper = new Stepper(optimizer, start, w -> w, Engine.shared());
        List<Json> steps = json.get("steps").list();
        for (int s = 0; s < steps.size(); s++) {
            stepper.step(arrays(json.get("gradients").get(s)));
            close("step " + (s + 1), steps.get(s).get("after"), stepper.weights(), tolerance);
            if (steps.get(s).has("ema")) {
                close("averages of step " + (s + 1), steps.get(s).get("ema"),
                        start.keySet().stream().map(name -> stepper.variable("optimizer/" + name + "/average")).toList(), tolerance);
            }
        }
        states(json.get("state_after_10"), stepper.variables(), tolerance);
    }

    private static void states(Json keras, List<Variable> ours, double tolerance) {
        List<Json> theirs = keras.list().stream().filter(v -> kept(v.get("path").text())).toList();
        assertEquals(theirs.size(), ours.size(), "optimizer variables: " + ours);
        for (int i = 0; i < ours.size(); i++) {
            NDArray value = ours.get(i).value();
            Golden.close(ours.get(i) + " against " + theirs.get(i).get("path").text(), theirs.get(i).get("value").array(),
                    ours.get(i).name().equals("optimizer/iterations") ? value.toFloat().reshape() : value, tolerance);
        }
    }

    /** All but what Adafactor keeps without a use: two numbers for a weight of one axis, and the square that rows and columns make. */
    private static boolean kept(String path) {
        return !path.equals("bias") && !path.equals("adafactor/kernel_velocity");
    }

    private static void close(String what, Json expected, List<NDArray> actual, double tolerance) {
        for (int v = 0; v < actual.size(); v++) {
            Golden.close(what + ", variable " + v, expected.get(v).array(), actual.get(v), tolerance);
        }
    }

    private static List<NDArray> arrays(Json list) {
        return list.list().stream().map(Json::array).toList();
    }
}
