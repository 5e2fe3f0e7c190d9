package dyp.formats.keras;

import dyp.formats.json.Jsons;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.maxNorm;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Schedules.cosineDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.nn.Symbol;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Goal;
import dyp.train.Model;
import dyp.train.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of our own come back from their file as they were: options, nesting, what is frozen, several goals, the optimizer's options. */
class OwnModelsTest {
    private static final NDArray X = random(12, 6, 6, 2);
    private static final NDArray Y = NDArray.of(new Random(2).ints(12, 0, 3).toArray());
    @TempDir
    private Path folder;

    private static NDArray random(int... shape) {
        var random = new Random(5);
        return NDArray.generate(Shape.of(shape), _ -> random.nextGaussian());
    }

    private Model again(Model model) {
        Path file = folder.resolve("model.keras");
        model.save(file);
        return Model.load(file);
    }

    private static Model base() {
        return Sequential.of(input(6, 6, 2), conv2d(4, 3, RELU).kernelRegularizer(l2(1e-3)).kernelConstraint(maxNorm(2)).named("conv"),
                batchNormalization().momentum(0.9).named("norm")).named("base");
    }

    @Test
    void optionsAndTheOptimizerComeBack() {
        Model model = Sequential.of(base(), dropout(0.25), flatten(), dense(3).activityRegularizer(l2(0.01)))
                .compile(adam(cosineDecay(0.01, 100).warmup(0.02, 5)).clipNorm(1).ema(0.9), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        model.fit(X, Y, fit -> fit.epochs(2).batchSize(4).quiet());
        Model back = again(model);
        assertEquals(model.optimizer(), back.optimizer());
        assertEquals(model.goals().getFirst().loss(), back.goals().getFirst().loss());
        assertEquals(model.goals().getFirst().metrics(), back.goals().getFirst().metrics());
        assertEquals(model.summary(), back.summary());
        assertEquals(((Model) model.layer("base")).layer("conv"), ((Model) back.layer("base")).layer("conv"));
        Dataset data = Dataset.of(X, Y);
        assertEquals(model.evaluate(data), back.evaluate(data));
        model.trainingStep(data).run(data.toArrays());
        back.trainingStep(data).run(data.toArrays());
        assertEquals(model.predict(X), back.predict(X), "one more step, to the bit");
    }

    @Test
    void whatIsFrozenStaysFrozen() {
        Model base = base();
        base.freeze("conv");
        Model model = Sequential.of(base, flatten(), dense(3).named("top"));
        model.build(6, 6, 2);
        assertEquals(names(model), names(again(model)));
        assertEquals(List.of("base/norm/gamma", "base/norm/beta", "top/kernel", "top/bias"), names(model));
    }

    private static List<String> names(Model model) {
        return model.trainableVariables().stream().map(v -> v.name()).toList();
    }

    /** What is said of a model in words goes where the model goes. */
    @Test
    void notesTravel() {
        Model model = Sequential.of(input(4), dense(3).named("a"), dense(2)).note("labels", "cat\ndog").note("by", "me").note("by", null);
        assertEquals(Map.of("labels", "cat\ndog"), again(model).notes());
        assertEquals(Map.of("labels", "cat\ndog"), model.until("a").notes());
        assertEquals(Map.of(), again(Sequential.of(input(4), dense(2))).notes());
    }

    @Test
    void severalGoalsComeBack() {
        Input in = input(4);
        Symbol hidden = dense(5).named("hidden").on(in);
        Model model = Model.of(List.of(in), List.of(dense(3).named("kind").on(hidden), dense(1).named("price").on(hidden)))
                .compile(adam(), Goal.of("price", meanSquaredError()).weight(0.5), Goal.of("kind", sparseCategoricalCrossentropy().fromLogits()).metrics(accuracy()));
        Dataset data = Dataset.of(List.of(random(6, 4)), List.of(random(6, 1), NDArray.of(new int[] {0, 1, 2, 0, 1, 2})));
        Model back = again(model);
        // The file gives goals in the order of the outputs.
        Dataset ordered = Dataset.of(List.of(random(6, 4)), List.of(NDArray.of(new int[] {0, 1, 2, 0, 1, 2}), random(6, 1)));
        assertEquals(model.evaluate(data).get("loss"), back.evaluate(ordered).get("loss"), 1e-7);
    }

    /** x times a number. */
    record Times(double factor) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return x.mul(factor);
        }
    }

    @Test
    void aLayerOfOnesOwnIsNamedAndCanBeRegistered() throws IOException {
        Model model = Sequential.of(input(4), new Times(2));
        String message = assertThrows(DypException.class, () -> model.save(folder.resolve("own.keras"))).getMessage();
        assertTrue(message.startsWith("[times] Keras has no layer Times. A record of one's own is given a name in files by KerasFormat.register("), message);
        assertTrue(Files.notExists(folder.resolve("own.keras")));
        String config = """
                {"class_name": "Sequential", "config": {"layers": [{"class_name": "InputLayer", "config": {"batch_shape": [null, 4], "name": "in"}},
                 {"module": "mine", "class_name": "Times", "registered_name": "mine>Times", "config": {"name": "t", "factor": 3}}]}}""";
        String unknown = assertThrows(DypException.class, () -> ModelCodec.read(Jsons.parse(config, "config"))).getMessage();
        assertTrue(unknown.startsWith("[t] The file has a layer Times, which is not known.") && unknown.contains("register(\"mine>Times\""), unknown);
        KerasFormat.register("mine>Times", c -> new Times(((Number) c.get("factor")).doubleValue()));
        assertEquals(3 * X.at(0), ModelCodec.read(Jsons.parse(config, "config")).predict(random(1, 4)).at(0), 1e-6);
    }

    @Test
    void aFrozenModelWithinAModelStaysFrozen() {
        Model base = Sequential.of(input(4), dense(3)).named("base");
        Model model = Sequential.of(base, dense(2).named("head"));
        model.build(4);
        model.freeze().trainable(true, "head");
        Model back = again(model);
        assertTrue(back.frozen("base/dense/kernel") && !back.frozen("head"));
        assertEquals(2, back.trainableVariables().size());
    }

    /** A gate with weights: its components and its weights go into the file. */
    record Gate(int units, boolean useBias) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return dense(units).useBias(useBias).apply(x, scope.child("gate")).sigmoid();
        }
    }

    @Test
    void aRegisteredRecordIsWrittenByItsComponents() {
        KerasFormat.register("course>Gate", new Gate(1, true));
        Model model = Sequential.of(input(4), new Gate(3, false), dense(2)).seed(5);
        Model back = again(model);
        assertEquals(new Gate(3, false), back.layer("gate"));
        assertEquals(model.predict(random(6, 4)), back.predict(random(6, 4)));
    }
}
