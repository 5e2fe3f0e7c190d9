package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.NDArray;

/**
 * The gradient of a class's score with respect to a sample, and what the model says of it.
 *
 * @param numbers one per number of the sample
 */
record Gradient(float[] numbers, Answer answer) {
    static Gradient of(Lens lens, Question question, NDArray sample, int target) {
        Gradient[] found = new Gradient[1];
        lens.ask(question, 1, target, sample, (_, v) -> found[0] = new Gradient(v[0].toArray(), new Answer(v[1].get(0), v[2].get(0))));
        return found[0];
    }
}
