package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.nn.Constraint;
import dyp.nn.Parameter;
import dyp.nn.Regularizer;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An optimizer as a training step runs it, on weights and gradients that are given. */
public final class Stepper {
    private static final double TOLERANCE = 1e-5;

    private final Updates updates;
    private final List<Tensor> weights;
    private final Program program;

    public Stepper(Optimizer optimizer, Map<String, NDArray> start) {
        this(optimizer, start, Constraint.NONE, new Engine(List.of(Engine.scalar()), Engine.threads(1).workers()));
    }

    public Stepper(Optimizer optimizer, Map<String, NDArray> start, Constraint constraint, Engine engine) {
        updates = new Updates(optimizer, 0);
        Trace trace = new Trace(new Variables(0), true, null);
        start.forEach((name, value) -> trace.root().weight(name,
                new Parameter((shape, seed, stream) -> value.copy(), Regularizer.NONE, constraint), value.shape().dims()));
        weights = trace.weights();
        List<Tensor> gradients = new ArrayList<>();
        weights.forEach(w -> gradients.add(Tensor.input("g" + gradients.size(), DType.FLOAT32, w.shape())));
        program = Compiler.compile(new Graph(List.of(), updates.of(trace, gradients)), engine);
    }

    /** One step, after which the interpreter agrees with the program. */
    public void step(List<NDArray> gradients) {
        Map<String, NDArray> inputs = new HashMap<>();
        gradients.forEach(g -> inputs.put("g" + inputs.size(), g));
        program.verify(inputs, TOLERANCE);
        program.run(inputs);
    }

    /** In the order in which they were given. */
    public List<NDArray> weights() {
        return weights.stream().map(w -> ((Variable) w.op()).value()).toList();
    }

    public List<Variable> variables() {
        return updates.variables();
    }

    public NDArray variable(String name) {
        return variables().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow().value();
    }

    public String explain() {
        return program.explain();
    }

    /** The next step's. */
    public double learningRate() {
        return updates.learningRate();
    }

    public void learningRate(double rate) {
        updates.learningRate(rate);
    }
}
