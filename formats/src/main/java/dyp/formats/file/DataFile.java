package dyp.formats.file;

import dyp.store.Fault;
import dyp.store.SafeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file whose bytes are asked for by place. Memory is taken only for bytes that the file has. */
public final class DataFile {
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final FileChannel channel;
    private final long size;

    private DataFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** Makes something of a file's bytes. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(DataFile file) throws IOException;
    }

    /**
     * Opens a file and reads from it.
     *
     * @throws dyp.tensor.DypException where there is no such file, it cannot be read, or {@code reading} finds a {@link Fault}
     */
    public static <T> T read(Path file, Reading<T> reading) {
        return SafeFile.reading(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return reading.read(new DataFile(channel));
            }
        });
    }

    /** Bytes of the whole file. */
    public long size() {
        return size;
    }

    /** The whole file, little-endian. */
    public ByteBuffer all() throws IOException {
        return bytes(0, size, "its content");
    }

    /**
     * Some of the bytes, little-endian.
     *
     * @param what what they are, for the message
     * @throws Fault where the file does not have them
     */
    public ByteBuffer bytes(long at, long length, String what) throws IOException {
        if (at < 0 || length < 0 || length > size - at) {
            throw new Fault("is truncated or damaged: " + what + " would be " + length + " bytes from " + at + " on, but the file has " + size + ".");
        }
        if (length > LONGEST) {
            throw new Fault("is too large: " + what + " takes " + length + " bytes, and Dyp reads 2^31 - 9 of them at once.");
        }
        SafeFile.requireMemory(length);
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new Fault("has become shorter while it was read.");
            }
        }
        return bytes.flip();
    }
}
