package dyp.nn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.tensor.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Numbers that Keras wrote, in ../shared/fixtures/keras. Where the folder is missing a test is skipped, with a sentence. */
public final class Golden {
    private static final Path ROOT = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("fixtures/keras");

    private Golden() {}

    public static Path path(String first, String... more) {
        assumeTrue(Files.isDirectory(ROOT), () -> "Skipped: there are no golden values at " + ROOT.toAbsolutePath().normalize()
                + ". Say where they are with -Ddyp.shared=FOLDER.");
        return ROOT.resolve(Path.of(first, more));
    }

    public static Json json(String first, String... more) {
        try {
            return Json.parse(Files.readString(path(first, more)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a folder, in order. */
    public static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Same shape, and numbers within the tolerance, as |a - b| / (1 + |b|). */
    public static void close(String what, NDArray expected, NDArray actual, double tolerance) {
        assertEquals(expected.shape(), actual.shape(), what + ": the shape");
        for (int i = 0; i < expected.size(); i++) {
            if (!(Math.abs(actual.at(i) - expected.at(i)) <= tolerance * (1 + Math.abs(expected.at(i))))) {
                fail(what + " at flat index " + i + " of " + expected.shape() + ": " + actual.at(i) + ", but Keras has " + expected.at(i));
            }
        }
    }
}
