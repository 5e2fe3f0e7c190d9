package dyp.testkit;

import dyp.compile.Graph;
import dyp.grad.Gradients;
import dyp.op.Elementwise;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One op at one size, for four kinds of check: its gradient against central differences, each backend against the plain
 * loops, the compiled program against the interpreter, and whether the expected backend runs it.
 *
 * @param tolerance largest difference between two float32 computations of it, as |a - b| / (1 + |b|)
 */
public record OpCase(String name, Build build, List<Arg> args, double tolerance) {
    /** A few roundings of a float. */
    public static final double TOLERANCE = 2e-6;

    /** What the case computes. */
    public interface Build {
        Tensor of(Tensor... inputs);
    }

    public static OpCase of(String name, Build build, Arg... args) {
        return new OpCase(name, build, List.of(args), TOLERANCE);
    }

    /** The same with the tolerance that sums of {@code terms} products of numbers around 1 need. */
    public OpCase sums(int terms) {
        return new OpCase(name, build, args, TOLERANCE * Math.max(1, Math.sqrt(terms)));
    }

    public List<Tensor> inputs() {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            inputs.add(args.get(i).input(i));
        }
        return inputs;
    }

    public Tensor output(List<Tensor> inputs) {
        return build.of(inputs.toArray(Tensor[]::new));
    }

    /** The inputs that gradients are asked for. */
    public List<Tensor> differentiable(List<Tensor> inputs) {
        return inputs.stream().filter(x -> args.get(inputs.indexOf(x)).differentiable()).toList();
    }

    public Map<String, NDArray> values(long seed) {
        Random random = new Random(seed);
        Map<String, NDArray> values = new HashMap<>();
        for (int i = 0; i < args.size(); i++) {
            values.put(Arg.name(i), args.get(i).draw().of(args.get(i).shape(), i, random));
        }
        return values;
    }

    /** A scalar that depends on every element of {@code y} in a way of its own. */
    public static Tensor loss(Tensor y, long seed) {
        Random random = new Random(seed);
        NDArray weights = NDArray.generate(y.shape(), i -> 0.5 + random.nextDouble());
        return y.cast(DType.FLOAT32).mul(Tensor.constant(weights)).sum();
    }

    /** The output and its gradients, as a program computes them. */
    public Graph graph(long seed) {
        List<Tensor> inputs = inputs();
        Tensor y = output(inputs);
        List<Tensor> outputs = new ArrayList<>(List.of(y));
        List<Tensor> xs = differentiable(inputs);
        if (!xs.isEmpty()) {
            outputs.addAll(Gradients.of(loss(y, seed), xs));
        }
        return new Graph(outputs, y.op() instanceof Elementwise.Update ? List.of(y) : List.of());
    }

    @Override
    public String toString() {
        return name;
    }
}
