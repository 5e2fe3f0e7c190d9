package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The accuracies that Dyp promises, on whole data sets with the options as they come. Minutes each. */
@Tag("slow")
class AccuracyTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../shared")).resolve("data");

    private static double accuracy(String... args) {
        List<String> all = new ArrayList<>(List.of("train", "-o", "target/accuracy.keras"));
        all.addAll(List.of(args));
        Cli.Result result = Cli.run(all.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return result.accuracy();
    }

    private static String folder(String name) {
        Path folder = DATA.resolve(name);
        assumeTrue(Files.isDirectory(folder), "no " + folder);
        return folder.toString();
    }

    @Test
    void theBuiltInDigits() {
        double reached = accuracy();
        assertTrue(reached >= 99, reached + "%");
    }

    @Test
    void handwritingAfterSyntheticDigitsAlone() {
        double reached = accuracy("--test-data", folder("mnist"));
        assertTrue(reached >= 85, reached + "%");
    }

    @ParameterizedTest
    @CsvSource({"mnist, cnn, 99.0", "mnist, mlp, 98.0", "fashion-mnist, cnn, 90.0"})
    void realDataSets(String data, String model, double promised) {
        double reached = accuracy("--data", folder(data), "--model", model);
        assertTrue(reached >= promised, reached + "%");
    }
}
