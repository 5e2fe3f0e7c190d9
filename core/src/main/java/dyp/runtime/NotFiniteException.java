package dyp.runtime;

import dyp.tensor.DypException;

/** A guarded output came out NaN or infinite; the run stopped before it changed any variable. */
public final class NotFiniteException extends DypException {
    private static final long serialVersionUID = 1;

    private final double value;

    public NotFiniteException(double value) {
        super("The loss became " + (Double.isNaN(value) ? "NaN" : "infinite") + ".");
        this.value = value;
    }

    public double value() {
        return value;
    }
}
