package dyp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.grad.Gradients;
import dyp.nn.golden.Golden;
import dyp.nn.golden.H5;
import dyp.nn.golden.Json;
import dyp.nn.golden.KerasLayers;
import dyp.nn.golden.Npy;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our layers with Keras's weights give Keras's outputs and gradients, in prediction and (batch normalization) in training. */
class GoldenLayersTest {
    private static final double TOLERANCE = 1e-5;
    private static final double BATCH_STATISTICS = 2e-5;

    @TestFactory
    List<DynamicTest> cases() {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> covered = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String name : Golden.names("layers")) {
            Json config = Json.parse(new String(H5.entry(Golden.path("layers", name, "model.keras"), "config.json"), StandardCharsets.UTF_8));
            Layer layer = KerasLayers.of(config);
            (layer == null ? open : covered).add(name);
            if (layer != null) {
                tests.add(DynamicTest.dynamicTest(name, () -> check(name, layer)));
            }
        }
        System.out.println("layer fixtures covered: " + covered.size() + ": " + covered);
        System.out.println(open.size() + " layer fixtures hold layers or options that are not there yet");
        assertTrue(covered.size() >= 35, "fixtures covered: " + covered);
        return tests;
    }

    private static void check(String name, Layer layer) {
        compare(name, layer, false, "");
        if (name.startsWith("batchnorm") && Golden.path("layers", name, "output_train.npy").toFile().exists()) {
            compare(name, layer, true, "_train");
        }
    }

    private static void compare(String name, Layer layer, boolean training, String suffix) {
        NDArray x = Npy.read(Golden.path("layers", name, "input.npy"));
        double tolerance = training ? BATCH_STATISTICS : TOLERANCE;
        Variables variables = new Variables(0);
        Tensor in = Tensor.input("x", DType.FLOAT32, x.shape());
        Trace trace = new Trace(variables, training, null);
        Tensor y = layer.apply(in, trace.root());
        load(variables, H5.weights(Golden.path("layers", name, "model.keras")));
        Tensor g = Tensor.constant(Npy.read(Golden.path("layers", name, "g.npy")));
        List<Tensor> with = new ArrayList<>(List.of(in));
        with.addAll(trace.weights());
        List<Tensor> all = new ArrayList<>(List.of(y));
        all.addAll(Gradients.of(y.mul(g).sum(), with));
        all.addAll(trace.updates());
        List<NDArray> values = new Interpreter().evaluate(all, Map.of("x", x));
        Golden.close("output" + suffix, Npy.read(Golden.path("layers", name, "output" + suffix + ".npy")), values.getFirst(), tolerance);
        Golden.close("grad_input" + suffix, Npy.read(Golden.path("layers", name, "grad_input" + suffix + ".npy")), values.get(1), tolerance);
        for (int i = 0; i < trace.weights().size(); i++) {
            String file = "grad_weight" + suffix + "_" + i + ".npy";
            Golden.close(file, Npy.read(Golden.path("layers", name, file)), values.get(2 + i), tolerance);
        }
        if (training) {
            Golden.close("moving mean", Npy.read(Golden.path("layers", name, "moving_mean_after.npy")), values.get(values.size() - 2), TOLERANCE);
            Golden.close("moving variance", Npy.read(Golden.path("layers", name, "moving_variance_after.npy")), values.getLast(), TOLERANCE);
        }
    }

    /** Ours in the order asked for; theirs in the order of the paths, which for one layer is the same. */
    private static void load(Variables variables, Map<String, NDArray> theirs) {
        assertEquals(variables.all().size(), theirs.size(), "variables, ours " + variables.all() + ", theirs " + theirs.keySet());
        List<NDArray> values = List.copyOf(theirs.values());
        for (int i = 0; i < values.size(); i++) {
            NDArray ours = variables.all().get(i).value();
            assertEquals(values.get(i).shape(), ours.shape(), "shape of " + variables.all().get(i));
            System.arraycopy(values.get(i).floats(), 0, ours.floats(), 0, ours.size());
        }
    }
}
