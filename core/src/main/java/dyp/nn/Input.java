package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;

/** Says what one sample looks like, so that a model can be built and summarised before it has seen data. */
public record Input(List<Integer> sample) implements Layer {
    public Input {
        Checks.positive("Every axis of an input", sample);
    }

    /** The shape of one sample. */
    public Shape shape() {
        return Shape.of(sample.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!x.shape().sample().equals(shape())) {
            throw new DypException("The model was declared for samples of " + shape() + ", but samples of " + x.shape().sample() + " came.");
        }
        return x;
    }
}
