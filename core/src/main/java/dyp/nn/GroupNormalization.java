package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.stream.IntStream;

/**
 * Brings each group of a sample's channels to mean 0 and (biased) variance 1 over all its places, then scales by gamma and shifts by beta, one
 * each per channel. One group is layer normalization of the whole sample, a group per channel instance normalization. Wu and He 2018, "Group
 * normalization". The shape stays.
 *
 * @param groups how many; it divides the channels, and -1 makes a group of each
 * @param axis where the channels are, -1 for the last
 * @param epsilon added to the variance
 */
public record GroupNormalization(int groups, int axis, double epsilon, Affine affine) implements Layer, Scaled<GroupNormalization> {
    public GroupNormalization {
        if (groups != -1) {
            Checks.positive("groups", groups);
        }
        Checks.notNegative("epsilon", epsilon);
    }

    /** With Keras's defaults: 32 groups of the last axis. */
    public GroupNormalization() {
        this(32, -1, 1e-3, Affine.DEFAULT);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Checks.rankAtLeast(2, x, "(batch, ..., channels)");
        int at = x.shape().axis(axis);
        int channels = x.shape().dim(at);
        int parts = groups == -1 ? channels : groups;
        if (at == 0 || channels % parts != 0) {
            throw new DypException(at == 0 ? "axis 0 is the batch, which has no groups. Name the channels' axis."
                    : "groups = " + parts + " must divide the " + channels + " channels. Use a number that does, or -1 for a group per channel.");
        }
        Shape split = split(x.shape(), at, parts);
        int[] folded = IntStream.range(1, split.rank()).filter(a -> a != at).toArray();
        Shape row = Axes.along(new int[] {at, at + 1}, split);
        return affine.apply(x.reshape(split), folded, epsilon, scope, new int[] {channels}, row).reshape(x.shape());
    }

    /** The channels' axis as two: the groups, and the channels of each. */
    private static Shape split(Shape shape, int at, int parts) {
        int[] dims = IntStream.range(0, shape.rank() + 1).map(a -> a < at ? shape.dim(a) : a == at ? parts : shape.dim(a - 1)).toArray();
        dims[at + 1] /= parts;
        return Shape.of(dims);
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public GroupNormalization groups(int n) {
        return new GroupNormalization(n, axis, epsilon, affine);
    }

    public GroupNormalization axis(int a) {
        return new GroupNormalization(groups, a, epsilon, affine);
    }

    public GroupNormalization epsilon(double e) {
        return new GroupNormalization(groups, axis, e, affine);
    }

    @Override
    public GroupNormalization affine(Affine a) {
        return new GroupNormalization(groups, axis, epsilon, a);
    }
}
