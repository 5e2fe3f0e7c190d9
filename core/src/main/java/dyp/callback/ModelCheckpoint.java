package dyp.callback;

import dyp.store.Bundle;
import dyp.tensor.DypException;
import dyp.train.Callback;
import dyp.train.Training;
import dyp.train.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Saves the model after each epoch, or every so many steps, to a path that may hold fields: {@code {epoch}}, {@code {epoch:02d}},
 * {@code {val_loss:.2f}}, {@code {batch}} (both from 1). Paths that end in {@code .npz} get the weights as NumPy's arrays by
 * name; whole models are written by a {@link Saver} that is given.
 */
public final class ModelCheckpoint implements Callback {
    private final Settings settings;
    private double best;
    private int since;

    private record Settings(FilePattern path, Monitor monitor, boolean saveBestOnly, boolean saveWeightsOnly, int saveFreq, double threshold, Saver saver) {}

    ModelCheckpoint(String path) {
        this(new Settings(new FilePattern(path), new Monitor("val_loss", Mode.AUTO, 0), false, false, 0, Monitor.NONE, null));
    }

    private ModelCheckpoint(Settings settings) {
        this.settings = settings;
    }

    private ModelCheckpoint with(Monitor monitor) {
        return new ModelCheckpoint(new Settings(settings.path, monitor, settings.saveBestOnly, settings.saveWeightsOnly, settings.saveFreq,
                settings.threshold, settings.saver));
    }

    /** The figure that says which model is best; {@code val_loss} unless said. */
    public ModelCheckpoint monitor(String name) {
        return with(settings.monitor.name(name));
    }

    /** Whether the figure shall shrink or grow; as its name says, unless said. */
    public ModelCheckpoint mode(Mode mode) {
        return with(settings.monitor.mode(mode));
    }

    /** Only where the figure is better than ever before; false unless said. */
    public ModelCheckpoint saveBestOnly(boolean only) {
        return new ModelCheckpoint(new Settings(settings.path, settings.monitor, only, settings.saveWeightsOnly, settings.saveFreq,
                settings.threshold, settings.saver));
    }

    /** Weights and states alone, as .npz; false unless said. */
    public ModelCheckpoint saveWeightsOnly(boolean only) {
        return new ModelCheckpoint(new Settings(settings.path, settings.monitor, settings.saveBestOnly, only, settings.saveFreq,
                settings.threshold, settings.saver));
    }

    /** Every so many steps, and not after each epoch; figures are then those of the epoch so far, without validation. */
    public ModelCheckpoint saveFreq(int steps) {
        if (steps < 1) {
            throw new DypException("A model can be saved every 1 or more steps, but saveFreq(" + steps + ") came.");
        }
        return new ModelCheckpoint(new Settings(settings.path, settings.monitor, settings.saveBestOnly, settings.saveWeightsOnly, steps,
                settings.threshold, settings.saver));
    }

    /** With saveBestOnly: only what is better than this. */
    public ModelCheckpoint initialValueThreshold(double value) {
        return new ModelCheckpoint(new Settings(settings.path, settings.monitor, settings.saveBestOnly, settings.saveWeightsOnly, settings.saveFreq,
                value, settings.saver));
    }

    /** How a whole model is written. */
    public ModelCheckpoint saver(Saver saver) {
        return new ModelCheckpoint(new Settings(settings.path, settings.monitor, settings.saveBestOnly, settings.saveWeightsOnly, settings.saveFreq,
                settings.threshold, saver));
    }

    @Override
    public void onTrainBegin(Training training) {
        boolean weights = settings.path.pattern().endsWith(".npz");
        if (settings.saveWeightsOnly && !weights) {
            throw new DypException("Weights are saved as .npz, but the path '" + settings.path.pattern() + "' ends otherwise.");
        }
        if (!weights && settings.saver == null) {
            throw new DypException("ModelCheckpoint knows how to save weights, to a path that ends in .npz; for '" + settings.path.pattern()
                    + "' say how with saver((model, file) -> ...).");
        }
        best = settings.threshold;
        since = 0;
    }

    @Override
    public void onBatchEnd(Training training) {
        if (settings.saveFreq > 0 && ++since >= settings.saveFreq) {
            since = 0;
            save(training, Map.of("batch", (double) training.step()));
        }
    }

    @Override
    public void onEpochEnd(Training training) {
        if (settings.saveFreq == 0) {
            save(training, Map.of());
        }
    }

    private void save(Training training, Map<String, Double> more) {
        if (settings.saveBestOnly) {
            double value = settings.monitor.value(training, this);
            if (!settings.monitor.improves(value, best)) {
                return;
            }
            best = value;
        }
        Map<String, Double> values = new LinkedHashMap<>(Map.of("epoch", (double) training.epoch()));
        values.putAll(more);
        values.putAll(training.logs());
        Path file = settings.path.path(values);
        if (settings.saver != null && !settings.saveWeightsOnly) {
            settings.saver.save(training.model(), file);
        } else {
            Weights.save(training.model(), file);
        }
    }

    @Override
    public void save(Bundle state) {
        state.put("best", best).put("since", since);
    }

    @Override
    public void restore(Bundle state) {
        best = state.number("best");
        since = state.whole("since");
    }

    @Override
    public boolean writesFiles() {
        return true;
    }
}
