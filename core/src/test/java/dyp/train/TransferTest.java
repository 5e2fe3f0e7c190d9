package dyp.train;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.add;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Regularizer.l2;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.nn.Dense;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.op.Leaf.Variable;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Models in models, frozen weights, and parts of models. */
class TransferTest {
    private static final Dataset DATA = Dataset.of(random(24, 6, 6, 2), NDArray.of(new Random(1).ints(24, 0, 3).toArray()));

    private static NDArray random(int... shape) {
        var random = new Random(7);
        return NDArray.generate(Shape.of(shape), _ -> random.nextGaussian());
    }

    private static Model base() {
        return Sequential.of(input(6, 6, 2), conv2d(4, 3).named("conv"), batchNormalization().named("norm"), conv2d(3, 3, RELU).named("last"),
                globalAveragePooling2d().named("pool")).named("base").seed(3);
    }

    private static Model onTopOf(Model base) {
        return Sequential.of(base, dropout(0.2), dense(3)).compile(adam(0.01), sparseCategoricalCrossentropy().fromLogits());
    }

    private static Map<String, NDArray> values(Model model) {
        Map<String, NDArray> values = new TreeMap<>();
        model.variables().forEach(v -> values.put(v.name(), v.value().copy()));
        return values;
    }

    private static void learn(Model model) {
        model.fit(DATA, fit -> fit.epochs(2).batchSize(8).quiet());
    }

    @Test
    void aModelInAModelSharesItsWeights() {
        Model base = base();
        Model whole = onTopOf(base);
        learn(whole);
        assertEquals(List.of("base/conv/kernel", "base/conv/bias"), whole.variables().stream().limit(2).map(Variable::name).toList());
        assertSame(base.variables().getFirst().value(), whole.variables().getFirst().value());
        NDArray features = base.predict(DATA.toArrays().x());
        NDArray head = Sequential.of(dense(3)).predict(features);
        assertEquals(Shape.of(24, 3), head.shape());
        // What the whole has learned, the part knows.
        assertFalse(values(base).equals(values(base())));
    }

    @Test
    void inAnotherModelItGivesWhatItGaveAlone() {
        Model base = base();
        NDArray x = DATA.toArrays().x();
        assertEquals(base.predict(x), Sequential.of(base).predict(x));
        assertEquals(base.predict(x), Sequential.of(Sequential.of(base)).predict(x));
    }

    @Test
    void usedTwiceItsWeightsAreThereOnce() {
        Model base = base();
        Input a = input(6, 6, 2);
        Input b = input(6, 6, 2);
        Symbol deeper = Sequential.of(base).on(b);
        Model both = Model.of(List.of(a, b), List.of(dense(3).on(add().on(base.on(a), deeper))));
        both.compile(sgd(0.1), sparseCategoricalCrossentropy().fromLogits());
        assertEquals(base.variables().size() + 2, both.variables().size());
        NDArray x = DATA.toArrays().x();
        both.fit(Dataset.of(List.of(x, x), DATA.toArrays().y()), fit -> fit.epochs(1).quiet());
        both.trainingStep(Dataset.of(List.of(x, x), DATA.toArrays().y()));
    }

    @Test
    void aFrozenBaseStaysToTheBit() {
        Model base = base().freeze();
        Model whole = onTopOf(base);
        Map<String, NDArray> before = values(base);
        List<String> learns = whole.trainableVariables().stream().map(Variable::name).toList();
        learn(whole);
        assertEquals(List.of("dense/kernel", "dense/bias"), learns);
        assertEquals(before, values(base), "weights and moving statistics");
        assertTrue(whole.summary().contains("Trainable params: 12 "), whole.summary());
        // Freed again, it goes on learning without another compile.
        base.trainable(true);
        learn(whole);
        values(base).forEach((name, value) -> assertFalse(value.equals(before.get(name)), name + " did not move"));
    }

    @Test
    void freezingGoesByLayerByPrefixAndByTheLast() {
        Model base = base();
        base.freeze("conv");
        assertEquals(List.of("norm/gamma", "norm/beta", "last/kernel", "last/bias"), names(base));
        base.trainable(true).freeze("conv*", "norm/gamma");
        assertEquals(List.of("norm/beta", "last/kernel", "last/bias"), names(base));
        base.freeze().unfreezeLast(1);
        assertEquals(List.of("last/kernel", "last/bias"), names(base));
        assertEquals("unfreezeLast takes 1 to 3 layers, as many have weights, but got 4.",
                assertThrows(DypException.class, () -> base.unfreezeLast(4)).getMessage());
        String message = assertThrows(DypException.class, () -> base.freeze("convolution")).getMessage();
        assertTrue(message.startsWith("There are no weights at 'convolution'. There are conv/kernel, conv/bias, norm/gamma"), message);
    }

    @Test
    void theWholeFreezesWithinItsBase() {
        Model whole = onTopOf(base());
        whole.build(6, 6, 2).freeze("base/conv", "base/norm");
        assertEquals(List.of("base/last/kernel", "base/last/bias", "dense/kernel", "dense/bias"), names(whole));
    }

    @Test
    void frozenWeightsHaveNoPrice() {
        Model model = Sequential.of(input(4), dense(3).kernelRegularizer(l2(1)).named("a")).compile(sgd(0.1), sparseCategoricalCrossentropy().fromLogits());
        Dataset data = Dataset.of(random(8, 4), NDArray.of(new int[8]));
        double free = model.evaluate(data).get("loss");
        model.freeze();
        model.compile(sgd(0.1), sparseCategoricalCrossentropy().fromLogits());
        assertTrue(model.evaluate(data).get("loss") < free);
    }

    @Test
    void aPartSharesWeightsNamesAndWhatIsFrozen() {
        Model base = base();
        base.build(6, 6, 2);
        NDArray x = DATA.toArrays().x();
        Model features = base.until("norm");
        assertEquals(Shape.of(24, 4, 4, 4), features.predict(x).shape());
        assertSame(base.variables().getFirst(), features.variables().getFirst());
        Model several = base.until("conv", "last");
        List<NDArray> both = several.predictAll(x);
        assertEquals(List.of(Shape.of(24, 4, 4, 4), Shape.of(24, 2, 2, 3)), both.stream().map(NDArray::shape).toList());
        base.freeze();
        assertEquals(List.of(), names(features));
        assertEquals("There is no layer 'top'. There are input, conv, norm, last, pool.",
                assertThrows(DypException.class, () -> base.until("top")).getMessage());
        assertEquals(3, ((Dense) onTopOf(base).layer("dense")).units());
    }

    @Test
    void aPartOfAGraphKeepsTheNamesOfTheWhole() {
        Input a = input(4);
        Input b = input(5);
        Symbol left = dense(3).on(a);
        Symbol right = dense(3).on(b);
        Model whole = Model.of(List.of(a, b), List.of(dense(2).on(add().on(left, right))));
        Model part = whole.until("dense_1");
        NDArray x = random(3, 5);
        NDArray kernel = whole.variables("dense_1").getFirst().value();
        assertEquals(1, part.body().inputs().size());
        assertEquals(Shape.of(5, 3), kernel.shape());
        NDArray expected = Sequential.of(part).predict(x);
        assertArrayEquals(expected.floats(), part.predict(x).floats());
        assertEquals(List.of("input_1", "dense_1"), part.body().names());
    }

    private static List<String> names(Model model) {
        return model.trainableVariables().stream().map(Variable::name).toList();
    }
}
