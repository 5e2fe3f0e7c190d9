package dyp.nn;

import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.runtime.Interpreter;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One layer traced for prediction, with weights and masks of a test's choice. */
final class Traced {
    private final Variables variables = new Variables(0);
    private final Trace trace = new Trace(variables, false, null);
    private final Map<String, NDArray> given = new HashMap<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private List<Tensor> outputs;

    /** The numbers sin(start), sin(start + 1) ... */
    static NDArray wave(double start, int... shape) {
        return NDArray.generate(Shape.of(shape), i -> Math.sin(start + i));
    }

    Traced input(NDArray value) {
        return input(value, null);
    }

    /** @param mask 1 and 0, (batch, steps), or null */
    Traced input(NDArray value, float[][] mask) {
        String name = "x" + inputs.size();
        Tensor x = Tensor.input(name, value.dtype(), value.shape());
        given.put(name, value);
        inputs.add(x);
        if (mask != null) {
            trace.root().mask(x, Tensor.constant(NDArray.of(mask)));
        }
        return this;
    }

    Traced through(Layer layer) {
        outputs = layer.apply(inputs, trace.root().child("layer"));
        return this;
    }

    /** The k-th weight (from 1) becomes a wave from 10 k on. */
    Traced waves() {
        for (int k = 0; k < variables.all().size(); k++) {
            set(k, wave(10 * (k + 1), variables.all().get(k).value().shape().dims()));
        }
        return this;
    }

    Traced set(int weight, NDArray value) {
        NDArray own = variables.all().get(weight).value();
        System.arraycopy(value.data(), 0, own.data(), 0, own.size());
        return this;
    }

    List<Leaf.Variable> weights() {
        return variables.all();
    }

    List<NDArray> values() {
        return new Interpreter().evaluate(outputs, given);
    }

    NDArray value() {
        return values().getFirst();
    }

    /** The first output's mask. */
    NDArray mask() {
        return new Interpreter().evaluate(List.of(trace.mask(outputs.getFirst())), given).getFirst();
    }
}
