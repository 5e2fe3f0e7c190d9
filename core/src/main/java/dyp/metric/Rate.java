package dyp.metric;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A share that four counts give. */
public enum Rate {
    PRECISION(Counts::precision),
    RECALL(Counts::recall),
    /** Recall, by its name in medicine. */
    SENSITIVITY(Counts::recall),
    SPECIFICITY(Counts::specificity);

    private final ToDoubleFunction<Counts> formula;

    Rate(ToDoubleFunction<Counts> formula) {
        this.formula = formula;
    }

    public double of(Counts counts) {
        return formula.applyAsDouble(counts);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
