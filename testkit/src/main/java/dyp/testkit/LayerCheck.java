package dyp.testkit;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.data.Dataset;
import dyp.nn.Layer;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What every layer has to do, given a {@link LayerCase}. */
public final class LayerCheck {
    private static final double GRADIENT = 1e-6;
    private static final double COMPILED = 1e-5;

    private final LayerCase c;
    private final int batch;
    private final long seed;

    public LayerCheck(LayerCase c, int batch, long seed) {
        this.c = c;
        this.batch = batch;
        this.seed = seed;
    }

    /** Output shape and number of weights, from the trace and in the summary's row. */
    public void shapes() {
        Model model = Sequential.of(c.layer()).seed(seed).build(c.sample().dims());
        assertEquals(c.output().batch(batch), model.predict(c.samples(batch, seed)).shape(), "output shape");
        assertEquals(c.trained(), count(model.variables().stream().filter(Variable::trainable).toList()), "trained numbers");
        assertEquals(c.fixed(), count(model.variables().stream().filter(v -> !v.trainable()).toList()), "numbers not trained");
        Layer layer = c.layer().bare();
        String type = layer.getClass().getSimpleName();
        List<String> rows = model.summary().lines().filter(line -> line.contains("(" + type + ")")).toList();
        if (type.equals("Input")) {
            assertEquals(List.of(), rows, "an input has no row of its own");
            return;
        }
        String name = model.body().names().getFirst();
        String dims = c.output().toString().replaceAll("[()]", "").replaceAll(",$", "");
        List<String> cells = List.of(rows.getFirst().replace("│", "|").split("\\|")).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
        assertEquals(List.of(name + " (" + type + ")", "(None, " + dims + ")", String.format("%,d", c.trained() + c.fixed())), cells);
    }

    /** Gradients of a random-weighted sum, penalties added, with respect to the input and every weight. */
    public void gradients(boolean training) {
        if (training && c.straight()) {
            return;
        }
        Tensor x = Tensor.input("x", DType.FLOAT32, c.sample().batch(batch));
        LayerScope scope = new LayerScope(training, seed);
        Tensor y = c.layer().apply(x, scope);
        scope.values().put("x", c.samples(batch, seed));
        List<Tensor> all = new ArrayList<>(scope.weights());
        all.add(x);
        String what = c.name() + (training ? " in training" : " in prediction") + ", seed " + seed;
        new GradientCheck(scope.values(), GRADIENT, seed).check(what, OpCase.loss(y, seed).add(scope.penalty()), all);
    }

    /** Training and prediction give the same where they should, and only there. */
    public void modes() {
        Variables variables = new Variables(seed);
        NDArray prediction = value(traced(variables, false));
        assertEquals(prediction, value(traced(variables, false)), "prediction twice");
        assertEquals(!c.hasModes(), prediction.equals(value(traced(variables, true))), "training as prediction");
    }

    /** The compiled program against the interpreter, outputs and updated variables. */
    public void compiled() {
        NDArray x = c.samples(batch, seed);
        Variables variables = new Variables(seed);
        for (boolean training : new boolean[] {false, true}) {
            Graph graph = new Graph(List.of(traced(variables, training)), List.of());
            Compiler.compile(graph, Engine.shared()).verify(Map.of("x", x), COMPILED);
        }
        NDArray y = Arg.any(1).draw().of(c.output().batch(batch), 0, new java.util.Random(seed));
        Model model = alone(Engine.shared());
        model.trainingStep(Dataset.of(x, y)).program(batch).verify(Map.of("x", x, "y", y), COMPILED);
    }

    /** The scalar backend against the vector one, after two steps of training. */
    public void backends() {
        NDArray x = c.samples(batch, seed);
        NDArray y = Arg.any(1).draw().of(c.output().batch(batch), 0, new java.util.Random(seed));
        Model scalar = alone(Engine.only("scalar"));
        Engine found = Engine.threads(1);
        assertEquals("vector", found.backends().getFirst().name(), "the backend found first");
        Model vector = alone(found);
        scalar.fit(x, y, fit -> fit.epochs(2).batchSize(batch).quiet());
        vector.fit(x, y, fit -> fit.epochs(2).batchSize(batch).quiet());
        for (int i = 0; i < scalar.variables().size(); i++) {
            Variable v = scalar.variables().get(i);
            Close.check(c.name() + ": " + v, vector.variables().get(i).value(), v.value(), COMPILED);
        }
        Close.check(c.name() + ": prediction", vector.predict(x), scalar.predict(x), COMPILED);
    }

    /** Learns what a teacher of the same layers knows: the loss falls by half, and every weight moves. */
    public void learns() {
        NDArray x = Arg.any(1).draw().of(c.sample().batch(32), 0, new java.util.Random(seed));
        NDArray y = withHead(Engine.shared(), seed + 1).predict(x);
        Model student = withHead(Engine.shared(), seed);
        List<NDArray> before = Weights.of(student.build(c.sample().dims())).values();
        History history = student.fit(x, y, fit -> fit.epochs(60).quiet());
        double[] losses = history.get("loss");
        assertTrue(history.last("loss") < losses[0] / 2, c.name() + ", seed " + seed + ": the loss went from " + losses[0] + " to " + history.last("loss"));
        List<Variable> variables = student.variables();
        for (int i = 0; i < before.size(); i++) {
            assertFalse(before.get(i).equals(variables.get(i).value()), variables.get(i) + " did not move");
        }
    }

    /** The same bits on 1, 2 and 3 threads. */
    public void threads() {
        NDArray x = Arg.any(1).draw().of(c.sample().batch(67), 0, new java.util.Random(seed));
        NDArray y = withHead(Engine.threads(1), seed + 1).predict(x);
        List<NDArray> first = null;
        for (int threads = 1; threads <= 3; threads++) {
            Model model = withHead(Engine.threads(threads), seed);
            model.fit(x, y, fit -> fit.epochs(2).quiet());
            List<NDArray> now = new ArrayList<>(Weights.of(model).values());
            now.add(model.predict(x));
            first = first == null ? now : first;
            assertEquals(first, now, c.name() + ", seed " + seed + ": other bits on " + threads + " threads");
        }
    }

    private Model alone(Engine engine) {
        return Sequential.of(c.layer()).seed(seed).engine(engine).compile(sgd(0.05), meanSquaredError());
    }

    private Model withHead(Engine engine, long s) {
        return Sequential.of(c.layer(), flatten(), dense(1).named("head of the test")).seed(s).engine(engine).compile(adam(0.02), meanSquaredError());
    }

    private Tensor traced(Variables variables, boolean training) {
        Tensor key = Tensor.constant(NDArray.of(new int[] {(int) seed, 0, 1}));
        Tensor x = Tensor.input("x", DType.FLOAT32, c.sample().batch(batch));
        return c.layer().apply(x, new Trace(variables, training, key).root());
    }

    private NDArray value(Tensor y) {
        return new Interpreter().evaluate(List.of(y), Map.of("x", c.samples(batch, seed))).getFirst();
    }

    private static int count(List<Variable> variables) {
        return variables.stream().map(v -> v.value().shape()).mapToInt(Shape::size).sum();
    }
}
