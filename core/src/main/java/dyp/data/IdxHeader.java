package dyp.data;

import dyp.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The start of an IDX file: two zero bytes, the type's code, the number of axes, and each axis's length as a big-endian
 * 32-bit number. A header that cannot be right is refused here, before anything is allocated on its word.
 */
record IdxHeader(IdxType type, Shape shape) {
    static final int MOST_AXES = 4;
    /** Some JVMs cannot make an array of 2^31 - 1 elements. */
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8L;

    /** Bytes of the header itself. */
    int length() {
        return 4 + 4 * shape.rank();
    }

    /** Bytes that must follow the header. */
    long payload() {
        return (long) shape.size() * type.bytes();
    }

    /** Reads the header off the front. */
    static IdxHeader read(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length == 0) {
            throw new IdxFault("is empty, but an IDX file starts with a header of 8 bytes or more. Fetch it anew.");
        }
        if (magic[0] != 0 || magic.length > 1 && magic[1] != 0) {
            throw new IdxFault("is not an IDX file: it starts with the bytes " + hex(magic) + FileKind.guess(magic)
                    + ", but an IDX file starts with 00 00, its element type and its number of axes.");
        }
        if (magic.length < 4) {
            throw new IdxFault("is truncated: it ends after " + magic.length + " bytes, within its header. Fetch it anew.");
        }
        IdxType type = IdxType.of(magic[2]);
        if (type == null) {
            throw new IdxFault("is not an IDX file: it starts with the bytes " + hex(magic) + ", but " + hex(magic[2])
                    + " is none of IDX's element types: " + Arrays.stream(IdxType.values())
                            .map(t -> hex((byte) t.code()) + " (" + t + ")").collect(Collectors.joining(", ")) + ".");
        }
        int rank = magic[3] & 0xFF;
        if (rank < 1 || rank > MOST_AXES) {
            throw new IdxFault("has " + rank + " axes by its header (bytes " + hex(magic) + "), but Dyp reads IDX files of"
                    + " 1 to " + MOST_AXES + " axes.");
        }
        byte[] lengths = in.readNBytes(4 * rank);
        if (lengths.length < 4 * rank) {
            throw new IdxFault("is truncated: it ends after " + (4 + lengths.length) + " bytes, but its header of " + rank
                    + " axes takes " + (4 + 4 * rank) + ". Fetch it anew.");
        }
        return new IdxHeader(type, shape(ByteBuffer.wrap(lengths), rank));
    }

    private static Shape shape(ByteBuffer lengths, int rank) throws IdxFault {
        long[] dims = new long[rank];
        long elements = 1;
        boolean tooLarge = false;
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = Integer.toUnsignedLong(lengths.getInt());
            // An axis of length 0 must not hide that the others are nonsense. Cannot overflow: both are below 2^32 here.
            elements *= Math.max(1, dims[axis]);
            tooLarge |= elements > MOST_ELEMENTS;
            elements = tooLarge ? 1 : elements;
        }
        if (tooLarge) {
            throw new IdxFault("is too large or damaged: its header promises " + Arrays.toString(dims) + " elements, but one"
                    + " array holds 2^31 - 9 at most. Check the file, or split it.");
        }
        return Shape.of(Arrays.stream(dims).mapToInt(d -> (int) d).toArray());
    }

    /** What the header promises, in words: {@code 60,000 images of 28x28 (47,040,000 bytes)}. */
    String promise() {
        int count = shape.dim(0);
        String each = Arrays.stream(shape.sample().dims()).mapToObj(Integer::toString).collect(Collectors.joining("x"));
        String items = switch (shape.rank()) {
            case 1 -> count == 1 ? "value" : "values";
            case 2 -> (count == 1 ? "row of " : "rows of ") + each;
            default -> (count == 1 ? "image of " : "images of ") + each;
        };
        return String.format(Locale.ROOT, "%,d %s (%,d bytes)", count, items, payload());
    }

    private static String hex(byte... bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
