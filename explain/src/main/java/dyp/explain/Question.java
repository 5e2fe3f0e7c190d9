package dyp.explain;

import dyp.grad.Gradients;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import java.util.List;
import java.util.function.Function;

/**
 * What is asked of a model about each sample of a batch.
 *
 * @param key the same for the same question: by it a program is found again
 * @param asked the values, whose first axis is the batch
 */
record Question(String key, Function<View, List<Tensor>> asked) {
    /** Score and probability of the chosen class. */
    static final Question ANSWER = new Question("answer", v -> List.of(v.score(), v.probability()));

    /** The scores of all classes. */
    static final Question SCORES = new Question("scores", v -> List.of(v.scores()));

    /** The gradient of the chosen class's score with respect to the sample, then score and probability. */
    static final Question GRADIENT = new Question("gradient", v -> List.of(gradient(v), v.score(), v.probability()));

    List<Tensor> values(View view) {
        return asked.apply(view);
    }

    /** A layer's output; then its gradient, score and probability. */
    static Question features(String layer) {
        return new Question("features " + layer, v -> {
            Tensor map = FeatureMap.of(v, layer).output();
            return List.of(map, Gradients.of(v.score(), map), v.score(), v.probability());
        });
    }

    private static Tensor gradient(View v) {
        return Gradients.of(v.score(), real(v));
    }

    /** @throws DypException where the samples are whole numbers, which have no gradient */
    static Tensor real(View v) {
        if (v.x().dtype() != DType.FLOAT32) {
            throw new DypException("The model takes whole numbers, which have no gradients. Use a method that does without: occlusion, rise, or gradcam on a layer.");
        }
        return v.x();
    }
}
