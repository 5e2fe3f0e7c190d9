package dyp.callback;

import dyp.train.Callback;
import dyp.train.Training;

/**
 * Validates with the moving averages of the weights that the optimizer keeps ({@code adam().ema(0.99)}), in the weights' place:
 * Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging". Training goes on with the weights.
 *
 * @param swapOnEpoch whether the averages also stand in the model in {@code onEpochEnd}, for the callbacks after this one
 *     (as {@link ModelCheckpoint}) to see
 */
public record SwapEMAWeights(boolean swapOnEpoch) implements Callback {
    public SwapEMAWeights swapOnEpoch(boolean swap) {
        return new SwapEMAWeights(swap);
    }

    @Override
    public void onEpochBegin(Training training) {
        swapTo(false, training);
    }

    @Override
    public void onTestBegin(Training training) {
        swapTo(true, training);
    }

    @Override
    public void onTestEnd(Training training) {
        swapTo(false, training);
    }

    @Override
    public void onEpochEnd(Training training) {
        swapTo(swapOnEpoch, training);
    }

    private static void swapTo(boolean averages, Training training) {
        if (training.swapped() != averages) {
            training.swapAverages();
        }
    }
}
