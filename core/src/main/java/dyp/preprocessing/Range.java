package dyp.preprocessing;

import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;

/** From lower to upper, both finite, the smaller one first. */
public record Range(double lower, double upper) {
    /** What pictures of bytes hold. */
    static final Range BYTES = new Range(0, 255);

    public Range {
        if (!Double.isFinite(lower) || !Double.isFinite(upper)) {
            throw new DypException("A range goes from one finite number to another, but " + lower + " and " + upper + " came.");
        }
        double smaller = Math.min(lower, upper);
        upper = Math.max(lower, upper);
        lower = smaller;
    }

    /** As far below 0 as above. */
    static Range around(double factor) {
        return new Range(-factor, factor);
    }

    /** From 0. */
    static Range to(double factor) {
        return new Range(0, factor);
    }

    double length() {
        return upper - lower;
    }

    Range plus(double shift) {
        return new Range(lower + shift, upper + shift);
    }

    Range times(double factor) {
        return new Range(lower * factor, upper * factor);
    }

    /** Numbers drawn evenly. */
    Tensor draw(Scope scope, int... shape) {
        return scope.uniform(Shape.of(shape)).mul(length()).add(lower);
    }

    /** One number for each picture, as (batch, 1, 1, 1). */
    Tensor each(Tensor images, Scope scope) {
        return draw(scope, images.shape().dim(0), 1, 1, 1);
    }

    /** 1 for each picture to which something happens, whose probability is drawn from this range; else 0. As (batch, 1, 1, 1). */
    Tensor chance(Tensor images, Scope scope) {
        return to(1).each(images, scope).less(each(images, scope));
    }

    Tensor clip(Tensor x) {
        return x.clip(lower, upper);
    }

    /** What lies in this range brought to another. */
    Tensor rescale(Tensor x, Range other) {
        return equals(other) ? x : x.sub(lower).mul(other.length() / length()).add(other.lower);
    }
}
