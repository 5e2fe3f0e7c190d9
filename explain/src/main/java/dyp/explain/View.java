package dyp.explain;

import dyp.loss.BinaryCrossentropy;
import dyp.loss.Loss;
import dyp.nn.Trace;
import dyp.op.Normalize;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.op.View.Reshape;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.ModelGraph;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model's graph for a batch, as explanations need it.
 *
 * @param x the samples
 * @param scores (batch, classes), before the closing activation
 * @param answers (batch, classes), after it
 * @param chosen an input (batch, classes): 1 for the class that is asked for
 */
record View(Tensor x, Tensor scores, Tensor answers, Tensor chosen, List<Trace.Call> calls) {
    static final String CHOSEN = "chosen";

    static View of(Model model, int n) {
        ModelGraph graph = model.graph(n);
        if (graph.inputs().size() != 1) {
            throw new DypException("Explanations are for models of one input, but this one has " + graph.inputs().size()
                    + ". Make a model of one by concatenating them into it.");
        }
        Tensor output = graph.outputs().getFirst();
        Tensor last = last(output);
        boolean closes = last.op() == Normalize.SOFTMAX || last.op() == Normalize.LOG_SOFTMAX || last.op() == Unary.SIGMOID;
        Tensor scores = overPlaces(closes ? last.input(0).reshape(output.shape()) : output);
        Tensor answers = overPlaces(last.op() == Normalize.LOG_SOFTMAX ? output.exp() : output);
        if (scores.shape().last() == 1 && (last.op() == Unary.SIGMOID || byLogit(model))) {
            scores = Tensor.concat(1, scores.neg(), scores);
            answers = scores.sigmoid();
        } else if (!closes && scores.shape().last() > 1) {
            answers = byLogit(model) ? scores.sigmoid() : scores.softmax();
        }
        return new View(graph.inputs().getFirst(), scores, answers, Tensor.input(CHOSEN, DType.FLOAT32, scores.shape()), graph.calls());
    }

    /** What was computed last, whatever its shape was made to be then. */
    private static Tensor last(Tensor output) {
        Tensor t = output;
        while (t.op() instanceof Reshape) {
            t = t.input(0);
        }
        return t;
    }

    /** Whether the model learns with a loss that puts a sigmoid behind its outputs. */
    private static boolean byLogit(Model model) {
        Loss loss = model.goals().isEmpty() ? null : model.goals().getFirst().loss();
        return loss instanceof BinaryCrossentropy b && b.logits();
    }

    /** (batch, places..., classes) -> (batch, classes). */
    private static Tensor overPlaces(Tensor t) {
        Shape s = t.shape();
        if (s.rank() == 2) {
            return t;
        }
        Tensor mean = s.rank() < 2 ? t : t.mean(IntStream.range(1, s.rank() - 1).toArray());
        return mean.reshape(s.dim(0), s.rank() < 2 ? 1 : s.last());
    }

    int classes() {
        return scores.shape().last();
    }

    /** (batch): the chosen class's score. */
    Tensor score() {
        return scores.mul(chosen).sum(1).reshape(scores.shape().dim(0));
    }

    /** (batch): what the model answers for the chosen class. */
    Tensor probability() {
        return answers.mul(chosen).sum(1).reshape(scores.shape().dim(0));
    }
}
