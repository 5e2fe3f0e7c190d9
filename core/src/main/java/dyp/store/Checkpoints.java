package dyp.store;

import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the last checkpoint and the one before it. At every moment, whatever stops the process or the machine, one
 * of them is whole: a new one is written under a temporary name, forced to the disk, and renamed; a damaged one is recognised
 * by its checksums, and the one before it is used.
 */
public final class Checkpoints {
    private static final String CURRENT = "checkpoint.npz";
    private static final String PREVIOUS = "checkpoint.previous.npz";
    private static final String DAMAGED = "checkpoint.damaged.npz";

    private final Path folder;

    public Checkpoints(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Writes a checkpoint; the last one becomes the previous.
     *
     * @throws DypException where the folder cannot be written to
     */
    public void write(Bundle bundle) {
        Path current = folder.resolve(CURRENT);
        try {
            Files.createDirectories(folder);
            Path fresh = SafeFile.write(current, bundle.content());
            // Between these two there is no current one, but a previous one that is the last.
            if (Files.exists(current)) {
                Files.move(current, folder.resolve(PREVIOUS), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            SafeFile.force(folder);
        } catch (IOException e) {
            throw new DypException("No checkpoint could be written to " + folder + ": " + e
                    + ". Check the folder, its permissions and the space on the disk.", e);
        }
    }

    /**
     * The last checkpoint that is whole; none where there never was one. Where the last is damaged, a sentence says so on
     * {@code System.err}, and the one before it is given.
     *
     * @throws DypException where there are checkpoints and none is whole
     */
    public Optional<Bundle> latest() {
        String trouble = null;
        for (String name : List.of(CURRENT, PREVIOUS)) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            try {
                Bundle found = Bundle.read(file);
                if (trouble != null) {
                    System.err.println(trouble + " The checkpoint before it is used.");
                    setAside();
                }
                return Optional.of(found);
            } catch (DypException e) {
                trouble = trouble == null ? e.getMessage() : trouble + " " + e.getMessage();
            }
        }
        if (trouble != null) {
            throw new DypException(trouble + " No whole checkpoint is left in " + folder + ": remove the folder to start from the beginning.");
        }
        return Optional.empty();
    }

    /** A damaged current one must not take the whole one's place at the next write. */
    private void setAside() {
        try {
            if (Files.exists(folder.resolve(CURRENT))) {
                Files.move(folder.resolve(CURRENT), folder.resolve(DAMAGED), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new DypException("The damaged checkpoint in " + folder + " could not be set aside: " + e + ". Remove it by hand.", e);
        }
    }

    /** Removes the checkpoints, and the folder where nothing else is in it. Where there never was one, nothing happens. */
    public void delete() {
        if (Files.notExists(folder)) {
            return;
        }
        try {
            for (String name : List.of(CURRENT, PREVIOUS, DAMAGED, CURRENT + ".tmp")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            try (var rest = Files.list(folder)) {
                if (rest.findAny().isPresent()) {
                    return;
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new DypException("The checkpoints in " + folder + " could not be removed: " + e + ".", e);
        }
    }

    public Path folder() {
        return folder;
    }
}
