package dyp.callback;

import dyp.store.Bundle;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Callback;
import dyp.train.Training;
import dyp.train.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stops when a figure has not improved for some epochs, and can go back to the best weights. Prechelt 1998, "Early
 * stopping, but when?" Watches {@code val_loss} with patience 0 and keeps the last weights, unless told otherwise.
 */
public final class EarlyStopping implements Callback {
    private final Settings settings;
    private double best = Monitor.NONE;
    private int waited;
    /** By name; null where none are kept. */
    private Map<String, NDArray> bestWeights;

    /** @param baseline NaN where there is none */
    private record Settings(Monitor monitor, int patience, double baseline, boolean restoreBestWeights, int startFromEpoch) {
        Settings {
            if (patience < 0 || startFromEpoch < 0) {
                throw new DypException("patience and startFromEpoch must be 0 or more, but patience " + patience + " and startFromEpoch "
                        + startFromEpoch + " came.");
            }
        }
    }

    EarlyStopping() {
        this(new Settings(new Monitor("val_loss", Mode.AUTO, 0), 0, Double.NaN, false, 0));
    }

    private EarlyStopping(Settings settings) {
        this.settings = settings;
    }

    private EarlyStopping with(Monitor monitor) {
        return new EarlyStopping(new Settings(monitor, settings.patience, settings.baseline, settings.restoreBestWeights, settings.startFromEpoch));
    }

    /** The figure to watch, by its name in the logs. */
    public EarlyStopping monitor(String name) {
        return with(settings.monitor.name(name));
    }

    /** A smaller change is no improvement; 0 unless said. */
    public EarlyStopping minDelta(double delta) {
        return with(settings.monitor.minDelta(delta));
    }

    /** Whether the figure shall shrink or grow; as its name says, unless said. */
    public EarlyStopping mode(Mode mode) {
        return with(settings.monitor.mode(mode));
    }

    /** Epochs without improvement before it stops. */
    public EarlyStopping patience(int epochs) {
        return new EarlyStopping(new Settings(settings.monitor, epochs, settings.baseline, settings.restoreBestWeights, settings.startFromEpoch));
    }

    /** Stops where the figure does not get better than this within the patience. */
    public EarlyStopping baseline(double value) {
        return new EarlyStopping(new Settings(settings.monitor, settings.patience, value, settings.restoreBestWeights, settings.startFromEpoch));
    }

    /** Whether the weights of the best epoch are put back at the end, however the fit ends. */
    public EarlyStopping restoreBestWeights(boolean restore) {
        return new EarlyStopping(new Settings(settings.monitor, settings.patience, settings.baseline, restore, settings.startFromEpoch));
    }

    /** So many first epochs are not looked at. */
    public EarlyStopping startFromEpoch(int epochs) {
        return new EarlyStopping(new Settings(settings.monitor, settings.patience, settings.baseline, settings.restoreBestWeights, epochs));
    }

    @Override
    public void onTrainBegin(Training training) {
        best = Monitor.NONE;
        waited = 0;
        bestWeights = null;
    }

    @Override
    public void onEpochEnd(Training training) {
        double value = settings.monitor.value(training, this);
        if (training.epoch() <= settings.startFromEpoch) {
            return;
        }
        boolean better = settings.monitor.improves(value, best);
        if (settings.restoreBestWeights && (better || bestWeights == null)) {
            bestWeights = Weights.of(training.model()).byName();
        }
        waited++;
        if (better) {
            best = value;
            if (settings.monitor.improves(value, settings.baseline)) {
                waited = 0;
            }
        } else if (waited >= settings.patience && training.epoch() > 1) {
            training.stop();
        }
    }

    @Override
    public void onTrainEnd(Training training) {
        if (bestWeights != null) {
            Weights.load(training.model(), bestWeights, "EarlyStopping");
            bestWeights = null;
        }
    }

    @Override
    public void save(Bundle state) {
        state.put("best", best).put("waited", waited);
        if (bestWeights != null) {
            bestWeights.forEach(state.child("best_weights")::put);
        }
    }

    @Override
    public void restore(Bundle state) {
        best = state.number("best");
        waited = state.whole("waited");
        Bundle kept = state.child("best_weights");
        List<String> names = kept.names();
        bestWeights = names.isEmpty() ? null : new LinkedHashMap<>();
        names.forEach(name -> bestWeights.put(name, kept.array(name)));
    }
}
