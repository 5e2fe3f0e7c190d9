package dyp.loss;

import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;

/**
 * Connectionist temporal classification: minus the log probability that a sequence of classes says a shorter sequence of labels,
 * however they are aligned, where class 0 is the blank that says nothing and a class repeated says its label once. Graves,
 * Fernández, Gomez and Schmidhuber 2006, equations 6 to 8, in log space.
 *
 * <p>Targets: labels from 1, filled up with 0, (batch, labels). Predictions: logits, (batch, steps, classes). One number per sample.
 * Where the steps are too few for the labels, the loss is about 1e5, as in Keras.
 */
public record Ctc(Reduction reduction) implements Loss {
    /** The log of what never happens: e to this is 0, and sums of it stay finite. */
    private static final double NEVER = -1e5;

    public Ctc() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    public Ctc reduction(Reduction r) {
        return new Ctc(r);
    }

    @Override
    public Tensor of(Tensor target, Tensor prediction) {
        if (target.shape().rank() != 2 || prediction.shape().rank() != 3 || target.shape().dim(0) != prediction.shape().dim(0)) {
            throw new DypException("ctc() compares logits (batch, steps, classes) with labels (batch, labels), but the model gives "
                    + prediction.shape() + " and the targets are " + target.shape() + ".");
        }
        Tensor labels = target.cast(DType.INT32);
        Tensor states = states(labels);
        // From a label straight to the next one, past the blank between: not where both are the same, nor from blank to blank.
        Tensor skip = states.equal(later(states.cast(DType.FLOAT32), 2, -1).cast(DType.INT32)).mul(NEVER);
        Tensor before = Tensor.scalar(NEVER).broadcastTo(states.shape().with(1, states.shape().dim(1) - 1));
        Tensor first = Tensor.concat(1, Tensor.scalar(0).broadcastTo(states.shape().with(1, 1)), before);
        Tensor end = Scan.run(prediction.shape().dim(1), false, List.of(first), List.of(emissions(states, prediction)), (carried, now) -> {
            Tensor a = carried.getFirst();
            Tensor reached = logSum(a, later(a, 1, NEVER), later(a, 2, NEVER).add(skip));
            return new Scan.Next(List.of(reached.add(now.getFirst())), List.of());
        }).last().getFirst();
        return ends(labels, end).neg();
    }

    /** The labels with a blank before, between and after: (batch, 2 labels + 1). */
    private static Tensor states(Tensor labels) {
        int batch = labels.shape().dim(0);
        int n = labels.shape().dim(1);
        return labels.reshape(batch, n, 1).pad(new int[] {0, 0, 1}, new int[3]).reshape(batch, 2 * n).pad(new int[2], new int[] {0, 1});
    }

    /** The log probability of each state's class at each step: (steps, batch, states). */
    private static Tensor emissions(Tensor states, Tensor prediction) {
        Shape p = prediction.shape();
        int batch = p.dim(0);
        int steps = p.dim(1);
        int[] rows = new int[steps * batch];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (i % batch * steps + i / batch) * p.last();
        }
        Tensor places = Tensor.constant(NDArray.of(rows).reshape(steps, batch, 1)).add(states);
        return prediction.logSoftmax().reshape(-1).gather(0, places);
    }

    /** The value that lay {@code by} states before; {@code none} where there is none. */
    private static Tensor later(Tensor a, int by, double none) {
        int n = a.shape().dim(1);
        Tensor gap = Tensor.scalar(none).broadcastTo(a.shape().with(1, by));
        return Tensor.concat(1, gap, a.slice(1, 0, n - by));
    }

    /** log(e^a + e^b + e^c), without overflow. */
    private static Tensor logSum(Tensor a, Tensor b, Tensor c) {
        Tensor most = a.maximum(b).maximum(c).stopGradient();
        return most.add(a.sub(most).exp().add(b.sub(most).exp()).add(c.sub(most).exp()).log());
    }

    /** The log probability of being at the last label, or at the blank behind it, at the end. */
    private static Tensor ends(Tensor labels, Tensor end) {
        Tensor count = labels.equal(Tensor.scalar(0).cast(DType.INT32)).neg().add(1).sum(1).cast(DType.INT32);
        Tensor last = count.add(count).reshape(labels.shape().dim(0));
        int n = end.shape().dim(1);
        Tensor here = last.oneHot(n).add(last.sub(1).oneHot(n));
        Tensor reached = Tensor.where(here, end, Tensor.scalar(NEVER));
        Tensor most = reached.max(1).stopGradient();
        return most.add(reached.sub(most).exp().sum(1).log()).reshape(labels.shape().dim(0));
    }
}
