package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** One output of a layer that was put on some symbols; made by {@link Layer#on}. */
public final class Applied implements Symbol {
    /** One call of a layer. Two calls of one layer share its weights. */
    static final class Call {
        final Layer layer;
        final List<Symbol> inputs;
        final List<Shape> shapes;
        final List<DType> dtypes;

        private Call(Layer layer, List<Symbol> inputs, List<Tensor> outputs) {
            this.layer = layer;
            this.inputs = inputs;
            this.shapes = outputs.stream().map(t -> t.shape().sample()).toList();
            this.dtypes = outputs.stream().map(Tensor::dtype).toList();
        }
    }

    private final Call call;
    private final int index;

    private Applied(Call call, int index) {
        this.call = call;
        this.index = index;
    }

    /** Works out the shapes by tracing the layer for one sample, with weights that hold no numbers. */
    static Applied of(Layer layer, List<Symbol> inputs) {
        List<Tensor> samples = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            samples.add(Tensor.input("x" + i, inputs.get(i).dtype(), inputs.get(i).shape().batch(1)));
        }
        try {
            return new Applied(new Call(layer, List.copyOf(inputs), layer.apply(samples, new ShapeScope())), 0);
        } catch (DypException e) {
            throw new DypException("[" + layer.kind() + "] " + e.getMessage() + " It was put on " + inputs.stream().map(Symbol::shape).toList() + ".", e);
        }
    }

    /** A call's first output. */
    static Applied first(Call call) {
        return new Applied(call, 0);
    }

    Call call() {
        return call;
    }

    int index() {
        return index;
    }

    /** How many outputs the call gives. */
    public int outputs() {
        return call.shapes.size();
    }

    /** Another output of the same call, from 0: an LSTM that returns its state gives three. */
    public Applied output(int i) {
        if (i < 0 || i >= call.shapes.size()) {
            throw new DypException("[" + call.layer.kind() + "] gives " + call.shapes.size() + " output(s), but output " + i + " was asked for (from 0).");
        }
        return new Applied(call, i);
    }

    @Override
    public Shape shape() {
        return call.shapes.get(index);
    }

    @Override
    public DType dtype() {
        return call.dtypes.get(index);
    }

    @Override
    public String toString() {
        return call.layer.kind() + (index == 0 ? "" : " output " + index) + " " + shape();
    }
}
