package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A whole IDX file in memory, not yet decoded. The bytes lie in pieces, so that a header can promise what it likes and
 * no more is allocated than the file really holds; the array is made once all of it has come.
 *
 * @param pieces the payload's bytes; every piece but the last is of {@link #PIECE} bytes, a multiple of every element's
 */
record IdxContent(IdxHeader header, List<byte[]> pieces) {
    private static final int PIECE = 1 << 20;

    /** Reads exactly the payload that the header promises, and makes sure that nothing follows. */
    static IdxContent read(IdxHeader header, InputStream in) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        long left = header.payload();
        while (left > 0) {
            byte[] piece = new byte[(int) Math.min(PIECE, left)];
            int read = in.readNBytes(piece, 0, piece.length);
            if (read < piece.length) {
                throw truncated(header, header.payload() - left + read);
            }
            pieces.add(piece);
            left -= read;
        }
        // Asking once more also makes the gzip stream compare its checksum.
        if (in.read() >= 0) {
            throw new IdxFault("is damaged: the header promises " + header.promise()
                    + " but more bytes follow. Fetch it anew.");
        }
        return new IdxContent(header, pieces);
    }

    static IdxFault truncated(IdxHeader header, long found) {
        return new IdxFault(String.format(Locale.ROOT, "is truncated: the header promises %s but the file ends after %,d."
                + " Fetch it anew.", header.promise(), found));
    }

    /** The elements as float32, each divided by {@code divisor}. */
    NDArray floats(float divisor) {
        NDArray array = NDArray.zeros(header.shape());
        float[] values = array.floats();
        IdxType type = header.type();
        int i = 0;
        for (byte[] piece : pieces) {
            if (type == IdxType.UNSIGNED_BYTE) {
                // Images: the general loop below takes three times as long.
                for (byte b : piece) {
                    values[i++] = (b & 0xFF) / divisor;
                }
                continue;
            }
            ByteBuffer from = ByteBuffer.wrap(piece);
            while (from.hasRemaining()) {
                values[i++] = (float) (type.get(from) / divisor);
            }
        }
        return array;
    }

    /** The elements as int32; only for whole types. */
    NDArray ints() {
        NDArray array = NDArray.zeros(DType.INT32, header.shape());
        int i = 0;
        for (byte[] piece : pieces) {
            ByteBuffer from = ByteBuffer.wrap(piece);
            while (from.hasRemaining()) {
                array.ints()[i++] = (int) header.type().get(from);
            }
        }
        return array;
    }
}
