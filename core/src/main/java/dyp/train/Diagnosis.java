package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.NotFiniteException;
import dyp.runtime.Program;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds where a loss that is NaN or infinite came from. The step stopped before its updates, so it can be run again. */
final class Diagnosis {
    private Diagnosis() {}

    static DypException of(TrainingStep step, int batchSize, Program failed, int number, NotFiniteException e) {
        // The forward pass alone, nothing fused and everything kept.
        Graph forward = new Graph(List.of(step.forward(batchSize).loss()), List.of());
        List<Tensor> nodes = forward.sorted();
        Program program = Compiler.compile(new Graph(nodes, List.of()), step.engine(), new Compiler.Options(false, true, false));
        Map<String, NDArray> inputs = new HashMap<>();
        for (Tensor t : nodes) {
            if (t.op() instanceof Leaf.Input in) {
                inputs.put(in.name(), failed.input(in.name()).toArray(t.shape()));
            }
        }
        program.run(inputs);
        String what = Double.isNaN(e.value()) ? "NaN" : "infinite";
        for (int i = 0; i < nodes.size(); i++) {
            if (!finite(program.output(i))) {
                return new DypException("The loss became " + what + " at step " + number + ", first in " + place(nodes.get(i))
                        + ". The weights are as they were before that step. " + advice(nodes.get(i)), e);
            }
        }
        return new DypException("The loss became " + what + " at step " + number + ". Try a smaller learning rate.", e);
    }

    private static String place(Tensor t) {
        String layer = t.path().isEmpty() ? "the loss" : "layer " + t.path();
        return switch (t.op()) {
            case Leaf.Variable v -> "the weight " + v.name() + " (an earlier step's update made it so)";
            case Leaf.Input in -> "the input " + in.name();
            default -> layer + (t.path().isEmpty() ? "" : " (activations)") + " as " + t.op().label();
        };
    }

    private static String advice(Tensor t) {
        if (t.op() instanceof Leaf.Input) {
            return "Look at the data: check() names the row.";
        }
        // In the loss itself, the model's output was finite.
        return t.path().isEmpty() && !(t.op() instanceof Leaf)
                ? "Try a smaller learning rate, look for extreme values in the data, and where the model's outputs are no probabilities use fromLogits()."
                : "Try a smaller learning rate, or look for extreme values in the data.";
    }

    private static boolean finite(Slice s) {
        for (int i = 0; i < s.length(); i++) {
            if (!Double.isFinite(s.get(i))) {
                return false;
            }
        }
        return true;
    }
}
