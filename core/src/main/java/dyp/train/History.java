package dyp.train;

import dyp.tensor.DypException;
import java.util.List;
import java.util.Map;

/**
 * What a fit recorded.
 *
 * @param epochs one map per epoch, from name ({@code loss}, {@code accuracy}, {@code val_loss}) to value
 * @param seconds time spent in training steps, validation not counted
 * @param samplesPerSecond training samples per second over all epochs
 */
public record History(List<Map<String, Double>> epochs, double seconds, double samplesPerSecond) {
    /** One figure over the epochs. */
    public double[] get(String name) {
        if (epochs.isEmpty() || !epochs.getFirst().containsKey(name)) {
            throw new DypException("The history has no '" + name + "'; it has " + (epochs.isEmpty() ? "no epoch" : epochs.getFirst().keySet()) + ".");
        }
        return epochs.stream().mapToDouble(e -> e.get(name)).toArray();
    }

    /** One figure after the last epoch. */
    public double last(String name) {
        double[] all = get(name);
        return all[all.length - 1];
    }
}
