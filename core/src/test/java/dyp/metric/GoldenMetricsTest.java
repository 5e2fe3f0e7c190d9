package dyp.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keras's accuracies over two updates, without sample weights and with the default threshold. */
class GoldenMetricsTest {
    @ParameterizedTest
    @EnumSource(value = Accuracy.Kind.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void accuracy(Accuracy.Kind kind) {
        Metric metric = new Accuracy(kind);
        int checked = 0;
        for (Json c : Golden.json("metrics", metric.name() + ".json").get("cases").list()) {
            if (!c.get("config").keys().isEmpty() || !c.get("updates").get(0).get("sample_weight").isNull()) {
                continue;
            }
            double[] totals = new double[2];
            for (Json update : c.get("updates").list()) {
                NDArray batch = totals(metric, update);
                totals[0] += batch.at(0);
                totals[1] += batch.at(1);
                assertEquals(update.get("result").number(), metric.result(totals), 1e-6, metric.name());
            }
            checked++;
        }
        assertEquals(1, checked, "cases of " + metric.name());
    }

    private static NDArray totals(Metric metric, Json update) {
        boolean ints = update.get("y_true_dtype").text().equals("int32");
        NDArray target = update.get("y_true").array(ints ? DType.INT32 : DType.FLOAT32);
        NDArray prediction = update.get("y_pred").array();
        // Keras's binary accuracy takes (batch); our models give (batch, 1), which is the same.
        prediction = prediction.shape().rank() == 1 ? prediction.reshape(-1, 1) : prediction;
        return metric.totals(Tensor.constant(target), Tensor.constant(prediction)).value();
    }

    @ParameterizedTest
    @EnumSource(value = Accuracy.Kind.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void autoLooksAtTheShapes(Accuracy.Kind kind) {
        int[] dims = kind == Accuracy.Kind.BINARY ? new int[] {4, 1} : new int[] {4, 3};
        NDArray prediction = NDArray.generate(dyp.tensor.Shape.of(dims), i -> i * 7 % 5 / 5.0);
        NDArray target = switch (kind) {
            case BINARY -> NDArray.of(new float[] {0, 1, 1, 0}, 4, 1);
            case CATEGORICAL -> NDArray.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0}, 4, 3);
            default -> NDArray.of(new int[] {0, 1, 2, 0});
        };
        List<Tensor> both = List.of(Tensor.constant(target), Tensor.constant(prediction));
        assertEquals(new Accuracy(kind).totals(both.get(0), both.get(1)).value(), Metrics.accuracy().totals(both.get(0), both.get(1)).value());
        assertEquals("accuracy", Metrics.accuracy().name());
    }

    /** Above a half is 1; a half itself is 0, as in Keras. */
    @Test
    void aHalfIsBelow() {
        NDArray prediction = NDArray.of(new float[] {0, 0.49f, 0.5f, 0.51f, 1}, 5, 1);
        for (float target : new float[] {0, 1}) {
            NDArray totals = Metrics.binaryAccuracy().totals(Tensor.constant(NDArray.generate(prediction.shape(), i -> target)),
                    Tensor.constant(prediction)).value();
            assertEquals(NDArray.of(new float[] {target == 0 ? 3 : 2, 5}), totals);
        }
    }
}
