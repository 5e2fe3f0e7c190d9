package dyp.labs.data;

import dyp.tensor.DypException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set that labs know.
 *
 * @param name as on the command line, and of the folder that a copy is looked for in
 * @param what what is in it
 * @param origin who made it
 * @param licence as far as one is stated
 * @param get how to get it, in words
 */
public record KnownSet(String name, String what, String origin, String licence, String get, List<Part> files) {
    public KnownSet {
        files = List.copyOf(files);
    }

    /**
     * A file of the set.
     *
     * @param also other checksums of the same content, as where it was packed at another time
     */
    public record Part(String file, long bytes, String sha256, List<String> also) {
        public Part {
            also = also == null ? List.of() : List.copyOf(also);
        }
    }

    /** What a copy of a file is. */
    public enum State {
        GOOD("as it should be"),
        MISSING("missing"),
        OTHER("has another content");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** One line of a check. @param found the sha256 of what is there; empty where nothing is */
    public record Checked(Part part, State state, String found) {}

    /** Whether all files are in a folder; what is in them is not looked at. */
    public boolean isIn(Path folder) {
        return files.stream().allMatch(f -> Files.isRegularFile(folder.resolve(f.file())));
    }

    /**
     * Compares a copy with the checksums.
     *
     * @throws DypException where there is no such folder, or a file cannot be read
     */
    public List<Checked> check(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DypException("There is no folder " + folder + " (in full: " + folder.toAbsolutePath().normalize() + "). Name the folder with " + name + "'s files.");
        }
        List<Checked> all = new ArrayList<>();
        for (Part part : files) {
            Path file = folder.resolve(part.file());
            if (!Files.isRegularFile(file)) {
                all.add(new Checked(part, State.MISSING, ""));
            } else {
                String found = KnownSets.sha256(file);
                all.add(new Checked(part, found.equals(part.sha256()) || part.also().contains(found) ? State.GOOD : State.OTHER, found));
            }
        }
        return all;
    }
}
