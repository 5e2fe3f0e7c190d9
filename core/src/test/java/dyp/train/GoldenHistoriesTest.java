package dyp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.metric.Metric;
import dyp.nn.GoldenWeights;
import dyp.nn.golden.Golden;
import dyp.nn.golden.H5;
import dyp.nn.golden.Json;
import dyp.nn.golden.KerasModel;
import dyp.nn.golden.KerasTraining;
import dyp.nn.golden.Npy;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Keras's trained models go on learning from where they stood, with the optimizer's state, along Keras's own loss curve. */
class GoldenHistoriesTest {
    private static final double LOSSES = 1e-4;
    private static final double AFTER = 1e-3;

    @TestFactory
    List<DynamicTest> models() {
        return Golden.names("models").stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name))).toList();
    }

    private static void check(String name) {
        Json history = Golden.json("models", name, "history.json");
        Path file = Golden.path("models", name, history.get("start_from").text());
        KerasModel keras = KerasModel.read(file);
        assertEquals(List.of(), keras.unknown(), "layers that are not there");
        Json config = Json.parse(new String(H5.entry(file, "config.json"), StandardCharsets.UTF_8));
        KerasTraining training = KerasTraining.of(config.get("compile_config"));
        Model model = new Model(keras.network()).compile(training.optimizer(), training.loss(), training.metrics().toArray(Metric[]::new));
        List<NDArray> xs = history.get("x").list().stream().map(f -> Npy.read(Golden.path("models", name, f.text()))).toList();
        Dataset data = Dataset.of(xs, Npy.read(Golden.path("models", name, "y.npy")));
        TrainingStep step = model.trainingStep(data);
        step.program(data.size());
        Map<String, NDArray> weights = H5.weights(file);
        GoldenWeights.load(model.store(), keras, weights);
        state(step, Golden.json("models", name, "case.json").get("optimizer_variables"), config.get("config").get("name").text(), weights);

        Map<String, Double> before = model.evaluate(data);
        Json wanted = history.get("evaluate_before");
        wanted.keys().forEach(key -> near("before, " + key, wanted.get(key).number(), before.get(named(key, before)), LOSSES));
        Golden.close("output before", Npy.read(Golden.path("models", name, "output.npy")), model.predict(xs.toArray(NDArray[]::new)), LOSSES);
        Batch batch = data.toArrays();
        for (Json s : history.get("steps").list()) {
            step.run(batch);
            near("loss of step " + s.get("step").integer(), s.get("loss").number(), step.loss(), LOSSES);
        }
        Golden.close("output after", Npy.read(Golden.path("models", name, "output_after.npy")), model.predict(xs.toArray(NDArray[]::new)), AFTER);
    }

    /** Keras calls a metric given as "accuracy" by that name; ours may have its full one. */
    private static String named(String key, Map<String, Double> ours) {
        return ours.containsKey(key) ? key : ours.keySet().stream().filter(k -> k.endsWith(key)).findFirst().orElseThrow(() -> new AssertionError(key + " of " + ours));
    }

    private static void near(String what, double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance * (1 + Math.abs(expected)), what);
    }

    /** The optimizer's variables by name: {@code adam/model_dense_kernel_momentum} is our {@code optimizer/dense/kernel/momentum}. */
    private static void state(TrainingStep step, Json theirs, String model, Map<String, NDArray> weights) {
        List<String> unmet = new ArrayList<>();
        for (Json v : theirs.list()) {
            String name = v.get("path").text().replaceFirst("^[^/]*/", "").replaceFirst("^" + model + "_", "");
            NDArray value = weights.get("optimizer/vars/" + v.get("index").integer());
            if (name.equals("learning_rate")) {
                continue;
            }
            String wanted = name.equals("iteration") ? "iterations" : name;
            Variable ours = step.variables().stream().filter(o -> o.name().replaceFirst("^optimizer/", "").replace('/', '_').equals(wanted)).findFirst().orElse(null);
            if (ours == null || ours.value().size() != value.size()) {
                unmet.add(name + value.shape());
                continue;
            }
            for (int i = 0; i < value.size(); i++) {
                if (name.equals("iteration")) {
                    ours.value().ints()[i] = (int) value.at(i);
                } else {
                    ours.value().floats()[i] = (float) value.at(i);
                }
            }
        }
        assertEquals(List.of(), unmet, "optimizer variables without one of ours among " + step.variables());
    }
}
