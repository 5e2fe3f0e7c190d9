package dyp.train;

import dyp.data.Field;
import dyp.runtime.Program;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** A network that answers. May be called by many threads at once; there is one program per size of batch and thread that asks. */
public final class Predictor {
    static final int BATCH = 128;

    private final List<Field> inputs;
    private final ProgramPool pool;

    /** @param compile the program for a size of batch */
    Predictor(List<Field> inputs, IntFunction<Program> compile) {
        this.inputs = inputs;
        this.pool = new ProgramPool(compile);
    }

    /**
     * The (first) output for samples (n, ...): (n, ...).
     *
     * @param xs one array per input
     * @throws DypException where the samples are not of the shape that the model was built for
     */
    public NDArray predict(NDArray... xs) {
        return predictAll(xs).getFirst();
    }

    /** The same of one input; allocates nothing but the answer where the samples make one batch. */
    public NDArray predict(NDArray x) {
        boolean batch = inputs.size() == 1 && Feed.fits(inputs.getFirst().sample(), x.shape()) && x.shape().dim(0) > 0 && x.shape().dim(0) <= BATCH;
        return batch ? Prediction.one(pool, x) : predictAll(x).getFirst();
    }

    /** All outputs. */
    public List<NDArray> predictAll(NDArray... xs) {
        if (!fits(xs)) {
            for (int i = 0; i < xs.length; i++) {
                Prediction.requireBatch(xs[i], i < inputs.size() ? inputs.get(i).sample() : null);
            }
            throw mismatch(inputs, Arrays.stream(xs).map(x -> x.shape().sample()).toList());
        }
        return Prediction.run(pool, inputs, List.of(xs), BATCH);
    }

    private boolean fits(NDArray[] xs) {
        boolean fits = xs.length == inputs.size();
        for (int i = 0; fits && i < xs.length; i++) {
            fits = Feed.fits(inputs.get(i).sample(), xs[i].shape());
        }
        return fits;
    }

    /** The program for a batch of n, to look at: {@code explain()}, {@code profile(runs)}. */
    public Program program(int n) {
        Program program = pool.take(n);
        pool.giveBack(n, program);
        return program;
    }

    static DypException mismatch(List<Field> inputs, List<Shape> came) {
        return new DypException("The model was built for samples of " + words(inputs.stream().map(Field::sample).toList())
                + ", but samples of " + words(came) + " came. Reshape the data, or build a new model.");
    }

    private static String words(List<Shape> shapes) {
        return shapes.size() == 1 ? shapes.getFirst().toString() : shapes.toString();
    }
}
