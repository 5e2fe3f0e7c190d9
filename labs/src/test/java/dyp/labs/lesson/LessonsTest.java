package dyp.labs.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LessonsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static String printed(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Twelve lines, and the counts that Keras prints for Dense(100), Dropout, Dense(50), Dropout, Dense(1) on two columns: 300, 5050, 51. */
    @Test
    void theTwelveLinesRunAsTheyStand() {
        assertEquals(12, TwelveLines.source().lines().count());
        String out = printed(TwelveLines::run);
        for (String count : new String[] {"dense .* 300", "dropout .* 0", "dense_1 .* 5,050", "dropout_1 .* 0", "dense_2 .* 51", "Total params: 5,401", "Trainable params: 5,401"}) {
            assertTrue(Pattern.compile(count).matcher(out).find(), count + " in\n" + out);
        }
        Matcher best = Pattern.compile("val_accuracy ([0-9.]+)").matcher(out);
        double last = 0;
        int epochs = 0;
        for (; best.find(); epochs++) {
            last = Double.parseDouble(best.group(1));
        }
        assertTrue(last > 0.93, out);
        assertTrue(epochs > 5 && epochs < 100, "it stopped early, after " + epochs);
    }

    /** The page shows the program as it is, and names every lesson. */
    @Test
    void thePageSaysTheSame() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/lessons.md"));
        assertTrue(page.contains("```java\n" + TwelveLines.source() + "```"), "the twelve lines");
        for (Lesson lesson : Lessons.all()) {
            assertTrue(page.contains("| `" + lesson.name() + "` |"), lesson.name());
            assertTrue(Files.isRegularFile(ROOT.resolve(lesson.file())), lesson.file());
        }
    }

    /** The cheap ones, to the end: what they print has no hole in it. */
    @Test
    void lessonsPrintTheirFindings() {
        for (String name : new String[] {"perceptron", "backpropagation", "rate", "valley"}) {
            String out = printed(() -> Lessons.named(name).run(1));
            assertTrue(out.lines().count() > 8, out);
            assertTrue(!out.contains("null") && !out.contains("%"), out);
        }
    }

    @Test
    void sayWhichLessonsThereAre() {
        String message = assertThrows(DypException.class, () -> Lessons.named("no")).getMessage();
        assertTrue(message.startsWith("There is no lesson 'no'. There are binary, perceptron, xor,"), message);
    }

    @Test
    void pointsAreTheSameForTheSameSeed() {
        for (Dataset[] two : new Dataset[][] {{Points.moons(50, 0.1, 3), Points.moons(50, 0.1, 3)}, {Points.spirals(50, 3, 0.1, 3), Points.spirals(50, 3, 0.1, 3)}}) {
            assertEquals(two[0].toArrays(), two[1].toArrays());
        }
        assertEquals(4, Points.petals(400, 4, 0.1, 1).classCounts().length);
        assertThrows(DypException.class, () -> Points.petals(10, 1, 0.1, 1));
    }
}
