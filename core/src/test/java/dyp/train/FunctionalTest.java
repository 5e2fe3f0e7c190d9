package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.inputs;
import static dyp.nn.Layers.outputs;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Joint;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models that are graphs of layers: several inputs and outputs, branches, shared layers. */
class FunctionalTest {
    /** Sum and difference of two inputs. */
    private record SumAndDifference() implements Joint {
        @Override
        public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
            return List.of(inputs.get(0).add(inputs.get(1)), inputs.get(0).sub(inputs.get(1)));
        }
    }

    @Test
    void aChainAsAGraphGivesTheSameBits() {
        NDArray x = Toys.uniform(1, 20, 6, 6, 2);
        NDArray y = Toys.uniform(2, 20, 3);
        Model chain = Sequential.of(conv2d(4, 3, RELU), flatten(), dense(3)).compile(adam(), meanSquaredError());
        var image = input(6, 6, 2);
        Model graph = Model.of(image, dense(3).on(flatten().on(conv2d(4, 3, RELU).on(image)))).compile(adam(), meanSquaredError());
        for (Model model : List.of(chain, graph)) {
            model.fit(x, y, fit -> fit.epochs(2).quiet());
        }
        assertEquals(chain.predict(x), graph.predict(x));
        assertEquals(List.of("input", "conv2d", "flatten", "dense"), graph.body().names());
    }

    @Test
    void twoInputsTwoOutputsAndASharedLayer() {
        var a = input(5).named("left");
        var b = input(5).named("right");
        Layer shared = dense(3).named("shared");
        var both = new SumAndDifference().on(shared.on(a), shared.on(b));
        Model model = Model.of(inputs(a, b), outputs(both, both.output(1), dense(1).on(both.output(1)))).seed(4);
        NDArray x = Toys.uniform(5, 4, 5);
        NDArray z = Toys.uniform(6, 4, 5);
        List<NDArray> out = model.predictAll(x, z);
        assertEquals(2 + 2, model.variables().size(), "the shared layer has its weights once: " + model.variables());
        List<NDArray> turned = model.predictAll(z, x);
        assertEquals(out.get(0), turned.get(0), "the sum is the same");
        for (int i = 0; i < out.get(1).size(); i++) {
            assertEquals(out.get(1).at(i), -turned.get(1).at(i), 1e-6);
        }
        assertTrue(model.summary().contains("shared, shared"), model.summary());
    }

    @Test
    void learnsFromTwoInputs() {
        var a = input(3);
        var b = input(3);
        Model model = Model.of(inputs(a, b), outputs(dense(1).on(new SumAndDifference().on(a, b).output(1))));
        model.compile(sgd(0.2), meanSquaredError());
        NDArray x = Toys.uniform(1, 64, 3);
        NDArray z = Toys.uniform(2, 64, 3);
        NDArray y = NDArray.generate(dyp.tensor.Shape.of(64, 1), i -> x.get(i, 0) - z.get(i, 0));
        History history = model.fit(List.of(x, z), y, fit -> fit.epochs(60).batchSize(16).quiet());
        assertTrue(history.last("loss") < 1e-3, "loss " + history.last("loss"));
    }

    @Test
    void saysWhatIsWrong() {
        var image = input(6, 6, 2);
        assertMessage("It was put on [(5,)].", () -> conv2d(3, 3).on(input(5)));
        assertMessage("which is not among the model's inputs", () -> Model.of(input(3), dense(2).on(image)));
        assertMessage("Two layers are called 'a'", () -> Model.of(image, dense(2).named("a").on(dense(2).named("a").on(image))));
        assertMessage("gives 1 output(s), but output 1", () -> dense(2).on(image).output(1));
        var two = outputs(dense(2).on(image), dense(3).on(image));
        Model model = Model.of(inputs(image), two).compile(sgd(), meanSquaredError());
        assertMessage("need a goal for each output: the model has 2 (dense, dense_1)", () -> model.fit(Toys.uniform(1, 4, 6, 6, 2), Toys.uniform(1, 4, 3), fit -> fit.quiet()));
        assertMessage("This layer takes one input, but 2 came.", () -> dense(2).on(image, image));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable body) {
        String message = assertThrows(DypException.class, body).getMessage();
        assertTrue(message.contains(part), message);
    }
}
