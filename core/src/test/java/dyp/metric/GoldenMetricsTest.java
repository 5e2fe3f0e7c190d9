package dyp.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Interpreter;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Keras's metrics: every case of every file, over two updates, with and without sample weights. The compiled totals are held against the
 * interpreter's as well.
 */
class GoldenMetricsTest {
    private static final double TOLERANCE = 1e-5;

    private final Set<String> open = new TreeSet<>();
    private int cases;

    @TestFactory
    Stream<DynamicTest> asKeras() {
        List<String> names = Golden.names("metrics").stream().map(n -> n.replace(".json", "")).toList();
        return Stream.concat(names.stream().map(n -> DynamicTest.dynamicTest(n, () -> check(n))), Stream.of(DynamicTest.dynamicTest("all", () -> {
            System.out.println("Golden metrics: " + cases + " cases of two updates; not covered: " + open);
            assertEquals(Set.of(), open);
            assertTrue(cases >= 137, cases + " cases");
        })));
    }

    private void check(String name) {
        for (Json c : Golden.json("metrics", name + ".json").get("cases").list()) {
            Metric metric = KerasMetrics.of(name, c.get("config"));
            if (metric == null) {
                open.add(name);
                return;
            }
            double[] totals = null;
            for (Json update : c.get("updates").list()) {
                String what = name + " " + c.get("config").value() + (update.get("sample_weight").isNull() ? "" : ", weighted");
                NDArray batch = totals(what, metric, update);
                totals = totals == null ? new double[batch.size()] : totals;
                for (int i = 0; i < totals.length; i++) {
                    totals[i] += batch.at(i);
                }
                check(what, metric, totals, update.get("result").array());
            }
            cases++;
        }
    }

    /** IoU and AUC show more than Keras's one figure; where a metric shows several it is Keras's several. */
    private static void check(String what, Metric metric, double[] totals, NDArray expected) {
        if (expected.size() == 1) {
            Golden.close(what, expected, NDArray.scalar((float) metric.result(totals)), TOLERANCE);
        }
        if (metric instanceof Figures) {
            Golden.close(what, expected, metric.values(totals), TOLERANCE);
        }
    }

    private static NDArray totals(String what, Metric metric, Json update) {
        Map<String, NDArray> given = new LinkedHashMap<>();
        given.put("y", update.get("y_true").array(type(update, "y_true_dtype")));
        given.put("p", update.get("y_pred").array(type(update, "y_pred_dtype")));
        if (!update.get("sample_weight").isNull()) {
            given.put("w", update.get("sample_weight").array());
        }
        Tensor totals = metric.totals(input("y", given), input("p", given), given.containsKey("w") ? input("w", given) : null);
        NDArray interpreted = new Interpreter().evaluate(List.of(totals), given).getFirst();
        Program program = Compiler.compile(new Graph(List.of(totals), List.of()), Engine.shared());
        program.run(given);
        Golden.close(what + ", compiled", interpreted, program.value(0), TOLERANCE);
        return interpreted;
    }

    private static DType type(Json update, String key) {
        return update.get(key).text().equals("int32") ? DType.INT32 : DType.FLOAT32;
    }

    private static Tensor input(String name, Map<String, NDArray> given) {
        return Tensor.input(name, given.get(name).dtype(), given.get(name).shape());
    }
}
