package dyp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.grad.Gradients;
import dyp.nn.golden.Golden;
import dyp.nn.golden.H5;
import dyp.nn.golden.KerasModel;
import dyp.nn.golden.Npy;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our layers with Keras's weights give Keras's outputs and gradients, in prediction and (batch normalization) in training. */
class GoldenLayersTest {
    private static final double TOLERANCE = 1e-5;
    /** Recurrent layers, attention, and gradients through batch statistics. */
    private static final double LONGER = 2e-5;

    @TestFactory
    List<DynamicTest> cases() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, String> open = new TreeMap<>();
        for (String name : Golden.names("layers")) {
            KerasModel model = KerasModel.read(Golden.path("layers", name, "model.keras"));
            if (model.unknown().isEmpty()) {
                tests.add(DynamicTest.dynamicTest(name, () -> check(name, model)));
            } else {
                open.put(name, model.unknown().toString());
            }
        }
        System.out.println("layer fixtures covered: " + tests.size());
        open.forEach((name, why) -> System.out.println("layer fixture not covered: " + name + ", for " + why));
        assertTrue(tests.size() >= 35, "fixtures covered: " + tests.size());
        return tests;
    }

    private static void check(String name, KerasModel model) {
        compare(name, model, false, "");
        if (Files.exists(Golden.path("layers", name, "output_train.npy"))) {
            compare(name, model, true, "_train");
        }
    }

    private static void compare(String name, KerasModel model, boolean training, String suffix) {
        double tolerance = training || name.matches(".*(lstm|gru|rnn|attention|mha).*") ? LONGER : TOLERANCE;
        Map<String, NDArray> values = new HashMap<>();
        List<Tensor> inputs = new ArrayList<>();
        List<NDArray> given = files(name, "input", "");
        for (int i = 0; i < given.size(); i++) {
            NDArray x = model.inputs().get(i).dtype() == DType.INT32 && given.get(i).dtype() == DType.FLOAT32
                    ? Tensor.constant(given.get(i)).cast(DType.INT32).value() : given.get(i);
            values.put("x" + i, x);
            inputs.add(Tensor.input("x" + i, x.dtype(), x.shape()));
        }
        Variables variables = new Variables(0);
        Trace trace = new Trace(variables, training, null);
        List<Tensor> outputs = model.network().apply(inputs, trace.root());
        GoldenWeights.load(variables, model, H5.weights(Golden.path("layers", name, "model.keras")));
        List<Tensor> all = new ArrayList<>(outputs);
        List<NDArray> g = files(name, "g", "");
        if (!g.isEmpty()) {
            Tensor sum = Tensor.scalar(0);
            for (int i = 0; i < outputs.size(); i++) {
                sum = sum.add(outputs.get(i).mul(Tensor.constant(g.get(i))).sum());
            }
            List<Tensor> with = new ArrayList<>(inputs.stream().filter(t -> t.dtype() == DType.FLOAT32).toList());
            with.addAll(trace.weights());
            all.addAll(Gradients.of(sum, with));
        }
        if (training) {
            all.addAll(statistics(variables, trace));
        }
        List<NDArray> results = new ArrayList<>(new Interpreter().evaluate(all, values));
        List<NDArray> expected = new ArrayList<>(files(name, "output", suffix));
        if (!g.isEmpty()) {
            expected.addAll(files(name, "grad_input", suffix));
            expected.addAll(files(name, "grad_weight" + suffix, ""));
        }
        if (training) {
            expected.add(Npy.read(Golden.path("layers", name, "moving_mean_after.npy")));
            expected.add(Npy.read(Golden.path("layers", name, "moving_variance_after.npy")));
        }
        assertEquals(expected.size(), results.size(), "outputs, gradients and updates");
        for (int i = 0; i < expected.size(); i++) {
            Golden.close((i < outputs.size() ? "output " : "gradient or update ") + i + suffix, expected.get(i), results.get(i), tolerance);
        }
    }

    /** What the states are after the step: updated, or, where the layer is frozen, as they were. */
    private static List<Tensor> statistics(Variables variables, Trace trace) {
        return trace.updates().isEmpty() ? variables.tensors().stream().filter(v -> Variables.variable(v).name().contains("/moving_")).toList()
                : trace.updates();
    }

    /** {@code stem.npy}, or {@code stem_0.npy}, {@code stem_1.npy} ...; none where there is none. */
    private static List<NDArray> files(String name, String stem, String suffix) {
        Path one = Golden.path("layers", name, stem + suffix + ".npy");
        List<NDArray> all = new ArrayList<>();
        if (Files.exists(one)) {
            all.add(Npy.read(one));
        }
        for (int i = 0; Files.exists(Golden.path("layers", name, stem + "_" + i + suffix + ".npy")); i++) {
            all.add(Npy.read(Golden.path("layers", name, stem + "_" + i + suffix + ".npy")));
        }
        return all;
    }
}
