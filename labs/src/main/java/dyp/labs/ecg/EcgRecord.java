package dyp.labs.ecg;

import dyp.tensor.DypException;
import java.util.List;

/**
 * An electrocardiogram as it comes from the machine, and somebody's word on each of its beats.
 *
 * @param patient whose it is
 * @param frequency samples per second
 * @param signal one lead in millivolts; what is missing is NaN
 * @param peaks where the beats are (their R waves), in samples, ascending
 * @param kinds the class of each beat; -1 for a beat that counts for the rhythm alone
 */
public record EcgRecord(String patient, double frequency, float[] signal, int[] peaks, int[] kinds) {
    /** The kinds of beats that the American association for medical instruments has results told by (ANSI/AAMI EC57), less what cannot be classified. */
    static final List<String> AAMI = List.of("N", "S", "V", "F");

    public EcgRecord {
        if (!(frequency > 0) || peaks.length != kinds.length) {
            throw new DypException("A record has a positive frequency and a kind for each beat, but " + frequency + " per second, " + peaks.length + " beats and "
                    + kinds.length + " kinds came.");
        }
        for (int i = 0; i < peaks.length; i++) {
            if (peaks[i] < 0 || peaks[i] >= signal.length || i > 0 && peaks[i] <= peaks[i - 1]) {
                throw new DypException("Beats lie in the record (" + signal.length + " samples), one after the other,"
                        + " but beat " + i + " of " + patient + " is at " + peaks[i] + ".");
            }
        }
    }

    /** From one beat to the next, in seconds. */
    double[] intervals() {
        double[] all = new double[Math.max(0, peaks.length - 1)];
        for (int i = 0; i < all.length; i++) {
            all[i] = (peaks[i + 1] - peaks[i]) / frequency;
        }
        return all;
    }
}
