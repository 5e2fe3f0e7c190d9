package dyp.train;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.bidirectional;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.gru;
import static dyp.nn.Layers.lstm;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Optimizers.rmsProp;
import static dyp.optim.Schedules.cosineDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training step allocates 0 bytes in steady state, on every thread; a prediction allocates its answer and no more. */
@Tag("alone")
class AllocationTest {
    private static final int RUNS = 50;
    /** An NDArray: header 12 (16 rounded), and references to shape, floats and ints. */
    private static final int NDARRAY = 24;

    /** @param batchSize 200 as well: beyond 127, a number as a map's key would be boxed */
    @ParameterizedTest
    @CsvSource({"1, 32", "2, 32", "3, 32", "2, 200"})
    void stepOfATable(int threads, int batchSize) {
        check(Toys.mlp(adam()).threads(threads), Toys.table(batchSize, 30, 1));
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 16", "3, 16", "2, 200"})
    void stepOfPictures(int threads, int batchSize) {
        check(Toys.cnn(adam()).threads(threads), Toys.pictures(batchSize, 1));
    }

    /** The other kernels: strided, grouped, dilated and depthwise convolutions, overlapping and average pooling, softmax. */
    @Test
    void stepOfEveryKernel() {
        Model model = Sequential.of(conv2d(6, 3, TANH).padding(SAME), conv2d(6, 3, SIGMOID).groups(2).dilation(2).padding(SAME),
                        conv2d(6, 3).groups(6).strides(1, 2).padding(SAME), maxPooling2d(3).strides(1), averagePooling2d(2).strides(1),
                        averagePooling2d(2), batchNormalization().scale(false), conv2d(17, 1), globalAveragePooling2d(), dense(4, SOFTMAX))
                .compile(rmsProp().momentum(0.5).centered(true), sparseCategoricalCrossentropy(), accuracy());
        check(model, Toys.pictures(16, 1));
    }

    @Test
    void stepUnderEveryOption() {
        check(Toys.mlp(adamW(cosineDecay(1e-3, 1_000).warmup(10)).ema(0.99).overwriteEvery(10).lossScale(8).accumulate(2).globalClipNorm(1)
                .multiplier("dense", 0.5)), Toys.table(32, 30, 1));
    }

    /** Loops within the program. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void stepOfSequences(int threads) {
        Model model = Sequential.of(bidirectional(lstm(24).returnSequences(true)), gru(16), dense(4, SOFTMAX)).threads(threads)
                .compile(adam(), sparseCategoricalCrossentropy(), accuracy());
        check(model, Dataset.of(NDArray.generate(Shape.of(32, 11, 7), i -> Math.sin(i)), NDArray.of(IntStream.range(0, 32).map(i -> i % 4).toArray())));
    }

    private static void check(Model model, Dataset data) {
        TrainingStep step = model.trainingStep(data);
        Batch batch = data.toArrays();
        assertEquals(Map.of(), Allocations.steady(() -> step.run(batch), RUNS, 0),
                "bytes by thread in " + Allocations.WINDOW + " steps");
    }

    /** What fit does between steps: shuffled copies, totals, callbacks. One epoch allocates the same whatever its steps. */
    @Test
    void stepsOfAFit() {
        Dataset data = Toys.table(600, 30, 1);
        Model model = Toys.mlp(adam());
        long[] atEnd = new long[2];
        var bean = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        Callback counter = new Callback() {
            @Override
            public void onBatchEnd(Training t) {
                if (t.step() == 10 || t.step() == 590) {
                    atEnd[t.step() == 10 ? 0 : 1] = bean.getThreadAllocatedBytes(Thread.currentThread().threadId());
                }
            }
        };
        for (int round = 0; round < 40 && (round == 0 || atEnd[1] != atEnd[0]); round++) {
            model.fit(data, fit -> fit.batchSize(1).quiet().callbacks(counter));
        }
        assertEquals(0, atEnd[1] - atEnd[0], "bytes in 580 steps");
    }

    @Test
    void predictionOfOneSample() {
        Dataset data = Toys.pictures(16, 1);
        Model model = Toys.cnn(adam());
        NDArray x = Toys.x(data.take(1));
        NDArray[] answer = new NDArray[1];
        // float[4]: header 16, four floats.
        assertEquals(Map.of(), Allocations.steady(() -> answer[0] = model.predict(x), RUNS, NDARRAY + 16 + 4 * 4),
                "an NDArray and a float[4] were expected");
    }
}
