package dyp.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.grad.Gradients;
import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CtcTest {
    private static final double TOLERANCE = 1e-5;

    /** Every case of the file: all reductions, with and without sample weights, values and gradients. */
    @Test
    void asKeras() {
        List<Json> cases = Golden.json("losses", "ctc.json").get("cases").list();
        int gradients = 0;
        for (Json c : cases) {
            Loss loss = Losses.ctc().reduction(Reduction.valueOf(c.get("reduction").text().toUpperCase(Locale.ROOT)));
            Tensor target = Tensor.constant(c.get("y_true").array(DType.INT32));
            Tensor weights = c.get("sample_weight").isNull() ? null : Tensor.constant(c.get("sample_weight").array());
            NDArray logits = c.get("y_pred").array();
            Tensor prediction = Tensor.input("p", DType.FLOAT32, logits.shape());
            Tensor value = loss.of(target, prediction, weights);
            Tensor gradient = Gradients.of(value.sum(), prediction);
            List<NDArray> ours = new Interpreter().evaluate(List.of(value, gradient), Map.of("p", logits));
            Golden.close(c.get("reduction").text(), c.get("value").array(), ours.getFirst(), TOLERANCE);
            if (c.has("grad_y_pred")) {
                Golden.close(c.get("reduction").text() + ", gradient", c.get("grad_y_pred").array(), ours.getLast(), TOLERANCE);
                gradients++;
            }
        }
        assertTrue(cases.size() >= 7 && gradients >= 3, cases.size() + " cases, " + gradients + " gradients");
    }

    /** All alignments written out: every sequence of classes, kept where it says the labels. */
    @Test
    void isTheSumOverAllAlignments() {
        int[][] labels = {{1, 2, 0}, {1, 1, 0}, {2, 1, 2}, {0, 0, 0}, {2, 0, 0}};
        int steps = 5;
        int classes = 3;
        NDArray logits = NDArray.generate(Shape.of(labels.length, steps, classes), i -> Math.sin(3.7 * i) * 2);
        NDArray p = Tensor.constant(logits).softmax().value();
        int[] flat = java.util.Arrays.stream(labels).flatMapToInt(java.util.Arrays::stream).toArray();
        Tensor target = Tensor.constant(NDArray.of(flat).reshape(labels.length, 3));
        NDArray loss = Losses.ctc().of(target, Tensor.constant(logits)).value();
        for (int b = 0; b < labels.length; b++) {
            double sum = 0;
            for (int path = 0; path < Math.pow(classes, steps); path++) {
                StringBuilder said = new StringBuilder();
                double likely = 1;
                int before = -1;
                for (int t = 0, rest = path; t < steps; t++, rest /= classes) {
                    int c = rest % classes;
                    likely *= p.at((b * steps + t) * classes + c);
                    said.append(c == before || c == 0 ? "" : c);
                    before = c;
                }
                String wanted = java.util.Arrays.stream(labels[b]).filter(l -> l > 0).mapToObj(Integer::toString).reduce("", String::concat);
                sum += said.toString().equals(wanted) ? likely : 0;
            }
            assertEquals(-Math.log(sum), loss.at(b), 1e-5, "sample " + b);
        }
    }

    @Test
    void compiledAsInterpretedWithItsGradient() {
        Tensor prediction = Tensor.input("p", DType.FLOAT32, Shape.of(3, 50, 7));
        Tensor target = Tensor.input("t", DType.INT32, Shape.of(3, 6));
        Tensor loss = Losses.ctc().of(target, prediction, null);
        Graph graph = new Graph(List.of(loss, Gradients.of(loss, prediction)), List.of());
        NDArray labels = NDArray.of(new int[] {1, 2, 3, 4, 5, 6, 6, 6, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0}).reshape(3, 6);
        Map<String, NDArray> values = Map.of("p", NDArray.generate(prediction.shape(), i -> Math.sin(i * 1.3)), "t", labels);
        Compiler.compile(graph, Engine.shared()).verify(values, 1e-5);
    }

    @Test
    void tooFewStepsAreNeverRight() {
        NDArray loss = Losses.ctc().of(Tensor.constant(NDArray.of(new int[] {1, 1, 2}).reshape(1, 3)),
                Tensor.constant(NDArray.zeros(Shape.of(1, 3, 4)))).value();
        assertTrue(loss.at(0) > 9e4 && loss.at(0) < 1e6, loss.toString());
    }

    @Test
    void saysWhatDoesNotFit() {
        Tensor flat = Tensor.constant(NDArray.zeros(Shape.of(2, 5)));
        assertEquals("ctc() compares logits (batch, steps, classes) with labels (batch, labels), but the model gives (2, 5) and the targets are (2, 5).",
                assertThrows(DypException.class, () -> Losses.ctc().of(flat, flat)).getMessage());
    }
}
