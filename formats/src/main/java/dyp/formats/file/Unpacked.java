package dyp.formats.file;

import dyp.store.Fault;
import dyp.store.SafeFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file from its beginning on, unpacked on the way where it is packed by gzip. What it unpacks to is bounded. */
public final class Unpacked {
    /** Deflate packs no more than this into one byte (zlib's technical details). */
    private static final long DEFLATE_LIMIT = 1032;
    /** Texts pack to a tenth of their length, tables that repeat themselves to less. */
    private static final long TEXT = 200;
    private static final long SMALL = 64L << 20;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final long most;
    private final long longestText;
    private long read;

    private Unpacked(InputStream in, long most, long longestText) {
        this.in = in;
        this.most = most;
        this.longestText = longestText;
    }

    /** Makes something of what a file unpacks to. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Unpacked content) throws IOException;
    }

    /**
     * Opens a file and reads from it.
     *
     * @throws dyp.tensor.DypException where there is no such file, it cannot be read or unpacked, or {@code reading} finds a {@link Fault}
     */
    public static <T> T read(Path file, Reading<T> reading) {
        return SafeFile.reading(file, () -> {
            try (InputStream plain = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
                plain.mark(2);
                boolean gzip = plain.read() == 0x1F && plain.read() == 0x8B;
                plain.reset();
                return gzip ? unpack(plain, Files.size(file), reading) : reading.read(new Unpacked(plain, Files.size(file), Files.size(file)));
            }
        });
    }

    private static <T> T unpack(InputStream plain, long size, Reading<T> reading) throws IOException {
        try (InputStream in = new GZIPInputStream(plain, BUFFER)) {
            T made = reading.read(new Unpacked(in, size * DEFLATE_LIMIT, Math.max(SMALL, size * TEXT)));
            requireSound(in);
            return made;
        } catch (EOFException e) {
            throw new Fault("is truncated: its gzip stream breaks off. Fetch it anew.");
        } catch (ZipException e) {
            throw new Fault("is damaged: its gzip stream is not valid (" + e.getMessage() + "). Fetch it anew.");
        } catch (StackOverflowError e) {
            // The JDK (25) recurses over empty gzip members, and a few megabytes hold a million of them.
            throw new Fault("is damaged: its gzip stream has too many empty members. Fetch it anew.");
        }
    }

    /** Goes on to the end, where the stream compares its checksum. */
    private static void requireSound(InputStream in) throws IOException {
        byte[] rest = new byte[BUFFER];
        long more = 0;
        for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
            more += n;
            if (more > SMALL) {
                throw new Fault("is damaged: after its content it goes on for more than " + SMALL + " bytes.");
            }
        }
    }

    /**
     * The next bytes, little-endian.
     *
     * @param what what they are, for the message
     * @throws Fault where there are not as many
     */
    public ByteBuffer bytes(long length, String what) throws IOException {
        if (length < 0 || length > most - read || length > Integer.MAX_VALUE - 8) {
            throw new Fault("is truncated or damaged: " + what + " would take " + length + " bytes, but " + (most - read) + " at most can follow.");
        }
        SafeFile.requireMemory(length);
        byte[] bytes = in.readNBytes((int) length);
        read += bytes.length;
        if (bytes.length < length) {
            throw new Fault("is truncated: " + what + " takes " + length + " bytes, but it ends after " + bytes.length + " of them.");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Passes over bytes. */
    public void skip(long length) throws IOException {
        if (length < 0 || length > most - read) {
            throw new Fault("is truncated or damaged: its content would begin " + length + " bytes further on.");
        }
        in.skipNBytes(length);
        read += length;
    }

    /** The rest as a stream, for texts: where it unpacks to far more than texts do, it is refused. */
    public InputStream text() {
        return new FilterInputStream(in) {
            private long left = longestText;

            @Override
            public int read() throws IOException {
                int b = super.read();
                count(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = super.read(bytes, from, length);
                count(Math.max(0, count));
                return count;
            }

            /** Whoever opened the file closes it. */
            @Override
            public void close() {}

            private void count(int bytes) throws Fault {
                left -= bytes;
                if (left < 0) {
                    throw new Fault("unpacks to far more than texts do, which is refused.");
                }
            }
        };
    }
}
