package dyp.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Bytes of IDX files, right and wrong, written without the code under test. */
final class IdxFiles {
    private IdxFiles() {}

    /** A file with the given header; what follows it need not be what it promises. */
    static byte[] idx(int type, int[] dims, byte... payload) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dims.length + payload.length);
        file.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dims.length);
        for (int d : dims) {
            file.putInt(d);
        }
        return file.put(payload).array();
    }

    static byte[] gzip(byte... content) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path put(Path file, byte... content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
