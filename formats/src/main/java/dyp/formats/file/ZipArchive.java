package dyp.formats.file;

import dyp.tensor.DypException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip archive that is not trusted. Only entries that are asked for by name are read, into memory, never onto the disk; none that unpacks to
 * far more than it is, and none whose checksum is wrong.
 */
public final class ZipArchive implements AutoCloseable {
    private static final long SMALL = 4L << 20;
    private static final long UNPACKED = 200;

    private final ZipFile zip;
    private final String what;
    private final String kind;
    private final long length;

    /**
     * @param kind what the file should be, as {@code .keras}
     * @param otherwise a sentence on what else it may be
     * @throws DypException where it is no zip archive
     */
    public ZipArchive(Path file, String kind, String otherwise) {
        what = file.toString();
        this.kind = kind;
        if (!Files.isRegularFile(file)) {
            throw new DypException(what + (Files.exists(file) ? " is a folder or no regular file. Give a file." : " does not exist. Check the path."));
        }
        length = file.toFile().length();
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new DypException(what + " is no " + kind + " file: it is no zip archive, or cut off (" + e.getMessage() + "). " + otherwise, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new DypException(what + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    public boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** All entries' names, in the archive's order. */
    public List<String> names() {
        return zip.stream().map(ZipEntry::getName).toList();
    }

    public String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /**
     * An entry's content.
     *
     * @throws DypException where there is none, its size is beyond belief, or it is damaged
     */
    public byte[] bytes(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new DypException(what + " has no " + name + ", which every " + kind + " file has. Is it one?");
        }
        long size = entry.getSize();
        boolean packed = entry.getMethod() != ZipEntry.STORED;
        long most = packed ? Math.max(SMALL, UNPACKED * Math.min(entry.getCompressedSize(), length)) : length;
        if (size < 0 || size > Math.min(most, Integer.MAX_VALUE - 8) || size > Runtime.getRuntime().maxMemory()) {
            throw new DypException(what + " says that " + name + " is " + size + " bytes long, which is more than Dyp reads from a file of this size.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new DypException(what + " is damaged: " + name + " is not " + size + " bytes long as it says.");
            }
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new DypException(what + " is damaged: the checksum of " + name + " is wrong.");
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
