package dyp.preprocessing;

import dyp.op.FillMode;
import dyp.op.Resize;

/**
 * What every layer can be told that moves pixels.
 *
 * @param <L> the layer
 */
public interface Sampled<L> {
    Sampling sampling();

    /** The same layer that reads pictures otherwise. */
    L sampling(Sampling s);

    default L fillMode(FillMode mode) {
        return sampling(new Sampling(sampling().interpolation(), mode, sampling().fillValue()));
    }

    default L interpolation(Resize.Method method) {
        return sampling(new Sampling(method, sampling().fillMode(), sampling().fillValue()));
    }

    /** What lies beyond the border with {@link FillMode#CONSTANT}. */
    default L fillValue(double value) {
        return sampling(new Sampling(sampling().interpolation(), sampling().fillMode(), value));
    }
}
