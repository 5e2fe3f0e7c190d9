package dyp.formats.keras;

import dyp.tensor.DypException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The zip archive around a model. Only entries that are asked for by name are read, and none that unpacks to far more than it is. */
final class KerasZip implements AutoCloseable {
    private static final long SMALL = 64L << 20;
    private static final long UNPACKED = 200;

    private final ZipFile zip;
    private final String what;
    private final long length;

    KerasZip(Path file) {
        what = file.toString();
        length = file.toFile().length();
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new DypException(what + " is no .keras file: it is no zip archive, or cut off (" + e.getMessage() + "). Files of Keras 2 end in .h5.", e);
        } catch (IOException e) {
            throw new DypException(what + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    byte[] bytes(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new DypException(what + " has no " + name + ", which every .keras file has. Is it one?");
        }
        long size = entry.getSize();
        if (size < 0 || size > Integer.MAX_VALUE - 8 || size > Math.max(SMALL, UNPACKED * entry.getCompressedSize()) || size > Math.max(SMALL, UNPACKED * length)) {
            throw new DypException(what + " says that " + name + " is " + size + " bytes long, which is more than Dyp reads from a file of this size.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new DypException(what + " is damaged: " + name + " is not " + size + " bytes long as it says.");
            }
            return bytes;
        } catch (IOException | IllegalArgumentException e) {
            throw new DypException(what + " is damaged: " + name + " cannot be unpacked (" + e.getMessage() + ").", e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new DypException(what + " cannot be closed: " + e.getMessage() + ".", e);
        }
    }
}
