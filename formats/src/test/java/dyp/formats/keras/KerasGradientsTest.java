package dyp.formats.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.grad.Gradients;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.store.Npy;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our layers with Keras's weights give Keras's outputs and gradients, in prediction and (batch normalization) in training. */
class KerasGradientsTest {
    private static final double TOLERANCE = 1e-5;
    /** Recurrent layers, attention, and gradients through batch statistics. */
    private static final double LONGER = 2e-5;

    @TestFactory
    List<DynamicTest> layers() {
        return Fixtures.names("layers").stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            compare(name, false, "");
            if (Files.exists(Fixtures.path("layers", name, "output_train.npy"))) {
                compare(name, true, "_train");
            }
        })).toList();
    }

    private static void compare(String name, boolean training, String suffix) {
        Model model = Model.load(Fixtures.path("layers", name, "model.keras"));
        Map<String, NDArray> values = new HashMap<>();
        List<Tensor> inputs = new ArrayList<>();
        List<NDArray> given = Fixtures.arrays("layers", name, "input");
        for (int i = 0; i < given.size(); i++) {
            NDArray x = model.inputs().get(i).dtype() == DType.INT32 && given.get(i).dtype() == DType.FLOAT32
                    ? Tensor.constant(given.get(i)).cast(DType.INT32).value() : given.get(i);
            values.put("x" + i, x);
            inputs.add(Tensor.input("x" + i, x.dtype(), x.shape()));
        }
        Trace trace = new Trace(new Variables(0), training, null);
        List<Tensor> outputs = model.apply(inputs, trace.root());
        List<Tensor> all = new ArrayList<>(outputs);
        List<NDArray> expected = new ArrayList<>(arrays(name, "output", suffix));
        List<NDArray> g = Fixtures.arrays("layers", name, "g");
        if (!g.isEmpty()) {
            Tensor sum = Tensor.scalar(0);
            for (int i = 0; i < outputs.size(); i++) {
                sum = sum.add(outputs.get(i).mul(Tensor.constant(g.get(i))).sum());
            }
            List<Tensor> with = new ArrayList<>(inputs.stream().filter(t -> t.dtype() == DType.FLOAT32).toList());
            with.addAll(trace.weights());
            all.addAll(Gradients.of(sum, with));
            expected.addAll(arrays(name, "grad_input", suffix));
            expected.addAll(Fixtures.arrays("layers", name, "grad_weight" + suffix));
        }
        if (training) {
            all.addAll(statistics(model, trace));
            expected.add(Npy.read(Fixtures.path("layers", name, "moving_mean_after.npy")));
            expected.add(Npy.read(Fixtures.path("layers", name, "moving_variance_after.npy")));
        }
        List<NDArray> results = new Interpreter().evaluate(all, values);
        assertEquals(expected.size(), results.size(), "outputs, gradients and updates");
        double tolerance = training || name.matches(".*(lstm|gru|rnn|attention|mha).*") ? LONGER : TOLERANCE;
        for (int i = 0; i < expected.size(); i++) {
            Fixtures.close((i < outputs.size() ? "output " : "gradient or update ") + i + suffix, expected.get(i), results.get(i), tolerance);
        }
    }

    /** What the moving statistics are after the step: updated, or, where the layer is frozen, as they were. */
    private static List<Tensor> statistics(Model model, Trace trace) {
        List<Variable> moving = model.variables().stream().filter(v -> v.name().contains("/moving_")).toList();
        return trace.updates().isEmpty() ? moving.stream().map(v -> Tensor.constant(v.value())).toList() : trace.updates();
    }

    /** {@code stem + suffix}, or {@code stem_0 + suffix} and so on. */
    private static List<NDArray> arrays(String name, String stem, String suffix) {
        List<NDArray> all = new ArrayList<>(Fixtures.arrays("layers", name, stem + suffix));
        for (int i = 0; !suffix.isEmpty() && Files.exists(Fixtures.path("layers", name, stem + "_" + i + suffix + ".npy")); i++) {
            all.add(Npy.read(Fixtures.path("layers", name, stem + "_" + i + suffix + ".npy")));
        }
        return all;
    }
}
