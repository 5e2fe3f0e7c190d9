package dyp.nn;

/**
 * How a recurrent layer goes along its input and what it gives.
 *
 * @param returnSequences the output of every step, (batch, steps, ...), rather than the last one's, (batch, ...)
 * @param returnState the last states as further outputs
 * @param goBackwards from the last step to the first; the outputs come in the order in which they were made
 * @param zeroOutputForMask the output of a step that is masked is 0 rather than that of the step before
 * @param dropout the fraction of the input's numbers that is dropped in training; the same ones at every step
 * @param recurrentDropout the fraction of the state's numbers that is dropped on the way to the next step; the same ones at every step
 *     (Gal and Ghahramani 2016, "A theoretically grounded application of dropout in recurrent neural networks")
 */
public record Recurrence(boolean returnSequences, boolean returnState, boolean goBackwards, boolean zeroOutputForMask, double dropout,
        double recurrentDropout) {
    /** Keras's defaults: forwards, the last output alone, no dropout. */
    public static final Recurrence DEFAULT = new Recurrence(false, false, false, false, 0, 0);

    public Recurrence {
        Checks.fraction("dropout", dropout);
        Checks.fraction("recurrentDropout", recurrentDropout);
    }

    public Recurrence returnSequences(boolean all) {
        return new Recurrence(all, returnState, goBackwards, zeroOutputForMask, dropout, recurrentDropout);
    }

    public Recurrence returnState(boolean give) {
        return new Recurrence(returnSequences, give, goBackwards, zeroOutputForMask, dropout, recurrentDropout);
    }

    public Recurrence goBackwards(boolean back) {
        return new Recurrence(returnSequences, returnState, back, zeroOutputForMask, dropout, recurrentDropout);
    }

    public Recurrence zeroOutputForMask(boolean zero) {
        return new Recurrence(returnSequences, returnState, goBackwards, zero, dropout, recurrentDropout);
    }

    public Recurrence dropout(double rate) {
        return new Recurrence(returnSequences, returnState, goBackwards, zeroOutputForMask, rate, recurrentDropout);
    }

    public Recurrence recurrentDropout(double rate) {
        return new Recurrence(returnSequences, returnState, goBackwards, zeroOutputForMask, dropout, rate);
    }
}
