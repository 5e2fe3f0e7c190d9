package dyp.train;

import dyp.nn.Trace;
import dyp.op.Tensor;
import java.util.List;

/**
 * What a model computes for a batch when it is asked, as symbols: to take gradients with respect to an input or a layer's output, or to compile
 * a part of it. Made by {@link Model#graph}. Its variables are the model's own, so a program made of it sees what the model learns later.
 *
 * @param inputs the samples, one tensor of kind {@link dyp.op.Leaf.Input} per input of the model, named as its {@link Model#fields}
 * @param outputs the model's outputs
 * @param calls every call of a layer, in order, through nested models
 */
public record ModelGraph(List<Tensor> inputs, List<Tensor> outputs, List<Trace.Call> calls) {
    public ModelGraph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        calls = List.copyOf(calls);
    }
}
