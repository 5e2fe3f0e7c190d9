package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;

/**
 * Says what one sample looks like, so that a model can be built and summarised before it has seen data; and where a graph of layers
 * begins: {@code dense(3).on(image)}. Two inputs of one shape are two inputs, so this is no record.
 */
public final class Input implements Layer, Symbol {
    private final String name;
    private final Shape shape;
    private final DType dtype;

    Input(String name, Shape shape, DType dtype) {
        for (int d : shape.dims()) {
            Checks.positive("Every axis of an input", d);
        }
        this.name = name;
        this.shape = shape;
        this.dtype = dtype;
    }

    /** The same input for whole numbers, as an embedding takes. */
    public Input ints() {
        return new Input(name, shape, DType.INT32);
    }

    @Override
    public Input named(String name) {
        return new Input(name, shape, dtype);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public List<Input> inputs() {
        return List.of(this);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!x.shape().sample().equals(shape) || x.dtype() != dtype) {
            throw new DypException("The model was declared for samples of " + words(dtype, shape) + ", but samples of "
                    + words(x.dtype(), x.shape().sample()) + " came.");
        }
        return x;
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    private static String words(DType dtype, Shape shape) {
        return (dtype == DType.INT32 ? "int32 " : "") + shape;
    }

    @Override
    public String toString() {
        return "Input[" + (name == null ? "" : name + " ") + words(dtype, shape) + "]";
    }
}
