package dyp.labs.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.store.Checkpoints;
import dyp.tensor.DypException;
import dyp.train.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final LabOptions OPTIONS = LabOptions.defaults().seed(4).command("./dyp lab toy");
    private static final Toy TOY = new Toy(6, t -> { });

    @TempDir private Path folder;

    @BeforeEach
    void begin() {
        Toy.counted = 0;
    }

    private static float[] weights(Path folder) {
        return Model.load(folder.resolve("second.keras")).predict(Toy.data().toArrays().x()).floats();
    }

    private static String report(Path folder) throws IOException {
        return Files.readString(folder.resolve("report.md"));
    }

    @Test
    void aRunLeavesItsReportItsModelsAndItsScores() throws IOException {
        Run.Outcome outcome = Run.of(TOY, folder, OPTIONS);
        assertTrue(outcome.finished());
        assertEquals(List.of("accuracy", "loss", "values"), List.copyOf(outcome.scores().keySet()));
        String report = report(folder);
        for (String part : List.of("`toy` (lab T", "`./dyp lab toy`", "| State | finished |", "| Seed | 4 |", "synthetic points", "300 to train on", "| values | 3 |",
                "**synthetic**", "| Time | sum ", "second.png", "## Second", "threads of ")) {
            assertTrue(report.contains(part), part + " in\n" + report);
        }
        assertTrue(Files.exists(folder.resolve("first.keras")) && Files.exists(folder.resolve("report.html")));
        assertFalse(Files.exists(folder.resolve("checkpoints")), "nothing is left to go on from");
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws IOException {
        Run.Outcome first = Run.of(TOY, folder, OPTIONS);
        byte[] model = Files.readAllBytes(folder.resolve("second.keras"));
        Run.Outcome again = Run.of(new Toy(6, t -> {
            throw new AssertionError("it learns again");
        }), folder, OPTIONS);
        assertEquals(1, Toy.counted);
        assertEquals(first, again);
        assertArrayEquals(model, Files.readAllBytes(folder.resolve("second.keras")));
    }

    /** In mid epoch: the report is written, and the run goes on to the same bits as one that was not stopped. */
    @Test
    void aStoppedRunGoesOnToTheSameBits() throws IOException {
        Run.of(TOY, folder.resolve("whole"), OPTIONS);
        Path parts = folder.resolve("parts");
        for (int at : new int[] {17, 24, 50}) { // of 72: within an epoch, at its end, within another one
            Stop stop = Stop.whenAsked();
            Run.Outcome outcome = Run.of(new Toy(6, t -> {
                if (t.totalSteps() == at) {
                    stop.ask("enough");
                }
            }), parts, OPTIONS, stop, null);
            assertFalse(outcome.finished());
            assertEquals("enough", outcome.why());
            String report = report(parts);
            assertTrue(report.contains("**stopped** (enough)") && report.contains("## First") && !report.contains("## Second"), report);
        }
        long[] steps = {0};
        Run.Outcome last = Run.of(new Toy(6, t -> steps[0]++), parts, OPTIONS);
        assertEquals(72 - 50, steps[0], "no step is done twice");
        assertTrue(last.finished());
        assertArrayEquals(weights(folder.resolve("whole")), weights(parts));
        assertEquals(Run.of(TOY, folder.resolve("whole"), OPTIONS).scores(), last.scores());
    }

    /** A process that is killed leaves its last checkpoint, and nothing that only looks finished. */
    @Test
    void aKilledRunGoesOn() {
        Run.of(TOY, folder.resolve("whole"), OPTIONS);
        Path killed = folder.resolve("killed");
        assertThrows(ThreadDeath.class, () -> Run.of(new Toy(6, t -> {
            if (t.totalSteps() == 30) {
                new Checkpoints(killed.resolve("checkpoints").resolve("second")).write(t.save());
            }
            if (t.totalSteps() == 33) {
                throw new ThreadDeath();
            }
        }), killed, OPTIONS));
        long[] steps = {0};
        assertTrue(Run.of(new Toy(6, t -> steps[0]++), killed, OPTIONS).finished());
        assertEquals(72 - 30, steps[0]);
        assertArrayEquals(weights(folder.resolve("whole")), weights(killed));
    }

    private static final class ThreadDeath extends Error {}

    @Test
    void timeIsUsedUp() throws Exception {
        Stop stop = Stop.after(Duration.ofMillis(1));
        Thread.sleep(5);
        Run.Outcome outcome = Run.of(TOY, folder, OPTIONS, stop, null);
        assertEquals("0.00 min are used up", outcome.why());
        assertEquals(0, Toy.counted);
        assertTrue(report(folder).contains("**stopped**"));
        assertEquals(Optional.empty(), Stop.after(Duration.ofDays(1)).wanted());
    }

    @Test
    void theFirstWishCounts() {
        Stop stop = Stop.whenAsked();
        assertEquals(Optional.empty(), stop.wanted());
        stop.ask("enough");
        stop.ask("too late");
        assertEquals(Optional.of("enough"), stop.wanted());
    }

    /** Stages of a run belong to its options. */
    @Test
    void aRunThatWasToldOtherwiseIsNotGoneOnWith() {
        Run.of(TOY, folder, OPTIONS);
        String message = assertThrows(DypException.class, () -> Run.of(TOY, folder, OPTIONS.seed(5).best(true).epochs(OptionalInt.of(3)))).getMessage();
        assertTrue(message.contains("--seed was 4 and is now 5; --best was false and is now true; --epochs was the usual and is now 3. Give --fresh"), message);
        Run.clear(folder);
        assertFalse(Files.exists(folder.resolve("first.keras")));
        assertTrue(Run.of(TOY, folder, OPTIONS.seed(5)).finished());
        assertEquals(2, Toy.counted);
    }

    @Test
    void clearingLeavesWhatIsNotOfARun() throws IOException {
        Path mine = Files.writeString(folder.resolve("holiday.png"), "x");
        Run.clear(folder);
        assertTrue(Files.exists(mine), "no run was here");
    }

    @Test
    void twoRunsAtATimeNeedTwoFolders() {
        Run.of(new Toy(1, t -> {
            if (t.totalSteps() == 1) {
                assertTrue(assertThrows(DypException.class, () -> Run.of(TOY, folder, OPTIONS)).getMessage().startsWith("Another run is under way"));
            }
        }), folder, OPTIONS);
    }

    @Test
    void anErrorIsInTheReport() throws IOException {
        Toy broken = new Toy(6, t -> {
            throw new DypException("It broke.");
        });
        assertEquals("It broke.", assertThrows(DypException.class, () -> Run.of(broken, folder, OPTIONS)).getMessage());
        assertTrue(report(folder).contains("**ended by an error**: It broke.") && report(folder).contains("## First"), report(folder));
    }

    @Test
    void saysWhatItDoes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Run.of(TOY, folder, OPTIONS, Stop.whenAsked(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String out = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(out.contains("Data: synthetic points") && out.contains("second: training") && out.contains("values: 3"), out);
    }

    /** A recipe that is one stage. */
    private record One(String stage) implements Recipe {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public String lab() {
            return "T";
        }

        @Override
        public String title() {
            return "One";
        }

        @Override
        public Optional<String> set() {
            return Optional.empty();
        }

        @Override
        public void run(Lab lab) {
            lab.once("sum", Toy.Sum.class, () -> new Toy.Sum(new double[0], List.of()));
            lab.once(stage, Toy.Sum.class, () -> new Toy.Sum(new double[0], List.of()));
        }
    }

    @Test
    void namesOfStagesAreNamesOfFiles() {
        assertTrue(assertThrows(DypException.class, () -> Run.of(new One("../x"), folder, OPTIONS)).getMessage().contains("small letters"));
        assertTrue(assertThrows(DypException.class, () -> Run.of(new One("sum"), folder, OPTIONS)).getMessage().contains("Two stages are called 'sum'"));
    }

    @Test
    void aDamagedStageIsNamed() throws IOException {
        Run.of(TOY, folder, OPTIONS);
        Files.writeString(folder.resolve("stages/sum.json"), "{\"seconds\": 1, \"value\": {\"values\": \"x\"}}");
        String message = assertThrows(DypException.class, () -> Run.of(TOY, folder, OPTIONS)).getMessage();
        assertTrue(message.contains("sum.json is not what the stage 'sum' keeps") && message.contains("--fresh"), message);
    }
}
