package dyp.store;

import dyp.tensor.DypException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Files that are whole or not there at all, and one place that turns what goes wrong with them into a sentence. */
public final class SafeFile {
    private static final int BUFFER = 1 << 16;

    private SafeFile() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Reads a file. */
    @FunctionalInterface
    public interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Writes a file so that at every moment, even where the process or the machine stops, there is the old content or the new
     * one: under a temporary name in the same folder, forced to the disk, then renamed. Folders are made as needed.
     *
     * @throws DypException where it cannot be written; the old file is then as it was
     */
    public static void replace(Path file, Content content) {
        Path place = file.toAbsolutePath();
        try {
            Files.createDirectories(place.getParent());
            Path fresh = write(place, content);
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(place.getParent());
        } catch (IOException e) {
            throw new DypException(file + " could not be written: " + e + ". Check the folder, its permissions and the space on the disk.", e);
        }
    }

    /** The content under a temporary name beside the file, on the disk. */
    static Path write(Path place, Content content) throws IOException {
        Path fresh = place.resolveSibling(place.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            content.write(out);
            out.flush();
            channel.force(true);
        }
        return fresh;
    }

    /** Makes renames in a folder last, where the system can. */
    static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folder; it writes its names at once.
        }
    }

    /**
     * Reads a regular file, and turns what goes wrong into one sentence that begins with its name.
     *
     * @param reading says with a {@link Fault} what is wrong with the content
     * @throws DypException where there is no such file, or it cannot be read
     */
    public static <T> T reading(Path file, Reading<T> reading) {
        requireFile(file);
        try {
            return reading.read();
        } catch (Fault e) {
            throw new DypException(file + " " + e.getMessage());
        } catch (AccessDeniedException e) {
            throw new DypException(file + " may not be read by this user. Change the file's permissions.", e);
        } catch (IOException e) {
            throw new DypException(file + " could not be read: " + e + ".", e);
        } catch (OutOfMemoryError e) {
            throw new DypException(file + " does not fit in the memory of this JVM. Start it with a larger -Xmx.", e);
        }
    }

    /** @throws DypException where there is no such file, or it is none that could be read to its end */
    public static void requireFile(Path file) {
        if (Files.notExists(file)) {
            throw new DypException("There is no file " + file + " (in full: " + file.toAbsolutePath().normalize() + "). Check the path.");
        }
        // A pipe or a device would never end.
        if (!Files.isRegularFile(file)) {
            throw new DypException(file + " is a folder or no regular file. Give a file.");
        }
    }

    /** Refuses early what this JVM can never hold. */
    public static void requireMemory(long bytes) throws Fault {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new Fault(String.format(Locale.ROOT, "takes %,d MB to read, but this JVM may use %,d MB. Start it with a larger -Xmx.",
                    bytes >> 20, most >> 20));
        }
    }
}
