package dyp.callback;

import dyp.store.Bundle;
import dyp.tensor.DypException;
import dyp.train.Callback;
import dyp.train.Training;

/**
 * Lowers the learning rate when a figure has not improved for some epochs, and logs the rate as {@code learning_rate}. Watches
 * {@code val_loss}, takes a tenth after 10 epochs without an improvement of 1e-4, unless told otherwise.
 */
public final class ReduceLROnPlateau implements Callback {
    private final Settings settings;
    private double best = Monitor.NONE;
    private int waited;
    private int cooling;

    private record Settings(Monitor monitor, double factor, int patience, int cooldown, double minLr) {
        Settings {
            if (!(factor > 0 && factor < 1)) {
                throw new DypException("factor must lie between 0 and 1, but " + factor + " came.");
            }
            if (patience < 0 || cooldown < 0 || !(minLr >= 0)) {
                throw new DypException("patience, cooldown and minLr must be 0 or more, but " + patience + ", " + cooldown + " and " + minLr + " came.");
            }
        }
    }

    ReduceLROnPlateau() {
        this(new Settings(new Monitor("val_loss", Mode.AUTO, 1e-4), 0.1, 10, 0, 0));
    }

    private ReduceLROnPlateau(Settings settings) {
        this.settings = settings;
    }

    private ReduceLROnPlateau with(Monitor monitor) {
        return new ReduceLROnPlateau(new Settings(monitor, settings.factor, settings.patience, settings.cooldown, settings.minLr));
    }

    /** The figure to watch, by its name in the logs. */
    public ReduceLROnPlateau monitor(String name) {
        return with(settings.monitor.name(name));
    }

    /** Whether the figure shall shrink or grow; as its name says, unless said. */
    public ReduceLROnPlateau mode(Mode mode) {
        return with(settings.monitor.mode(mode));
    }

    /** A smaller change is no improvement; 1e-4 unless said. */
    public ReduceLROnPlateau minDelta(double delta) {
        return with(settings.monitor.minDelta(delta));
    }

    /** What the rate is multiplied with; 0.1 unless said. */
    public ReduceLROnPlateau factor(double f) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, f, settings.patience, settings.cooldown, settings.minLr));
    }

    /** Epochs without improvement before the rate is lowered; 10 unless said. */
    public ReduceLROnPlateau patience(int epochs) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, settings.factor, epochs, settings.cooldown, settings.minLr));
    }

    /** Epochs after a lowering that are not counted; 0 unless said. */
    public ReduceLROnPlateau cooldown(int epochs) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, settings.factor, settings.patience, epochs, settings.minLr));
    }

    /** The rate is not lowered below this; 0 unless said. */
    public ReduceLROnPlateau minLr(double rate) {
        return new ReduceLROnPlateau(new Settings(settings.monitor, settings.factor, settings.patience, settings.cooldown, rate));
    }

    @Override
    public void onTrainBegin(Training training) {
        best = Monitor.NONE;
        waited = 0;
        cooling = 0;
    }

    @Override
    public void onEpochEnd(Training training) {
        double rate = training.trainingStep().learningRate();
        training.log("learning_rate", rate);
        double value = settings.monitor.value(training, this);
        if (cooling > 0) {
            cooling--;
            waited = 0;
        }
        if (settings.monitor.improves(value, best)) {
            best = value;
            waited = 0;
        } else if (cooling == 0 && ++waited >= settings.patience && rate > (float) settings.minLr) {
            training.trainingStep().learningRate(Math.max(rate * settings.factor, settings.minLr));
            cooling = settings.cooldown;
            waited = 0;
        }
    }

    @Override
    public void save(Bundle state) {
        state.put("best", best).put("waited", waited).put("cooling", cooling);
    }

    @Override
    public void restore(Bundle state) {
        best = state.number("best");
        waited = state.whole("waited");
        cooling = state.whole("cooling");
    }
}
