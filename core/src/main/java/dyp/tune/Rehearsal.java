package dyp.tune;

import dyp.data.Dataset;
import dyp.op.Leaf.Variable;
import dyp.runtime.NotFiniteException;
import dyp.tensor.DypException;
import dyp.train.Fit;
import dyp.train.Model;
import dyp.train.TrainingStep;
import dyp.train.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A fit to learn from, and not to keep: the model and its optimizer are afterwards as they were. */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Fits, quietly.
     *
     * @param after looks at the model while it is as the fit left it; given why the fit ended early where the loss was not finite,
     *     else null
     */
    static <T> T run(Model model, Dataset data, Consumer<Fit> options, Function<String, T> after) {
        TrainingStep step = model.trainingStep(data);
        // Traced once, so that the optimizer has all its variables.
        step.program(1);
        List<Variable> all = new ArrayList<>(model.variables());
        all.addAll(step.variables());
        Weights before = Weights.of(all);
        try {
            String trouble = null;
            try {
                model.fit(data, options.andThen(Fit::quiet));
            } catch (DypException e) {
                if (!(e.getCause() instanceof NotFiniteException)) {
                    throw e;
                }
                trouble = e.getMessage();
            }
            return after.apply(trouble);
        } finally {
            before.restore();
        }
    }
}
