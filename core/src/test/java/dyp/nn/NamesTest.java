package dyp.nn;

import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.reshape;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What layers and their weights are called, and what depends on it. */
class NamesTest {
    private static List<String> variables(Model model) {
        return model.variables().stream().map(Variable::name).toList();
    }

    @Test
    void automaticNamesAsInKeras() {
        assertEquals(List.of("conv2d", "max_pooling2d", "conv2d_1", "batch_normalization", "global_average_pooling2d", "head", "reshape", "dense"),
                Sequential.of(conv2d(2, 1), maxPooling2d(1), conv2d(2, 1), batchNormalization(), globalAveragePooling2d(), dense(4).named("head"),
                        reshape(2, 2), dense(1)).body().names());
    }

    @Test
    void weightsAreNamedByPath() {
        assertEquals(List.of("dense/kernel", "dense/bias", "batch_normalization/gamma", "batch_normalization/beta", "batch_normalization/moving_mean",
                "batch_normalization/moving_variance", "head/kernel", "head/bias"),
                variables(Sequential.of(dense(2), batchNormalization(), dense(1).named("head")).build(3)));
    }

    /** First values follow from seed and name: equal layers differ, and a layer put in front changes nobody else's. */
    @Test
    void firstValuesFollowFromTheName() {
        Model two = Sequential.of(dense(3), dense(3)).build(3);
        assertNotEquals(two.variables().get(0).value(), two.variables().get(2).value());
        Model three = Sequential.of(dense(3).named("first"), dense(3), dense(3)).build(3);
        assertEquals(two.variables().get(0).value(), three.variables().get(2).value());
        assertEquals(two.variables().get(2).value(), three.variables().get(4).value());
        assertNotEquals(two.variables().get(0).value(), Sequential.of(dense(3)).seed(1).build(3).variables().get(0).value());
    }

    /** The layer of one's own of API.md (with SIGMOID for SWISH). */
    record Gated(int units) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            var gate = dense(units, SIGMOID).apply(x, scope.child("gate"));
            var value = dense(units).apply(x, scope.child("value"));
            return gate.mul(value);
        }
    }

    @Test
    void aLayerOfOnesOwn() {
        Model model = Sequential.of(new Gated(4), dense(1)).build(3);
        assertEquals(List.of("gated/gate/kernel", "gated/gate/bias", "gated/value/kernel", "gated/value/bias", "dense/kernel", "dense/bias"), variables(model));
        assertEquals(0, model.predict(NDArray.of(new float[3], 1, 3)).item(), "no input, no output");
        assertEquals(new Gated(4), new Gated(4));
    }

    /** The same name asked for twice is the same weight; with another shape it is a mistake. */
    record Shared(boolean wrong) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            Tensor y = dense(3).useBias(false).apply(x, scope);
            return dense(wrong ? 4 : 3).useBias(false).apply(y, scope);
        }
    }

    @Test
    void sharedWeights() {
        assertEquals(List.of("shared/kernel"), variables(Sequential.of(new Shared(false)).build(3)));
        assertEquals("[shared/kernel] was made with shape (3, 3) but this input asks for (3, 4). A model keeps the shape of the input it was first"
                + " given; build a new one for another. Here the input gives (batch, 3).",
                assertThrows(DypException.class, () -> Sequential.of(new Shared(true)).build(3)).getMessage());
    }
}
