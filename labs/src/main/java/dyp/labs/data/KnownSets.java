package dyp.labs.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import dyp.store.SafeFile;
import dyp.tensor.DypException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All known sets, and where local copies of them are. Nothing is ever downloaded. */
public final class KnownSets {
    /** A folder whose sub-folders hold sets. */
    public static final String VARIABLE = "DYP_DATA";

    private static final int CHUNK = 1 << 16;
    private static final List<KnownSet> ALL = read();

    private KnownSets() {}

    public static List<KnownSet> all() {
        return ALL;
    }

    /** @throws DypException which names all, where there is none of this name */
    public static KnownSet named(String name) {
        return ALL.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() -> new DypException("There is no known set '" + name + "'. There are "
                + ALL.stream().map(KnownSet::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The folders in which a set's own folder is looked for, in this order. */
    public static List<Path> places() {
        List<Path> places = new ArrayList<>();
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isEmpty()) {
            places.add(Path.of(named));
        }
        places.add(Path.of("data"));
        places.add(Path.of("..", "shared", "data"));
        String shared = System.getProperty("dyp.shared"); // where tests have it
        if (shared != null) {
            places.add(Path.of(shared, "data"));
        }
        return places;
    }

    /** The first folder among the usual ones that has all files of the set. */
    public static Optional<Path> found(KnownSet set) {
        return places().stream().map(p -> p.resolve(set.name())).filter(set::isIn).findFirst();
    }

    /**
     * The sha256 of a file, in hexadecimal.
     *
     * @throws DypException where it cannot be read
     */
    public static String sha256(Path file) {
        return SafeFile.reading(file, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] chunk = new byte[CHUNK];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    digest.update(chunk, 0, n);
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static List<KnownSet> read() {
        try (InputStream in = KnownSets.class.getResourceAsStream("known-sets.json")) {
            return List.of(new ObjectMapper().readValue(in, KnownSet[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
