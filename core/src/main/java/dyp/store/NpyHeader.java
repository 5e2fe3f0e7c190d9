package dyp.store;

import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start of an .npy file: magic, version, and a Python dict of element type, order and shape (NumPy's NEP 1). What cannot
 * be right is refused here, before anything is allocated on its word.
 *
 * @param descr byte order and type, {@code <f4}
 * @param columns whether the elements lie column by column (Fortran's order), the first axis fastest
 * @param length bytes of the header
 */
record NpyHeader(String descr, boolean columns, Shape shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy's own limit for files that are not trusted is 10,000. */
    private static final int LONGEST = 10_000;
    private static final int MOST_AXES = 32;
    /** Some JVMs cannot make an array of 2^31 - 1 elements. */
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8L;
    /** NumPy begins the elements at a multiple of this. */
    private static final int ALIGN = 64;
    private static final Pattern DICT = Pattern.compile("\\s*\\{(.*)\\}\\s*", Pattern.DOTALL);
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']{1,16})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    NpyType type() throws Fault {
        return NpyType.of(descr);
    }

    /** Bytes that must follow the header. */
    long payload() throws Fault {
        return (long) shape.size() * type().bytes();
    }

    static NpyHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw new Fault("is not an .npy file: it does not start with NumPy's mark. Save it with numpy.save.");
        }
        int wide = start[6] == 1 ? 2 : 4;
        if (start[6] < 1 || start[6] > 3) {
            throw new Fault("is of .npy version " + start[6] + ", but Dyp reads versions 1 to 3. Save it with numpy.save.");
        }
        byte[] size = in.readNBytes(wide);
        if (size.length < wide) {
            throw truncated();
        }
        ByteBuffer bytes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
        long length = wide == 2 ? Short.toUnsignedInt(bytes.getShort()) : Integer.toUnsignedLong(bytes.getInt());
        if (length > LONGEST) {
            throw new Fault("is damaged: its header claims " + length + " bytes, but " + LONGEST + " are more than any array needs.");
        }
        byte[] dict = in.readNBytes((int) length);
        if (dict.length < length) {
            throw truncated();
        }
        return parse(new String(dict, StandardCharsets.ISO_8859_1), 8 + wide + dict.length);
    }

    private static Fault truncated() {
        return new Fault("is truncated: it ends within its header.");
    }

    private static NpyHeader parse(String text, int length) throws Fault {
        Matcher dict = DICT.matcher(text);
        Matcher descr = DESCR.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!dict.matches() || !descr.find() || !order.find() || !shape.find()) {
            throw new Fault("is damaged or holds records: its header names no plain element type, order and shape.");
        }
        NpyHeader header = new NpyHeader(descr.group(1), order.group(1).equals("True"), shape(shape.group(1)), length);
        header.type();
        return header;
    }

    private static Shape shape(String list) throws Fault {
        String[] parts = Arrays.stream(list.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toArray(String[]::new);
        long elements = 1;
        int[] dims = new int[parts.length];
        for (int i = 0; i < parts.length && elements <= MOST_ELEMENTS; i++) {
            long dim = parts[i].length() > 10 ? Long.MAX_VALUE : parts[i].contains(" ") ? -1 : Long.parseLong(parts[i]);
            if (dim < 0) {
                throw new Fault("is damaged: its shape is (" + list + ").");
            }
            // An axis of length 0 must not hide that the others are nonsense.
            elements = dim > MOST_ELEMENTS ? dim : elements * Math.max(1, dim);
            dims[i] = (int) dim;
        }
        if (elements > MOST_ELEMENTS || parts.length > MOST_AXES) {
            throw new Fault("is too large or damaged: its shape is (" + list + "), but one array holds 2^31 - 9 elements at most.");
        }
        return Shape.of(dims);
    }

    /** The header's bytes for an array that Dyp writes. */
    static byte[] bytes(DType dtype, Shape shape) {
        String dict = "{'descr': '" + (dtype == DType.FLOAT32 ? "<f4" : "<i4") + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int length = (10 + dict.length() + 1 + ALIGN - 1) / ALIGN * ALIGN;
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - 10));
        bytes.put((dict + " ".repeat(length - 10 - dict.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }
}
