package dyp.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.data.MnistFiles;
import dyp.labs.HalfTheClasses.Result;
import dyp.tensor.DypException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was learned of half of Fashion-MNIST's classes helps with the other half. */
class HalfTheClassesTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("data/fashion-mnist");

    private static MnistFiles data() {
        assumeTrue(Files.isDirectory(DATA), "Fashion-MNIST is not at " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        return MnistFiles.read(DATA);
    }

    /** Three points are asked for. */
    @Test
    @Tag("slow")
    void betterThanFromScratch() {
        MnistFiles data = data();
        List<Result> runs = LongStream.rangeClosed(1, 5).mapToObj(seed -> HalfTheClasses.usual().run(data, seed, HalfTheClasses.EPOCHS)).toList();
        assertTrue(HalfTheClasses.gain(runs) >= 0.03, runs::toString);
    }

    /** Fewer pictures: both do better than chance by far. */
    @Test
    void aSmallOneLearnsTheNewClasses() {
        Result result = new HalfTheClasses(List.of(5, 6, 7, 8, 9), 600, 12).run(data(), 1, HalfTheClasses.EPOCHS);
        assertTrue(result.transferred() > 0.55 && result.fromScratch() > 0.4, result::toString);
    }

    @Test
    void someClassesMustBeNew() {
        String message = assertThrows(DypException.class, () -> new HalfTheClasses(List.of(), 0, 100)).getMessage();
        assertEquals("Some of the classes 0 to 9 must be known and some new, but known are [].", message);
        assertThrows(DypException.class, () -> new HalfTheClasses(List.of(3, 10), 0, 100));
    }
}
