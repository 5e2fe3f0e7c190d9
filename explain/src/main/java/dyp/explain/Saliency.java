package dyp.explain;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;

/**
 * How much the score moves with each number of the sample: max over channels of |∂score/∂x|. Simonyan, Vedaldi and Zisserman 2014, "Deep inside
 * convolutional networks", section 3.1.
 */
public record Saliency() implements Explainer {
    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        Gradient gradient = Gradient.of(lens, Question.GRADIENT, sample, target);
        return Explanation.of(lens, sample, name(), target, gradient.answer(), largest(gradient.numbers(), sample))
                .attributions(NDArray.of(gradient.numbers(), sample.shape().dims()));
    }

    /** The largest size among the channels of each place. */
    static NDArray largest(float[] numbers, NDArray sample) {
        float[] sizes = NDArray.generate(Shape.of(numbers.length), i -> Math.abs(numbers[i])).floats();
        return Maps.folded(sizes, sample, Math::max);
    }

    @Override
    public String name() {
        return "saliency";
    }

    @Override
    public String about() {
        return "the size of the score's gradient at each place";
    }
}
