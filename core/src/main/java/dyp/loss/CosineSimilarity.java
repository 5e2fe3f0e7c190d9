package dyp.loss;

import dyp.op.Tensor;

/**
 * Minus the cosine of the angle between target and prediction along an axis: -1 for the same direction, 1 for the opposite one.
 *
 * @param axis which goes
 */
public record CosineSimilarity(int axis, Reduction reduction) implements Loss {
    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        Targets.Pair both = Targets.pair(target, prediction);
        Tensor cosine = unit(both.target()).mul(unit(both.prediction())).sum(axis);
        return Targets.drop(cosine, axis).neg();
    }

    /** Length 1; what is shorter than 1e-7 is taken to be that long. */
    private Tensor unit(Tensor x) {
        Tensor least = Tensor.scalar(Probabilities.EPSILON * Probabilities.EPSILON);
        return x.div(x.square().sum(axis).maximum(least).sqrt());
    }

    public CosineSimilarity axis(int a) {
        return new CosineSimilarity(a, reduction);
    }

    public CosineSimilarity reduction(Reduction r) {
        return new CosineSimilarity(axis, r);
    }
}
