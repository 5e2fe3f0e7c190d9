package dyp.callback;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static dyp.callback.Callbacks.learningRateScheduler;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dyp.tensor.NDArray;
import dyp.train.Callback;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.train.Training;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateSchedulerTest {
    @Test
    void theRateFollowsFromTheEpochAndTheRateBefore() {
        Model model = Sequential.of(dense(1));
        model.compile(sgd(0.5), meanSquaredError());
        List<Double> rates = new ArrayList<>();
        Callback watch = new Callback() {
            @Override
            public void onBatchEnd(Training training) {
                rates.add(training.trainingStep().learningRate());
            }
        };
        History history = model.fit(NDArray.of(new float[] {1, 2}, 2, 1), NDArray.of(new float[] {1, 2}, 2, 1), fit -> fit.epochs(4).quiet()
                .callbacks(learningRateScheduler((epoch, rate) -> epoch == 1 ? rate : rate / epoch * 2), watch));
        assertArrayEquals(new double[] {0.5, 0.5, 1.0 / 3, 1.0 / 6}, rates.stream().mapToDouble(r -> r).toArray(), 1e-6);
        assertArrayEquals(new double[] {0.5, 0.5, 1.0 / 3, 1.0 / 6}, history.get("learning_rate"), 1e-6);
    }
}
