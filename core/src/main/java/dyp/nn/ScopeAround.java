package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.List;

/** A scope that passes everything on to another: for layers that change one thing about what an inner layer gets. */
class ScopeAround implements Scope {
    private final Scope scope;

    ScopeAround(Scope scope) {
        this.scope = scope;
    }

    @Override
    public Tensor weight(String name, Parameter parameter, int... shape) {
        return scope.weight(name, parameter, shape);
    }

    @Override
    public Tensor state(String name, Initializer initializer, int... shape) {
        return scope.state(name, initializer, shape);
    }

    @Override
    public void update(Tensor state, Tensor value) {
        scope.update(state, value);
    }

    @Override
    public void loss(Tensor scalar) {
        scope.loss(scalar);
    }

    @Override
    public boolean training() {
        return scope.training();
    }

    @Override
    public boolean trainable() {
        return scope.trainable();
    }

    @Override
    public Tensor uniform(Shape shape) {
        return scope.uniform(shape);
    }

    @Override
    public Tensor normal(Shape shape) {
        return scope.normal(shape);
    }

    @Override
    public Tensor mask(Tensor x) {
        return scope.mask(x);
    }

    @Override
    public void mask(Tensor output, Tensor mask) {
        scope.mask(output, mask);
    }

    @Override
    public void called(Layer layer, List<Tensor> inputs, List<Tensor> outputs) {
        scope.called(layer, inputs, outputs);
    }

    @Override
    public String path() {
        return scope.path();
    }

    @Override
    public Scope child(String name) {
        return scope.child(name);
    }

    @Override
    public Scope enter(Variables others) {
        return scope.enter(others);
    }
}
