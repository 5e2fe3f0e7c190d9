package dyp.formats.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.store.Npy;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keras's own files and the numbers that it gave with them. */
final class Fixtures {
    private static final Path KERAS = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("fixtures/keras");

    private Fixtures() {}

    static Path path(String kind, String name, String file) {
        return KERAS.resolve(kind).resolve(name).resolve(file);
    }

    /** Skips with a sentence where they are not there. */
    static List<String> names(String kind) {
        Path folder = KERAS.resolve(kind);
        assumeTrue(Files.isDirectory(folder), "Keras's files are not at " + folder + " (-Ddyp.shared=FOLDER says where); skipped.");
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code stem.npy}, or {@code stem_0.npy}, {@code stem_1.npy} ...; none where there is none. */
    static List<NDArray> arrays(String kind, String name, String stem) {
        List<NDArray> all = new ArrayList<>();
        if (Files.exists(path(kind, name, stem + ".npy"))) {
            all.add(Npy.read(path(kind, name, stem + ".npy")));
        }
        for (int i = 0; Files.exists(path(kind, name, stem + "_" + i + ".npy")); i++) {
            all.add(Npy.read(path(kind, name, stem + "_" + i + ".npy")));
        }
        return all;
    }

    /** |ours - theirs| / (1 + |theirs|) at most this. */
    static void close(String what, NDArray expected, NDArray actual, double tolerance) {
        assertEquals(expected.shape(), actual.shape(), what);
        for (int i = 0; i < expected.size(); i++) {
            double wanted = expected.at(i);
            assertEquals(wanted, actual.at(i), tolerance * (1 + Math.abs(wanted)), what + ", number " + i);
        }
    }
}
