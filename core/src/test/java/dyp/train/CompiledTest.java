package dyp.train;

import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.loss.Losses.categoricalCrossentropy;
import static dyp.loss.Losses.meanAbsoluteError;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.reshape;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.rmsProp;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.compile.Compiler;
import dyp.data.Dataset;
import dyp.runtime.Engine;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled step of whole models against the interpreter, first and later steps, and what happens without hazards. */
class CompiledTest {
    private static void check(Model model, Dataset data, int... batches) {
        TrainingStep step = model.trainingStep(data);
        for (int n : batches) {
            for (int i = 0; i < 2; i++) {
                step.program(n).verify(batch(data, n), 1e-4);
                step.run(new dyp.data.Batch(Toys.x(data.take(n)), Toys.y(data.take(n))));
            }
        }
    }

    private static Map<String, NDArray> batch(Dataset data, int n) {
        return Map.of("x", Toys.x(data.take(n)), "y", Toys.y(data.take(n)));
    }

    @Test
    void tables() {
        Dataset data = Toys.table(70, 7, 1);
        check(Toys.mlp(sgd(0.1).momentum(0.9)), data, 32, 1, 70);
        check(Toys.mlp(rmsProp().momentum(0.5).centered(true)), data, 31);
        check(Sequential.of(dense(8, TANH), dense(1, SIGMOID)).compile(sgd(0.3).nesterov(0.9), binaryCrossentropy(), accuracy()), data, 4);
        check(Sequential.of(dense(8, TANH), dense(1)).compile(sgd(), binaryCrossentropy().fromLogits(), accuracy()), data, 4);
        check(Sequential.of(dense(100, RELU), dense(50, RELU), dense(1, SIGMOID)).compile(adam(), binaryCrossentropy(), accuracy()), data, 32);
        check(Sequential.of(dense(1)).compile(sgd(0.1), meanAbsoluteError()), data, 32);
        check(Sequential.of(dense(1)).compile(sgd(0.1), meanSquaredError()), data, 32);
    }

    @Test
    void pictures() {
        Dataset data = Toys.pictures(64, 1);
        check(Toys.cnn(adam()), data, 32, 7);
        check(Sequential.of(conv2d(9, 3).padding(SAME).useBias(false), batchNormalization(), averagePooling2d(2), conv2d(6, 3, RELU).groups(3),
                globalAveragePooling2d(), dense(4, SOFTMAX)).compile(sgd(0.1), sparseCategoricalCrossentropy(), accuracy()), data, 16);
        check(Sequential.of(reshape(144), dense(4, SOFTMAX)).compile(sgd(0.1), sparseCategoricalCrossentropy(), accuracy()), data, 16);
    }

    @Test
    void oneHotTargets() {
        NDArray y = NDArray.generate(dyp.tensor.Shape.of(40, 3), i -> (i / 3) % 3 == i % 3 ? 1 : 0);
        Dataset data = Dataset.of(Toys.uniform(1, 40, 5), y);
        check(Sequential.of(dense(3, SOFTMAX)).compile(adam(), categoricalCrossentropy(), accuracy()), data, 17);
        check(Sequential.of(dense(3)).compile(adam(), categoricalCrossentropy().fromLogits(), accuracy()), data, 17);
    }

    /** The property that a test must be able to see: an update that does not wait for the readers of the old value. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutHazardEdgesTheStepIsWrong(boolean pictures) {
        Model model = pictures ? Toys.cnn(sgd(0.1)) : Toys.mlp(sgd(0.1));
        Dataset data = pictures ? Toys.pictures(32, 1) : Toys.table(32, 7, 1);
        TrainingStep step = model.trainingStep(data);
        Map<String, NDArray> batch = batch(data, 32);
        Compiler.compile(step.graph(32), Engine.threads(1), new Compiler.Options(true, true, false)).verify(batch, 1e-4);
        List<String> wrong = new ArrayList<>();
        for (boolean fuse : new boolean[] {true, false}) {
            var program = Compiler.compile(step.graph(32), Engine.threads(1), new Compiler.Options(fuse, false, false));
            try {
                program.verify(batch, 1e-4);
            } catch (DypException e) {
                wrong.add(e.getMessage());
            }
        }
        assertEquals(2, wrong.size(), "programs found wrong: " + wrong);
        assertTrue(wrong.getFirst().startsWith("Compiled program and interpreter differ in "), wrong.toString());
    }

    @Test
    void theStepOfOnesOwnDataKeepsItsTargets() {
        Model model = Toys.mlp(adam());
        model.trainingStep(Toys.table(8, 7, 1));
        Dataset other = Dataset.of(Toys.uniform(1, 8, 7), Toys.uniform(1, 8));
        assertEquals("This model learns targets of float32(1,), but float32() came. Compile it again for other targets.",
                assertThrows(DypException.class, () -> model.trainingStep(other)).getMessage());
    }
}
