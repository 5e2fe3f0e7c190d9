package dyp.explain;

import dyp.tensor.NDArray;
import dyp.train.Model;

/**
 * Gradient times input, x · ∂score/∂x, summed over channels: Shrikumar et al. 2016, "Not just a black box", equation 5. Of a linear model it is
 * each number's part in the score; where a network without biases has only relus, the parts sum to the score.
 */
public record GradientInput() implements Explainer {
    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        Gradient gradient = Gradient.of(lens, Question.GRADIENT, sample, target);
        NDArray shares = NDArray.generate(sample.shape(), i -> gradient.numbers()[i] * sample.at(i));
        return Explanation.of(lens, sample, name(), target, gradient.answer(), Maps.folded(shares.floats(), sample, Double::sum)).attributions(shares);
    }

    @Override
    public String name() {
        return "gradientinput";
    }

    @Override
    public String about() {
        return "the gradient times the sample's own numbers";
    }
}
