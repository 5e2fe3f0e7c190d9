package dyp.formats.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.formats.json.Jsons;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras's operations in a graph, on x = [[1, -2, 3], [4, 5, -6]] and z = [[0.5, 1, 2], [2, 0, 1]]; the results are Keras 3.15's. */
class OperationsTest {
    private static final NDArray X = NDArray.of(new float[] {1, -2, 3, 4, 5, -6}, 2, 3);
    private static final NDArray Z = NDArray.of(new float[] {0.5f, 1, 2, 2, 0, 1}, 2, 3);
    private static final String TENSOR = "{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": [null, 3], \"dtype\": \"float32\", \"keras_history\": [\"%s\", 0, 0]}}";
    private static final String ALL = "{\"class_name\": \"__slice__\", \"config\": {\"start\": null, \"stop\": null, \"step\": null}}";

    @TempDir
    private Path folder;

    private static String operation(String name, String config, String args) {
        return "{\"module\": \"keras.src.ops.numpy\", \"class_name\": \"" + name + "\", \"config\": {" + (config == null ? "" : config.replace('\'', '"'))
                + "}, \"name\": \"op\", \"inbound_nodes\": [{\"args\": [" + args.replace("ALL", ALL).replace("X", TENSOR.formatted("x")).replace("Z", TENSOR.formatted("z"))
                + "], \"kwargs\": {}}]}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Add          |                                   | X, 1.5         | 2, 3 | 2.5 -0.5 4.5 5.5 6.5 -4.5
            Subtract     |                                   | 1, X           | 2, 3 | 0 3 -2 -3 -4 7
            TrueDivide   |                                   | Z, X           | 2, 3 | 0.5 -0.5 0.6666667 0.5 0 -0.16666667
            Power        |                                   | X, 2           | 2, 3 | 1 4 9 16 25 36
            Maximum      |                                   | X, Z           | 2, 3 | 1 1 3 4 5 1
            GreaterEqual |                                   | X, Z           | 2, 3 | 1 0 1 1 1 0
            Log1p        |                                   | Z              | 2, 3 | 0.4054651 0.6931472 1.0986123 1.0986123 0 0.6931472
            Mean         | 'axis': -1, 'keepdims': false     | X              | 2    | 0.6666667 1
            Mean         | 'axis': null, 'keepdims': false   | X              |      | 0.8333333
            Var          | 'axis': [0], 'keepdims': true     | X              | 1, 3 | 2.25 12.25 20.25
            Logsumexp    | 'axis': 1, 'keepdims': false      | X              | 2    | 3.1328453 5.313274
            Reshape      | 'newshape': [-1, 2]               | X              | 3, 2 | 1 -2 3 4 5 -6
            Transpose    | 'axes': [1, 0]                    | X              | 3, 2 | 1 4 -2 5 3 -6
            ExpandDims   | 'axis': -1                        | X              | 2, 3, 1 | 1 -2 3 4 5 -6
            Moveaxis     | 'source': 0, 'destination': 1     | X              | 3, 2 | 1 4 -2 5 3 -6
            Concatenate  | 'axis': -1                        | [X, Z]         | 2, 6 | 1 -2 3 0.5 1 2 4 5 -6 2 0 1
            Stack        | 'axis': 1                         | [X, Z]         | 2, 2, 3 | 1 -2 3 0.5 1 2 4 5 -6 2 0 1
            Flip         | 'axis': 1                         | X              | 2, 3 | 3 -2 1 -6 5 4
            Pad          | 'pad_width': [[0, 0], [1, 0]]     | X              | 2, 4 | 0 1 -2 3 0 4 5 -6
            Clip         | 'x_min': -1, 'x_max': 2           | X              | 2, 3 | 1 -1 2 2 2 -1
            GetItem      |                                   | X, [ALL, -1]   | 2    | 3 -6
            GetItem      |                                   | X, [ALL, null, {"class_name": "__slice__", "config": {"start": 0, "stop": null, "step": 2}}] | 2, 1, 2 | 1 3 4 -6
            Where        |                                   | X, X, Z        | 2, 3 | 1 -2 3 4 5 -6
            Argmax       | 'axis': -1, 'keepdims': false     | X              | 2    | 2 1
            Einsum       | 'subscripts': 'ij,kj->ik'         | X, Z           | 2, 2 | 4.5 5 -5 2
            Split        | 'indices_or_sections': [1], 'axis': 1 | X          | 2, 1 | 1 4
            Softmax      | 'axis': 0                         | Z              | 2, 3 | 0.18242553 0.7310586 0.7310586 0.8175745 0.26894143 0.26894143
            """)
    void computes(String name, String config, String args, String shape, String values) {
        JsonNode node = Jsons.parse(operation(name, config, args), "the test");
        Operation operation = Operation.read(node);
        List<Tensor> in = Arrays.stream(args.replaceAll("[^XZ]", "").split("")).map(c -> Tensor.constant(c.equals("X") ? X : Z)).toList();
        NDArray result = operation.apply(in, null).getFirst().value();
        int[] dims = shape == null ? new int[0] : Arrays.stream(shape.split(", ")).mapToInt(Integer::parseInt).toArray();
        double[] expected = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Fixtures.close(name, NDArray.generate(Shape.of(dims), i -> expected[i]), result, 1e-6);
    }

    @Test
    void everyListedOneIsWritten() {
        for (String name : new TreeSet<>(Operations.NAMES)) {
            try {
                Operations.apply(name, Jsons.parse("{\"axis\": 0}", "nothing"), List.of(Tensor.constant(Z), Tensor.constant(Z), Tensor.constant(Z)), Jsons.parse("{}", "nothing"));
            } catch (DypException e) {
                // Its options are missing here, but it is there: what is not would be an IllegalStateException.
                assertFalse(e.getMessage().isBlank(), name);
            }
        }
    }

    @Test
    void whatIsNotKnownIsNamed() {
        String message = assertThrows(DypException.class, () -> Operation.read(Jsons.parse(operation("Hypot", null, "X, Z"), "the test"))).getMessage();
        assertTrue(message.startsWith("The file has the operation Hypot, which is not known. There are Abs, "), message);
    }

    @Test
    void aModelKeepsThem() {
        String text = "{\"class_name\": \"Functional\", \"config\": {\"name\": \"m\", \"layers\": [{\"class_name\": \"InputLayer\", \"config\": {\"batch_shape\": [null, 3], \"dtype\":"
                + " \"float32\", \"name\": \"x\"}, \"name\": \"x\", \"inbound_nodes\": []}, " + operation("Subtract", null, "1, X")
                + "], \"input_layers\": [\"x\", 0, 0], \"output_layers\": [\"op\", 0, 0]}}";
        Model model = ModelText.read(text, "the test");
        model.save(folder.resolve("m.keras"));
        assertEquals(NDArray.of(new float[] {0, 3, -2, -3, -4, 7}, 2, 3), Model.load(folder.resolve("m.keras")).predict(X));
    }
}
