package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;

/**
 * x, or alpha * x where x is negative, with one alpha per place of a sample that is learned. The shape stays. He, Zhang, Ren and Sun 2015,
 * "Delving deep into rectifiers".
 *
 * @param sharedAxes axes (from 1) along which all places share their alpha
 */
public record PReLU(List<Integer> sharedAxes, Parameter alpha) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Shape places = x.shape();
        for (int axis : sharedAxes) {
            if (places.axis(axis) == 0) {
                throw new DypException("sharedAxes hold the batch, axis 0, which is shared in any case. They begin at 1.");
            }
            places = places.with(axis, 1);
        }
        Tensor a = scope.weight("alpha", alpha, places.sample().dims());
        return x.relu().sub(a.mul(x.neg().relu()));
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public PReLU sharedAxes(int... axes) {
        return new PReLU(Checks.list(axes), alpha);
    }

    public PReLU alpha(Parameter p) {
        return new PReLU(sharedAxes, p);
    }

    public PReLU alphaInitializer(Initializer i) {
        return alpha(alpha.initializer(i));
    }

    public PReLU alphaRegularizer(Regularizer r) {
        return alpha(alpha.regularizer(r));
    }

    public PReLU alphaConstraint(Constraint c) {
        return alpha(alpha.constraint(c));
    }
}
