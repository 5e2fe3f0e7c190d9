package dyp.formats.file;

import dyp.store.Fault;
import dyp.store.SafeFile;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.ByteBuffer;

/** The types of numbers in files, and what becomes of them here: float32, or int32 where they are whole. */
public enum NumberType {
    F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U64(8), U32(4), U16(2), U8(1), BOOL(1);

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Whether these are whole numbers or truth values. */
    public boolean whole() {
        return switch (this) {
            case F64, F32, F16, BF16 -> false;
            default -> true;
        };
    }

    /**
     * Numbers that lie one after the other, in the buffer's byte order.
     *
     * @param from from its beginning on; its position is left alone
     * @throws Fault where a whole number is no int32
     */
    public NDArray read(ByteBuffer from, Shape shape) throws Fault {
        NDArray a = empty(shape);
        switch (this) {
            case F32 -> from.slice(0, from.limit()).order(from.order()).asFloatBuffer().get(a.floats());
            case I32 -> from.slice(0, from.limit()).order(from.order()).asIntBuffer().get(a.ints());
            default -> {
                for (int i = 0; i < a.size(); i++) {
                    put(from, i, a, i);
                }
            }
        }
        return a;
    }

    /**
     * Numbers that lie at {@code offset + sum of index * stride}, counted in numbers. All of these places have to be within the buffer.
     *
     * @throws Fault where a whole number is no int32
     */
    public NDArray read(ByteBuffer from, Shape shape, long offset, long[] strides) throws Fault {
        NDArray a = empty(shape);
        Strides.walk(shape, offset, strides, (i, place) -> put(from, place, a, i));
        return a;
    }

    private NDArray empty(Shape shape) throws Fault {
        SafeFile.requireMemory((long) shape.size() * Float.BYTES);
        return NDArray.zeros(whole() ? DType.INT32 : DType.FLOAT32, shape);
    }

    private void put(ByteBuffer from, int number, NDArray to, int i) throws Fault {
        if (whole()) {
            long value = wholeAt(from, number);
            if ((int) value != value || this == U64 && value < 0) {
                throw new Fault("holds the number " + (this == U64 ? Long.toUnsignedString(value) : value) + ", which is more than an int32 holds.");
            }
            to.ints()[i] = (int) value;
        } else {
            to.floats()[i] = (float) at(from, number);
        }
    }

    /** The number at a place, counted in numbers, as it is (64-bit whole numbers rounded). */
    public double at(ByteBuffer from, int number) {
        return switch (this) {
            case F64 -> from.getDouble(8 * number);
            case F32 -> from.getFloat(4 * number);
            case F16 -> Float.float16ToFloat(from.getShort(2 * number));
            case BF16 -> Float.intBitsToFloat(from.getShort(2 * number) << 16);
            default -> wholeAt(from, number);
        };
    }

    private long wholeAt(ByteBuffer from, int number) {
        return switch (this) {
            case I64, U64 -> from.getLong(8 * number);
            case I32 -> from.getInt(4 * number);
            case U32 -> Integer.toUnsignedLong(from.getInt(4 * number));
            case I16 -> from.getShort(2 * number);
            case U16 -> Short.toUnsignedInt(from.getShort(2 * number));
            case I8 -> from.get(number);
            case U8, BOOL -> Byte.toUnsignedInt(from.get(number));
            case F64, F32, F16, BF16 -> throw new IllegalStateException(name());
        };
    }
}
