package dyp.labs.ecg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.course.Recipes;
import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Run;
import dyp.labs.recipe.Stop;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From beats to reports. */
class EcgRecipesTest {
    @TempDir
    private Path folder;

    private static final LabOptions QUICK = LabOptions.defaults().quick(true);

    @ParameterizedTest
    @ValueSource(strings = {"ecg", "ecg5000", "ecg200", "mitbih"})
    void synthetic(String name) throws IOException {
        Run.Outcome outcome = Run.of(Recipes.named(name), folder, QUICK);
        assertTrue(outcome.finished(), outcome.why());
        String report = Files.readString(folder.resolve("report.md"));
        for (String word : List.of("synthetic", "What unequal classes do", "recall", "The test", "macro-F1", "The worst mistakes", "Seed")) {
            assertTrue(report.contains(word), name + " lacks '" + word + "'");
        }
        for (String picture : List.of("kinds", "curves", "confusion", "roc", "precision-recall", "calibration")) {
            assertTrue(Files.size(folder.resolve(picture + ".png")) > 1000, picture);
        }
        double accuracy = outcome.scores().get("test accuracy");
        assertTrue(accuracy > 0 && accuracy <= 1 && outcome.scores().containsKey("test macro-F1"), outcome.scores().toString());
        boolean raw = Recipes.named(name) instanceof RawBeats;
        Model saved = Model.load(folder.resolve(raw ? "weighted.keras" : "beats.keras"));
        assertEquals(Shape.of(100, raw ? 2 : 1), saved.inputs().getFirst().shape());
        assertTrue(saved.notes().get("classes").startsWith("N,"), saved.notes().toString());
        // Again in the same folder: everything is there already, with the same answers.
        assertEquals(outcome.scores(), Run.of(Recipes.named(name), folder, QUICK).scores());
    }

    /** Stopped in its first steps, there is a report; the next run ends where one without a stop does. */
    @Test
    void aStopIsNoLoss() throws IOException {
        Path stopped = folder.resolve("stopped");
        assertFalse(Run.of(RawBeats.mitBih(), stopped, QUICK, Stop.after(Duration.ofMillis(1)), null).finished());
        String report = Files.readString(stopped.resolve("report.md"));
        assertTrue(report.contains("stopped") && report.contains("The beats"), report);
        assertEquals(Run.of(RawBeats.mitBih(), folder.resolve("whole"), QUICK).scores(), Run.of(RawBeats.mitBih(), stopped, QUICK).scores());
    }

    private String refused(Recipe recipe) {
        return assertThrows(DypException.class, () -> Run.of(recipe, folder.resolve("out"), QUICK.data(folder))).getMessage();
    }

    @Test
    void emptyFoldersAreRefused() {
        assertTrue(refused(UcrBeats.ecg5000()).contains("There is no ECG5000_TRAIN.txt"), refused(UcrBeats.ecg5000()));
        assertTrue(refused(RawBeats.mitBih()).contains("There is no record in"), refused(RawBeats.mitBih()));
    }

    /** 16 bits a sample, and annotations of 10 bits for the time and 6 for the kind. */
    private void record(String name, int samples, int beats, int... codes) throws IOException {
        Files.writeString(folder.resolve(name + ".hea"), name + " 1 125 " + samples + "\n" + name + ".dat 16 200 12 0\n");
        byte[] dat = new byte[2 * samples];
        byte[] atr = new byte[2 * beats + 2];
        for (int i = 0; i < beats; i++) {
            int at = 60 + 100 * i, word = codes[i % codes.length] << 10 | (i == 0 ? 60 : 100);
            for (int t = -5; t <= 5; t++) {
                dat[2 * (at + t)] = (byte) (100 - 18 * Math.abs(t));
            }
            atr[2 * i] = (byte) word;
            atr[2 * i + 1] = (byte) (word >> 8);
        }
        Files.write(folder.resolve(name + ".dat"), dat);
        Files.write(folder.resolve(name + ".atr"), atr);
    }

    /** PhysioNet's codes: 1 is a normal beat, 5 a premature ventricular one, 28 a change of rhythm. */
    @Test
    void recordsOfOneKindAreRefused() throws IOException {
        record("a", 6000, 50, 1);
        assertTrue(refused(RawBeats.mitBih()).contains("there must be two or more kinds"), refused(RawBeats.mitBih()));
    }

    @Test
    void recordsWithoutBeatsAreRefused() throws IOException {
        record("a", 6000, 50, 28);
        assertTrue(refused(RawBeats.mitBih()).contains("has 0 annotated beats"), refused(RawBeats.mitBih()));
    }

    @Test
    void aFewRecordsOfOnesOwn() throws IOException {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            record(name, 6000, 50, 1, 1, 5);
        }
        Run.Outcome outcome = Run.of(RawBeats.many(), folder.resolve("out"), QUICK.data(folder));
        assertTrue(outcome.finished());
        String report = Files.readString(folder.resolve("out/report.md"));
        assertTrue(report.contains("3 patients to learn from, 1 to validate, 1 to test") && report.contains("a.atr") && !report.contains("synthetic"), report);
    }

    /** The mean of three seeds. */
    private Map<String, Double> mean(Recipe recipe, String data) {
        Path place = EcgFilesTest.shared(data);
        List<Map<String, Double>> runs = LongStream.rangeClosed(1, 3).mapToObj(seed -> Run.of(recipe, folder.resolve("seed" + seed),
                LabOptions.defaults().seed(seed).data(place)).scores()).toList();
        assertFalse(runs.getFirst().isEmpty());
        return Map.of("accuracy", runs.stream().mapToDouble(r -> r.get("test accuracy")).average().orElseThrow(),
                "macro-F1", runs.stream().mapToDouble(r -> r.get("test macro-F1")).average().orElseThrow());
    }

    @Test
    @Tag("slow")
    void ecg5000() {
        Map<String, Double> mean = mean(UcrBeats.ecg5000(), "ecg5000");
        assertTrue(mean.get("accuracy") >= 0.94, mean.toString());
    }

    @Test
    @Tag("slow")
    void ecg200() {
        Map<String, Double> mean = mean(UcrBeats.ecg200(), "ecg200");
        assertTrue(mean.get("accuracy") >= 0.89, mean.toString());
    }

    /** One record: the same patient's beats, a few minutes later. */
    @Test
    @Tag("slow")
    void mitbih() {
        Map<String, Double> mean = mean(RawBeats.mitBih(), "mitbih-sample");
        assertTrue(mean.get("accuracy") >= 0.98 && mean.get("macro-F1") >= 0.85, mean.toString());
    }
}
