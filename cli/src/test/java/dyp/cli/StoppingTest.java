package dyp.cli;

import static dyp.callback.Callbacks.lambdaCallback;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Run;
import dyp.labs.recipe.Stop;
import dyp.runtime.Engine;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A lab in a process of its own is stopped by a signal in mid training, and goes on. */
@DisabledOnOs(OS.WINDOWS) // where a process cannot be asked to end
class StoppingTest {
    private static final int EPOCHS = 12;
    private static final int STEPS = 20;

    @TempDir private Path folder;

    /** Two short trainings. @param pause milliseconds between the steps of the second, so that a signal comes in the middle of it */
    record Two(int pause) implements Recipe {
        @Override
        public String name() {
            return "two";
        }

        @Override
        public String lab() {
            return "T";
        }

        @Override
        public String title() {
            return "Two";
        }

        @Override
        public Optional<String> set() {
            return Optional.empty();
        }

        @Override
        public void run(Lab lab) {
            NDArray x = NDArray.generate(Shape.of(STEPS * 8, 3), i -> Math.sin(i * 78.233));
            Dataset data = Dataset.of(x, NDArray.generate(Shape.of(STEPS * 8), i -> x.get(i, 0) > x.get(i, 1) ? 1 : 0));
            lab.uses("synthetic points", List.of(), "all to train on");
            lab.train("first", model(1), data, fit -> fit.quiet());
            lab.report().heading("First").text("done");
            lab.train("second", model(2), data, fit -> fit.epochs(EPOCHS).batchSize(8).quiet().callbacks(lambdaCallback().onBatchEnd(t -> {
                if (t.totalSteps() == 50) {
                    lab.say("deep in it");
                }
                sleep(pause);
            })));
            lab.report().heading("Second").text("done");
        }

        private static Model model(long seed) {
            return Sequential.of(input(3), dense(8, RELU), dense(2)).seed(seed).compile(adam(0.01), sparseCategoricalCrossentropy().fromLogits());
        }

        private static void sleep(int milliseconds) {
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static LabOptions options() {
        return LabOptions.defaults().engine(Engine.threads(1));
    }

    /** The second process. */
    public static void main(String[] args) {
        Screen screen = Screen.standard();
        Stop stop = Stop.whenAsked();
        System.exit(Stopping.with(stop, screen, () -> Run.of(new Two(40), Path.of(args[0]), options(), stop, screen.out()).finished() ? 0 : 3));
    }

    /** Starts it, and waits until it is in the middle of the second training. */
    private Process deepInIt(Path out) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), StoppingTest.class.getName(), out.toString()).redirectErrorStream(true).start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            if (line.contains("deep in it")) {
                return process;
            }
        }
        throw new AssertionError("it ended too early: " + seen);
    }

    private static float[] answers(Path out) {
        return Model.load(out.resolve("second.keras")).predict(NDArray.generate(Shape.of(20, 3), i -> i / 30.0 - 1)).floats();
    }

    private Path whole() {
        Path whole = folder.resolve("whole");
        assertTrue(Run.of(new Two(0), whole, options()).finished());
        return whole;
    }

    @Test
    void aSignalEndsItAtTheEndOfAStep() throws Exception {
        Path out = folder.resolve("stopped");
        Process process = deepInIt(out);
        process.destroy(); // TERM
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it ends");
        assertEquals(128 + 15, process.exitValue());
        String report = Files.readString(out.resolve("report.md"));
        assertTrue(report.contains("**stopped** (interrupted)") && report.contains("## First") && !report.contains("## Second"), report);
        assertTrue(Files.exists(out.resolve("report.html")) && Files.exists(out.resolve("first.keras")));
        assertFalse(Files.exists(out.resolve("second.keras")));
        assertTrue(Files.exists(out.resolve("checkpoints/second/checkpoint.npz")));

        assertTrue(Run.of(new Two(0), out, options()).finished());
        assertArrayEquals(answers(whole()), answers(out));
        assertTrue(Files.readString(out.resolve("report.md")).contains("## Second"));
    }

    @Test
    void aKilledProcessLeavesWhatAnotherGoesOnFrom() throws Exception {
        Path out = folder.resolve("killed");
        Process process = deepInIt(out);
        process.destroyForcibly(); // KILL
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertTrue(Files.readString(out.resolve("report.md")).contains("synthetic points"), "what was written before");
        byte[] first = Files.readAllBytes(out.resolve("first.keras"));

        assertTrue(Run.of(new Two(0), out, options()).finished());
        assertArrayEquals(first, Files.readAllBytes(out.resolve("first.keras")), "a finished stage is not done again");
        assertArrayEquals(answers(whole()), answers(out));
    }
}
