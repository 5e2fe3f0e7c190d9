package dyp.data;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens IDX files and turns all that can be wrong with them into a {@link DypException} that names the file. */
final class IdxReader {
    /** Deflate packs no more than this into one byte (zlib's technical details). */
    private static final long DEFLATE_LIMIT = 1032;
    private static final int BUFFER = 1 << 16;

    /** What to make of a file whose header is sound. */
    @FunctionalInterface
    interface Reading {
        NDArray read(IdxHeader header, InputStream payload) throws IOException;
    }

    private IdxReader() {}

    static NDArray read(Path path, Reading reading) {
        requireFile(path);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
            return isGzip(file) ? readGzip(file, Files.size(path), reading) : readPlain(file, Files.size(path), reading);
        } catch (IdxFault e) {
            throw new DypException(path + " " + e.getMessage());
        } catch (AccessDeniedException e) {
            throw new DypException(path + " may not be read by this user. Change the file's permissions.", e);
        } catch (IOException e) {
            throw new DypException(path + " could not be read: " + e + ".", e);
        } catch (OutOfMemoryError e) {
            throw new DypException(path + " does not fit in the memory of this JVM ("
                    + megabytes(Runtime.getRuntime().maxMemory()) + "). Start it with a larger -Xmx.", e);
        }
    }

    private static NDArray readPlain(InputStream file, long size, Reading reading) throws IOException {
        IdxHeader header = IdxHeader.read(file);
        long found = size - header.length();
        if (found < header.payload()) {
            throw IdxContent.truncated(header, Math.max(0, found));
        }
        requireMemory(header);
        return reading.read(header, file);
    }

    private static NDArray readGzip(InputStream file, long size, Reading reading) throws IOException {
        try (InputStream in = new GZIPInputStream(file, BUFFER)) {
            IdxHeader header = IdxHeader.read(in);
            if (header.payload() > size * DEFLATE_LIMIT) {
                throw new IdxFault(String.format(Locale.ROOT, "is damaged: the header promises %s, but %,d bytes of gzip"
                        + " cannot hold that much. Fetch it anew.", header.promise(), size));
            }
            requireMemory(header);
            return reading.read(header, in);
        } catch (EOFException e) {
            throw new IdxFault("is truncated: its gzip stream breaks off. Fetch it anew.");
        } catch (ZipException e) {
            throw new IdxFault("is damaged: its gzip stream is not valid (" + e.getMessage() + "). Fetch it anew.");
        } catch (StackOverflowError e) {
            // The JDK (25) recurses over empty gzip members, and a few megabytes hold a million of them.
            throw new IdxFault("is damaged: its gzip stream has too many empty members. Fetch it anew.");
        }
    }

    /** Refuses early what cannot fit: the bytes of the file and the four of each element of the array live side by side. */
    private static void requireMemory(IdxHeader header) throws IdxFault {
        long needed = header.payload() + (long) header.shape().size() * Float.BYTES;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw new IdxFault("holds " + header.promise() + ", which take " + megabytes(needed)
                    + " to read, but this JVM may use " + megabytes(most) + ". Start it with a larger -Xmx.");
        }
    }

    private static boolean isGzip(InputStream file) throws IOException {
        file.mark(2);
        boolean gzip = file.read() == 0x1F && file.read() == 0x8B;
        file.reset();
        return gzip;
    }

    private static void requireFile(Path path) {
        if (Files.isDirectory(path)) {
            throw new DypException(path + " is a folder, not an IDX file. Give a file in it; MnistFiles.read(folder) reads"
                    + " the four files of an MNIST folder.");
        }
        if (Files.notExists(path)) {
            throw new DypException("There is no file " + path + " (in full: " + path.toAbsolutePath().normalize() + ")."
                    + " Check the path, or fetch the file first.");
        }
        // A pipe or a device would never end.
        if (!Files.isRegularFile(path)) {
            throw new DypException(path + " is not a regular file that can be read. Copy it to one first.");
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", (bytes >> 20) + 1);
    }
}
