package dyp.formats.file;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Large files that tests read where they are there. */
public final class Shared {
    private Shared() {}

    /** Skips the test with a sentence where it is not there. */
    public static Path path(String name) {
        Path path = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve(name);
        assumeTrue(Files.exists(path), path + " is not there (-Ddyp.shared=FOLDER says where); skipped.");
        return path;
    }
}
