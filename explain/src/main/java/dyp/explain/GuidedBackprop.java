package dyp.explain;

import dyp.grad.Gradients;
import dyp.op.Binary;
import dyp.op.Custom;
import dyp.op.Graphs;
import dyp.op.Op;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import dyp.train.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The gradient, where each relu on the way back also stops what is negative: Springenberg et al. 2015, "Striving for simplicity: the all
 * convolutional net", section 3.4.
 *
 * <p>Its known weakness: the maps are crisp because they partly recover the picture's edges, whatever the model has learned. They hardly
 * change with the class (Nie, Zhang and Patel 2018) nor where upper layers' weights are randomised (Adebayo et al. 2018). Do not take
 * them for evidence; {@link Sanity} shows it on your model.
 */
public record GuidedBackprop() implements Explainer {
    private static final Question GUIDED = new Question("guided", v -> List.of(gradient(v), v.score(), v.probability()));

    /** Relu, by whose gradient only what is positive passes. It stands in a graph while gradients are taken, and is never computed. */
    private record Guided() implements Custom {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return inputs.getFirst().shape();
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return List.of(Tensor.make(Binary.RELU_GRAD, out, grad.relu()));
        }

        @Override
        public void compute(List<Slice> inputs, Slice output) {
            for (int i = 0; i < output.length(); i++) {
                output.set(i, Math.max(0, inputs.getFirst().get(i)));
            }
        }
    }

    private static Tensor gradient(View view) {
        Tensor score = view.score();
        Tensor guided = rewritten(score, op -> op == Unary.RELU ? new Guided() : op);
        if (guided == score) {
            throw new DypException("Guided backprop changes the gradient of relus, but the model has none. Use saliency or smoothgrad.");
        }
        return rewritten(Gradients.of(guided, Question.real(view)), op -> op instanceof Guided ? Unary.RELU : op);
    }

    /** The graph with other ops; the same tensor where none changes. */
    private static Tensor rewritten(Tensor root, UnaryOperator<Op> rule) {
        Map<Tensor, Tensor> now = new HashMap<>();
        for (Tensor t : Graphs.sorted(List.of(root))) {
            List<Tensor> inputs = t.inputs().stream().map(now::get).toList();
            Op op = rule.apply(t.op());
            now.put(t, op == t.op() && inputs.equals(t.inputs()) ? t : t.with(op, inputs));
        }
        return now.get(root);
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        Gradient gradient = Gradient.of(lens, GUIDED, sample, target);
        return Explanation.of(lens, sample, name(), target, gradient.answer(), Saliency.largest(gradient.numbers(), sample))
                .attributions(NDArray.of(gradient.numbers(), sample.shape().dims()));
    }

    @Override
    public String name() {
        return "guided";
    }

    @Override
    public String about() {
        return "guided backprop: crisp edges, but hardly evidence (it often ignores class and weights)";
    }
}
