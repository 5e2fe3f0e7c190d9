package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.Shape;

/** A scope whose weights have a shape and no numbers: enough to see what a layer gives. */
class ShapeScope implements Scope {
    static Tensor empty(String name, int... shape) {
        return Tensor.input(name, DType.FLOAT32, Shape.of(shape));
    }

    @Override
    public Tensor weight(String name, Parameter parameter, int... shape) {
        return empty(name, shape);
    }

    @Override
    public Tensor state(String name, Initializer initializer, int... shape) {
        return empty(name, shape);
    }

    @Override
    public void update(Tensor state, Tensor value) {}

    @Override
    public void loss(Tensor scalar) {}

    @Override
    public boolean training() {
        return false;
    }

    @Override
    public boolean trainable() {
        return true;
    }

    @Override
    public Tensor uniform(Shape shape) {
        return empty("uniform", shape.dims());
    }

    @Override
    public Tensor normal(Shape shape) {
        return empty("normal", shape.dims());
    }

    @Override
    public Tensor mask(Tensor x) {
        return null;
    }

    @Override
    public void mask(Tensor output, Tensor mask) {}

    @Override
    public String path() {
        return "";
    }

    @Override
    public Scope child(String name) {
        return this;
    }

    @Override
    public Scope enter(Variables others) {
        return this;
    }
}
