package dyp.loss;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.grad.Gradients;
import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras's losses, values and gradients, for every reduction and without sample weights. */
class GoldenLossesTest {
    private static final double TOLERANCE = 1e-5;

    private static final Map<String, BiFunction<Tensor, Tensor, Tensor>> REDUCTIONS = Map.of(
            "sum_over_batch_size", (y, loss) -> loss.mean(),
            "sum", (y, loss) -> loss.sum(),
            "none", (y, loss) -> loss);

    @ParameterizedTest(name = "{0}")
    @CsvSource({"mean_squared_error, 3", "mean_absolute_error, 3", "binary_crossentropy, 12", "categorical_crossentropy, 12",
        "sparse_categorical_crossentropy, 9"})
    void asKeras(String name, int atLeast) {
        List<String> covered = new ArrayList<>();
        Set<String> open = new TreeSet<>();
        for (Json c : Golden.json("losses", name + ".json").get("cases").list()) {
            String what = name + " " + c.get("config").value() + " " + c.get("reduction").text();
            Loss loss = loss(name, c.get("config"));
            boolean ours = loss != null && c.get("sample_weight").isNull() && REDUCTIONS.containsKey(c.get("reduction").text());
            if (ours) {
                covered.add(what);
                check(what, loss, c);
            } else {
                open.add(loss == null ? c.get("config").value().toString() : "sample weights");
            }
        }
        System.out.println(name + ": " + covered.size() + " cases covered; options not there yet: " + open);
        assertTrue(covered.size() >= atLeast, "covered: " + covered);
    }

    /** Ours with the config's options; null where an option is not there. */
    private static Loss loss(String name, Json config) {
        boolean logits = config.has("from_logits") && config.get("from_logits").truth();
        if (!Set.of("from_logits").containsAll(config.keys())) {
            return null;
        }
        return switch (name) {
            case "mean_squared_error" -> Losses.meanSquaredError();
            case "mean_absolute_error" -> Losses.meanAbsoluteError();
            case "binary_crossentropy" -> new BinaryCrossentropy(logits);
            case "categorical_crossentropy" -> new CategoricalCrossentropy(logits);
            case "sparse_categorical_crossentropy" -> new SparseCategoricalCrossentropy(logits);
            default -> null;
        };
    }

    private static void check(String what, Loss loss, Json c) {
        boolean ints = c.get("y_true_dtype").text().equals("int32");
        Tensor target = Tensor.constant(c.get("y_true").array(ints ? DType.INT32 : DType.FLOAT32));
        NDArray given = c.get("y_pred").array();
        Tensor prediction = Tensor.input("p", DType.FLOAT32, given.shape());
        Tensor value = REDUCTIONS.get(c.get("reduction").text()).apply(target, loss.of(target, prediction));
        Tensor gradient = Gradients.of(value.sum(), List.of(prediction)).getFirst();
        List<NDArray> ours = new Interpreter().evaluate(List.of(value, gradient), Map.of("p", given));
        Golden.close(what, c.get("value").array(), ours.getFirst(), TOLERANCE);
        if (c.has("grad_y_pred")) {
            Golden.close(what + ", gradient", c.get("grad_y_pred").array(), ours.getLast(), TOLERANCE);
        }
    }
}
