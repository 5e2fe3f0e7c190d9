package dyp.nn;

import dyp.init.Initializer;

/**
 * What every normalization that scales by gamma and shifts by beta can be told about them.
 *
 * @param <L> the layer
 */
public interface Scaled<L> {
    Affine affine();

    /** The same layer with another last step. */
    L affine(Affine a);

    /** Whether there is a beta. */
    default L center(boolean c) {
        return affine(affine().center(c));
    }

    /** Whether there is a gamma. */
    default L scale(boolean s) {
        return affine(affine().scale(s));
    }

    default L gammaInitializer(Initializer i) {
        return affine(affine().gamma(affine().gamma().initializer(i)));
    }

    default L gammaRegularizer(Regularizer r) {
        return affine(affine().gamma(affine().gamma().regularizer(r)));
    }

    default L gammaConstraint(Constraint c) {
        return affine(affine().gamma(affine().gamma().constraint(c)));
    }

    default L betaInitializer(Initializer i) {
        return affine(affine().beta(affine().beta().initializer(i)));
    }

    default L betaRegularizer(Regularizer r) {
        return affine(affine().beta(affine().beta().regularizer(r)));
    }

    default L betaConstraint(Constraint c) {
        return affine(affine().beta(affine().beta().constraint(c)));
    }
}
