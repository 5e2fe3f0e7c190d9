package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/**
 * One layer, with the same weights, on every step: (batch, steps, ...) -> (batch, steps, ...'). All steps of all samples go through it as
 * one large batch; so a batch normalization inside takes its statistics over the steps as well.
 */
public record TimeDistributed(Layer layer) implements Joint {
    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        inputs.forEach(x -> Checks.rankAtLeast(3, x, "(batch, steps, features)"));
        int batch = inputs.getFirst().shape().dim(0);
        int steps = inputs.getFirst().shape().dim(1);
        List<Tensor> all = inputs.stream().map(x -> x.reshape(x.shape().sample().with(0, rows(x, batch, steps)))).toList();
        return layer.apply(all, scope.child("layer")).stream().map(y -> y.reshape(y.shape().with(0, steps).batch(batch))).toList();
    }

    private static int rows(Tensor x, int batch, int steps) {
        if (x.shape().dim(0) != batch || x.shape().dim(1) != steps) {
            throw new DypException("All inputs must have the same steps, but the first has " + steps + " and another is " + x.shape() + ".");
        }
        return batch * steps;
    }

    @Override
    public boolean keepsMask() {
        return true;
    }
}
