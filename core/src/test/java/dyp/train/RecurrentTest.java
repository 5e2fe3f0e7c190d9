package dyp.train;

import static dyp.loss.Losses.meanSquaredError;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.lstm;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.runtime.Program;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import org.junit.jupiter.api.Test;

/** A loop, not a program that grows with the sequence. */
class RecurrentTest {
    private static final int BATCH = 32;

    /** A training step: forward, backward, and the optimizer. */
    private static Program step(int steps) {
        Dataset data = Dataset.of(NDArray.generate(Shape.of(BATCH, steps, 16), i -> Math.sin(i)), NDArray.generate(Shape.of(BATCH, 1), i -> Math.cos(i)));
        Model model = Sequential.of(lstm(64), dense(1)).compile(adam(), meanSquaredError());
        long start = System.nanoTime();
        Program program = model.trainingStep(data).program(BATCH);
        System.out.printf("LSTM training step over %d steps: %d lines, %,d bytes, compiled in %d ms%n", steps, program.lines().size(),
                program.arenaBytes(), (System.nanoTime() - start) / 1_000_000);
        return program;
    }

    @Test
    void fiveTimesTheStepsFiveTimesTheMemoryAndNotALineMore() {
        Program few = step(100);
        Program many = step(500);
        assertEquals(few.lines().stream().map(Program.Line::op).toList(), many.lines().stream().map(Program.Line::op).toList());
        double ratio = (double) many.arenaBytes() / few.arenaBytes();
        assertTrue(ratio > 3.5 && ratio < 5.2, few.arenaBytes() + " bytes for 100 steps, " + many.arenaBytes() + " for 500");
    }

    /** The first number of a sequence, 1 or -1, has to be carried over all of its steps. */
    @Test
    void anLstmRemembers() {
        int steps = 20;
        int samples = 128;
        NDArray x = NDArray.generate(Shape.of(samples, steps, 1), i -> i % steps > 0 ? Math.sin(12.9 * i) : i / steps % 3 == 0 ? 1 : -1);
        NDArray y = NDArray.generate(Shape.of(samples, 1), i -> x.at(i * steps));
        Model model = Sequential.of(lstm(16), dense(1)).seed(1).compile(adam(0.01), meanSquaredError());
        History history = model.fit(x, y, fit -> fit.epochs(80).quiet());
        assertTrue(history.get("loss")[0] > 0.8 && history.last("loss") < 0.05, "loss from " + history.get("loss")[0] + " to " + history.last("loss"));
    }
}
