package dyp.callback;

import dyp.tensor.DypException;
import dyp.train.Training;
import java.util.List;
import java.util.Map;

/**
 * A figure that is watched, and what counts as better.
 *
 * @param minDelta a smaller change is no improvement
 */
record Monitor(String name, Mode mode, double minDelta) {
    private static final List<String> GROW = List.of("acc", "auc", "precision", "recall", "f1", "fbeta", "f_score", "iou", "dice_score", "r2_score",
            "correlation", "similarity", "sensitivity", "specificity", "positives_rate", "score");
    private static final List<String> SHRINK = List.of("loss", "error", "crossentropy", "mae", "mse", "mape", "msle", "hinge", "divergence", "logcosh",
            "poisson", "perplexity", "false_positives", "false_negatives");
    /** No figure has been seen yet. */
    static final double NONE = Double.NaN;

    Monitor {
        if (!(minDelta >= 0)) {
            throw new DypException("minDelta must be 0 or more, but " + minDelta + " came.");
        }
    }

    Monitor name(String other) {
        return new Monitor(other, mode, minDelta);
    }

    Monitor mode(Mode other) {
        return new Monitor(name, other, minDelta);
    }

    Monitor minDelta(double delta) {
        return new Monitor(name, mode, delta);
    }

    /** The figure of the epoch that ends. */
    double value(Training training, Object who) {
        Map<String, Double> logs = training.logs();
        Double value = logs.get(name);
        if (value == null) {
            throw new DypException(who.getClass().getSimpleName() + " watches '" + name + "', but this fit has only " + logs.keySet()
                    + ". Give validation data or a validationSplit, or monitor one of these.");
        }
        return value;
    }

    /** Whether a value is better than a reference by more than minDelta. NaN never is; anything else is better than {@link #NONE}. */
    boolean improves(double value, double reference) {
        if (Double.isNaN(value) || Double.isNaN(reference)) {
            return !Double.isNaN(value);
        }
        return grows() ? value - minDelta > reference : value + minDelta < reference;
    }

    boolean grows() {
        if (mode != Mode.AUTO) {
            return mode == Mode.MAX;
        }
        if (SHRINK.stream().anyMatch(name::contains)) {
            return false;
        }
        if (GROW.stream().anyMatch(name::contains)) {
            return true;
        }
        throw new DypException("Whether '" + name + "' shall grow or shrink cannot be told from its name. Say mode(Mode.MAX) or mode(Mode.MIN).");
    }
}
