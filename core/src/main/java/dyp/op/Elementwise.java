package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Ops whose output element depends on the inputs' elements at the same place only, after broadcasting: these fuse. */
public sealed interface Elementwise extends Op permits Unary, Binary, Elementwise.Where, Elementwise.Cast, Elementwise.Update {

    /** The value of one output element, in double: the definition that every backend is compared with. */
    double apply(double[] x);

    @Override
    default Shape shape(List<Tensor> inputs) {
        Shape shape = Shape.SCALAR;
        for (Tensor in : inputs) {
            Shape wider = Shape.broadcast(shape, in.shape());
            if (wider == null) {
                throw new DypException("[" + label() + "] shapes do not broadcast: "
                        + String.join(" and ", inputs.stream().map(t -> t.shape().toString()).toList())
                        + ". Axes are aligned at the end; each pair must be equal or 1.");
            }
            shape = wider;
        }
        return shape;
    }

    /** {@code mask != 0 ? yes : no}, elementwise. Inputs: mask, yes, no. */
    record Where() implements Elementwise {
        @Override
        public double apply(double[] x) {
            return x[0] != 0 ? x[1] : x[2];
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            Tensor mask = out.input(0);
            Tensor zero = Tensor.scalar(0);
            return Arrays.asList(null,
                    Tensor.where(mask, grad, zero).sumTo(out.input(1).shape()),
                    Tensor.where(mask, zero, grad).sumTo(out.input(2).shape()));
        }
    }

    /** The same numbers in another type; float32 to int32 drops the fraction. */
    record Cast(DType to) implements Elementwise {
        @Override
        public double apply(double[] x) {
            return to == DType.INT32 ? (int) x[0] : x[0];
        }

        @Override
        public DType dtype(List<Tensor> inputs) {
            return to;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return Arrays.asList(out.input(0).dtype() == DType.FLOAT32 && to == DType.FLOAT32 ? grad : null);
        }
    }

    /**
     * The next value of a variable. Inputs: the variable, its new value. Pure: it says what the variable will be; the
     * compiled program writes it into the variable's own memory once every reader of the old value is done.
     */
    record Update() implements Elementwise {
        @Override
        public double apply(double[] x) {
            return x[1];
        }

        @Override
        public Shape shape(List<Tensor> inputs) {
            Tensor variable = inputs.get(0);
            Tensor value = inputs.get(1);
            if (!(variable.op() instanceof Leaf.Variable)) {
                throw new DypException("[update] only a variable can be updated, not the result of " + variable.op().label() + ".");
            }
            if (!value.shape().equals(variable.shape()) || value.dtype() != variable.dtype()) {
                throw new DypException("[update] " + variable.op().label() + " is " + variable.dtype() + variable.shape()
                        + " but its new value is " + value.dtype() + value.shape() + ".");
            }
            return variable.shape();
        }

        @Override
        public DType dtype(List<Tensor> inputs) {
            return inputs.get(0).dtype();
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return Arrays.asList(null, grad);
        }
    }
}
