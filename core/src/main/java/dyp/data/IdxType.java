package dyp.data;

import java.nio.ByteBuffer;
import java.util.Locale;

/** The element types of IDX files, by the third byte of the file. All are big-endian. */
public enum IdxType {
    /** 0 to 255: grey levels, and most labels. */
    UNSIGNED_BYTE(0x08, Byte.BYTES, 0, 255),
    SIGNED_BYTE(0x09, Byte.BYTES, Byte.MIN_VALUE, Byte.MAX_VALUE),
    SHORT(0x0B, Short.BYTES, Short.MIN_VALUE, Short.MAX_VALUE),
    INT(0x0C, Integer.BYTES, Integer.MIN_VALUE, Integer.MAX_VALUE),
    FLOAT(0x0D, Float.BYTES, Double.NaN, Double.NaN),
    /** Read as float32: rounded to the nearest. */
    DOUBLE(0x0E, Double.BYTES, Double.NaN, Double.NaN);

    private final int code;
    private final int bytes;
    private final double least;
    private final double most;

    IdxType(int code, int bytes, double least, double most) {
        this.code = code;
        this.bytes = bytes;
        this.least = least;
        this.most = most;
    }

    /** The byte that names this type in a file. */
    public int code() {
        return code;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are whole numbers. */
    public boolean whole() {
        return this != FLOAT && this != DOUBLE;
    }

    /** As messages name it: {@code unsigned byte}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The type of a code, or null. */
    static IdxType of(int code) {
        for (IdxType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** Whether a file of this type gives the number back; float and double take all that an NDArray holds, if rounded. */
    boolean holds(double value) {
        return !whole() || value >= least && value <= most && value == Math.rint(value);
    }

    /** Takes one element off the front. */
    double get(ByteBuffer from) {
        return switch (this) {
            case UNSIGNED_BYTE -> from.get() & 0xFF;
            case SIGNED_BYTE -> from.get();
            case SHORT -> from.getShort();
            case INT -> from.getInt();
            case FLOAT -> from.getFloat();
            case DOUBLE -> from.getDouble();
        };
    }

    /** Puts one element at the end. */
    void put(ByteBuffer to, double value) {
        switch (this) {
            case UNSIGNED_BYTE, SIGNED_BYTE -> to.put((byte) value);
            case SHORT -> to.putShort((short) value);
            case INT -> to.putInt((int) value);
            case FLOAT -> to.putFloat((float) value);
            case DOUBLE -> to.putDouble(value);
        }
    }
}
