package dyp.train;

import dyp.tensor.DypException;
import java.util.Map;

/**
 * Stops when a figure has not improved for some epochs, and can go back to the best weights. Prechelt 1998, "Early
 * stopping, but when?"
 */
public final class EarlyStopping implements Callback {
    private final String monitor;
    private final int patience;
    private final double minDelta;
    private final boolean restoreBestWeights;
    private double best;
    private int waited;
    private Weights bestWeights;

    /**
     * @param monitor what is watched; names with {@code acc} in them shall grow, all others shrink
     * @param patience epochs without improvement before it stops
     * @param minDelta a smaller change is no improvement
     */
    public EarlyStopping(String monitor, int patience, double minDelta, boolean restoreBestWeights) {
        if (patience < 0 || !(minDelta >= 0)) {
            throw new DypException("patience and minDelta must be 0 or more, but patience " + patience + " and minDelta " + minDelta + " came.");
        }
        this.monitor = monitor;
        this.patience = patience;
        this.minDelta = minDelta;
        this.restoreBestWeights = restoreBestWeights;
    }

    public EarlyStopping monitor(String name) {
        return new EarlyStopping(name, patience, minDelta, restoreBestWeights);
    }

    public EarlyStopping patience(int epochs) {
        return new EarlyStopping(monitor, epochs, minDelta, restoreBestWeights);
    }

    public EarlyStopping minDelta(double delta) {
        return new EarlyStopping(monitor, patience, delta, restoreBestWeights);
    }

    public EarlyStopping restoreBestWeights(boolean restore) {
        return new EarlyStopping(monitor, patience, minDelta, restore);
    }

    @Override
    public void onTrainBegin(Training training) {
        best = Double.POSITIVE_INFINITY;
        waited = 0;
        bestWeights = null;
    }

    @Override
    public void onEpochEnd(Training training) {
        Map<String, Double> logs = training.logs();
        Double value = logs.get(monitor);
        if (value == null) {
            throw new DypException("EarlyStopping watches '" + monitor + "', but this fit has only " + logs.keySet()
                    + ". Give validation data or a validationSplit, or monitor one of these.");
        }
        double cost = monitor.contains("acc") ? -value : value;
        if (cost < best - minDelta) {
            best = cost;
            waited = 0;
            bestWeights = restoreBestWeights ? Weights.of(training.model()) : null;
        } else if (++waited >= patience) {
            training.stop();
        }
    }

    @Override
    public void onTrainEnd(Training training) {
        if (bestWeights != null) {
            bestWeights.restore();
            bestWeights = null;
        }
    }
}
