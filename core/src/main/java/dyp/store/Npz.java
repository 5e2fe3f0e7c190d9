package dyp.store;

import dyp.tensor.NDArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's .npz: a zip of .npy files, one per named array. {@code numpy.load(file)["dense/kernel"]} reads what is written here,
 * and what {@code numpy.savez} or {@code savez_compressed} wrote is read here.
 */
public final class Npz {
    /** Deflate packs no more than this into one byte (zlib's technical details). */
    private static final long DEFLATE_LIMIT = 1032;
    private static final String NPY = ".npy";
    /** 1980-01-01, the first day of the zip format: the same arrays give the same bytes. */
    private static final java.time.LocalDateTime NEVER = java.time.LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * All arrays of a file, by name, in the file's order.
     *
     * @throws dyp.tensor.DypException where there is no such file, or it is damaged (every array's checksum is compared)
     */
    public static Map<String, NDArray> read(Path file) {
        return SafeFile.reading(file, () -> {
            try (Entries entries = new Entries(file)) {
                Map<String, NDArray> arrays = new LinkedHashMap<>();
                for (String name : entries.names()) {
                    arrays.put(name, entries.array(name));
                }
                return arrays;
            }
        });
    }

    /** Writes the arrays, not compressed; an old file is replaced only once the new one is whole. */
    public static void write(Path file, Map<String, NDArray> arrays) {
        SafeFile.replace(file, out -> write(out, arrays, Map.of()));
    }

    /** @param texts further entries, by their full names */
    static void write(OutputStream out, Map<String, NDArray> arrays, Map<String, byte[]> texts) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (var text : texts.entrySet()) {
            put(zip, text.getKey(), text.getValue().length, to -> to.write(text.getValue()));
        }
        for (var array : arrays.entrySet()) {
            put(zip, array.getKey() + NPY, Npy.size(array.getValue()), to -> Npy.write(to, array.getValue()));
        }
        zip.finish();
    }

    /** An entry as it is, uncompressed: its size and checksum stand in front of it. */
    private static void put(ZipOutputStream zip, String name, long size, SafeFile.Content content) throws IOException {
        CRC32 crc = new CRC32();
        content.write(new OutputStream() {
            @Override
            public void write(int b) {
                crc.update(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                crc.update(bytes, from, length);
            }
        });
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(NEVER);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        content.write(zip);
        zip.closeEntry();
    }

    /** An open .npz. */
    static final class Entries implements AutoCloseable {
        private final ZipFile zip;
        private final long fileSize;

        Entries(Path file) throws IOException {
            fileSize = java.nio.file.Files.size(file);
            try {
                zip = new ZipFile(file.toFile());
            } catch (IOException | IllegalArgumentException e) {
                throw new Fault("is damaged or no .npz file (" + e.getMessage() + ").");
            }
        }

        /** The arrays' names. */
        java.util.List<String> names() {
            return zip.stream().map(ZipEntry::getName).filter(n -> n.endsWith(NPY)).map(n -> n.substring(0, n.length() - NPY.length())).toList();
        }

        NDArray array(String name) throws IOException {
            return checked(name + NPY, (in, most) -> Npy.read(in, most));
        }

        /** @param longest a longer text is not believed */
        byte[] text(String name, int longest) throws IOException {
            return checked(name, (in, most) -> {
                byte[] text = in.readNBytes((int) Math.min(most, longest));
                return text;
            });
        }

        private interface Reader<T> {
            T read(InputStream in, long most) throws IOException;
        }

        /** Reads an entry to its end and compares its checksum. */
        private <T> T checked(String name, Reader<T> reader) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new Fault("is damaged: it has no entry '" + name + "'.");
            }
            long packed = Math.min(Math.max(entry.getCompressedSize(), 0), fileSize);
            long most = entry.getMethod() == ZipEntry.STORED ? packed : packed * DEFLATE_LIMIT;
            try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
                T value = reader.read(in, most);
                if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                    throw new Fault("is damaged: the checksum of its entry '" + name + "' is wrong.");
                }
                return value;
            } catch (Fault e) {
                throw e.getMessage().startsWith("is damaged: the checksum") ? e : new Fault("is damaged in its entry '" + name + "', which " + e.getMessage());
            } catch (IOException | RuntimeException e) {
                throw new Fault("is damaged in its entry '" + name + "' (" + e.getMessage() + ").");
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
