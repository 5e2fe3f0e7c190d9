package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer along its input in both directions, with weights of its own for each: (batch, steps, in) -> (batch, 2 units) or, with
 * {@code returnSequences}, (batch, steps, 2 units), where the outputs of both directions at one step stand together. Further inputs are
 * the first states, and with {@code returnState} further outputs the last ones: the forward layer's, then the backward layer's. Schuster
 * and Paliwal 1997, "Bidirectional recurrent neural networks".
 *
 * <p>With {@code returnSequences} the output of a masked step is 0.
 *
 * @param layer goes forward
 * @param backwardLayer goes backward; its options besides are the forward layer's
 */
public record Bidirectional(Recurrent<?> layer, Recurrent<?> backwardLayer, MergeMode mergeMode) implements Joint {
    public Bidirectional {
        layer = zeroed(layer);
        backwardLayer = zeroed(backwardLayer);
        Recurrence one = layer.recurrence();
        Recurrence other = backwardLayer.recurrence();
        if (one.goBackwards() == other.goBackwards()) {
            throw new DypException("The two layers of bidirectional(...) must go in opposite directions, but both have goBackwards = "
                    + one.goBackwards() + ". Set goBackwards(true) on one of them.");
        }
        if (one.returnSequences() != other.returnSequences() || one.returnState() != other.returnState()) {
            throw new DypException("The two layers of bidirectional(...) must agree in returnSequences and returnState, but the forward one has "
                    + one.returnSequences() + " and " + one.returnState() + ", the backward one " + other.returnSequences() + " and "
                    + other.returnState() + ".");
        }
    }

    public Bidirectional(Recurrent<?> layer) {
        this(layer, layer.goBackwards(!layer.recurrence().goBackwards()), MergeMode.CONCAT);
    }

    private static Recurrent<?> zeroed(Recurrent<?> layer) {
        return layer.zeroOutputForMask(layer.recurrence().returnSequences());
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        int half = inputs.size() / 2;
        if (inputs.size() % 2 == 0) {
            throw new DypException("This layer takes an input and, for each of its two directions, as many first states, but "
                    + (inputs.size() - 1) + " states came.");
        }
        RecurrentRun one = RecurrentRun.of(layer, inputs.subList(0, half + 1), scope.child("forward_layer"));
        List<Tensor> others = new ArrayList<>(inputs.subList(half + 1, inputs.size()));
        others.addFirst(inputs.getFirst());
        RecurrentRun other = RecurrentRun.of(backwardLayer, others, scope.child("backward_layer"));
        boolean sequences = layer.recurrence().returnSequences();
        List<Tensor> outputs = new ArrayList<>(sequences ? mergeMode.of(inOrder(one), inOrder(other)) : mergeMode.of(one.last(), other.last()));
        if (sequences && one.mask() != null) {
            outputs.forEach(o -> scope.mask(o, one.mask()));
        }
        if (layer.recurrence().returnState()) {
            outputs.addAll(one.states());
            outputs.addAll(other.states());
        }
        return outputs;
    }

    /** All outputs, in the order in which the forward layer goes. */
    private Tensor inOrder(RecurrentRun run) {
        return layer.recurrence().goBackwards() ? RecurrentRun.turned(run.all()) : run.all();
    }

    public Bidirectional mergeMode(MergeMode mode) {
        return new Bidirectional(layer, backwardLayer, mode);
    }

    /** Another layer for the way back. */
    public Bidirectional backwardLayer(Recurrent<?> other) {
        return new Bidirectional(layer, other, mergeMode);
    }
}
