package dyp.store;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** NumPy's element types that Dyp reads, by the letter and size that stand in the header. */
enum NpyType {
    FLOAT32("f4", DType.FLOAT32) {
        @Override
        void get(ByteBuffer from, NDArray to, int at, int count) throws Fault {
            from.asFloatBuffer().get(to.floats(), at, count);
        }
    },
    /** Rounded to float32. */
    FLOAT64("f8", DType.FLOAT32) {
        @Override
        void get(ByteBuffer from, NDArray to, int at, int count) throws Fault {
            for (int i = 0; i < count; i++) {
                to.floats()[at + i] = (float) from.getDouble(8 * i);
            }
        }
    },
    FLOAT16("f2", DType.FLOAT32) {
        @Override
        void get(ByteBuffer from, NDArray to, int at, int count) throws Fault {
            for (int i = 0; i < count; i++) {
                to.floats()[at + i] = Float.float16ToFloat(from.getShort(2 * i));
            }
        }
    },
    INT32("i4", DType.INT32) {
        @Override
        void get(ByteBuffer from, NDArray to, int at, int count) throws Fault {
            from.asIntBuffer().get(to.ints(), at, count);
        }
    },
    INT64("i8", DType.INT32) {
        @Override
        long whole(ByteBuffer from, int i) {
            return from.getLong(8 * i);
        }
    },
    INT16("i2", DType.INT32) {
        @Override
        long whole(ByteBuffer from, int i) {
            return from.getShort(2 * i);
        }
    },
    INT8("i1", DType.INT32) {
        @Override
        long whole(ByteBuffer from, int i) {
            return from.get(i);
        }
    },
    UINT8("u1", DType.INT32) {
        @Override
        long whole(ByteBuffer from, int i) {
            return from.get(i) & 0xFF;
        }
    },
    UINT16("u2", DType.INT32) {
        @Override
        long whole(ByteBuffer from, int i) {
            return from.getShort(2 * i) & 0xFFFF;
        }
    },
    UINT32("u4", DType.INT32) {
        @Override
        long whole(ByteBuffer from, int i) {
            return from.getInt(4 * i) & 0xFFFFFFFFL;
        }
    },
    BOOL("b1", DType.INT32) {
        @Override
        long whole(ByteBuffer from, int i) {
            return from.get(i) == 0 ? 0 : 1;
        }
    };

    private final String code;
    private final DType dtype;

    NpyType(String code, DType dtype) {
        this.code = code;
        this.dtype = dtype;
    }

    /** What the array becomes. */
    DType dtype() {
        return dtype;
    }

    int bytes() {
        return code.charAt(1) - '0';
    }

    /** @param descr {@code <f4}: byte order and code; {@code |} where a byte has no order */
    static NpyType of(String descr) throws Fault {
        for (NpyType t : values()) {
            if (descr.length() == 3 && "<>|=".indexOf(descr.charAt(0)) >= 0 && descr.endsWith(t.code)) {
                return t;
            }
        }
        throw new Fault("holds elements of type '" + descr + "', but Dyp reads "
                + Arrays.stream(values()).map(t -> t.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))
                + ". Save it as one of these: array.astype('float32').");
    }

    static ByteOrder order(String descr) {
        return descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    static NpyType of(DType dtype) {
        return dtype == DType.FLOAT32 ? FLOAT32 : INT32;
    }

    /** Decodes {@code count} elements into an array of this type's {@link #dtype}, from flat index {@code at} on. */
    void get(ByteBuffer from, NDArray to, int at, int count) throws Fault {
        for (int i = 0; i < count; i++) {
            long value = whole(from, i);
            if (value != (int) value) {
                throw new Fault("holds " + value + ", which is no int32. Save it as float32 where whole numbers are that large.");
            }
            to.ints()[at + i] = (int) value;
        }
    }

    long whole(ByteBuffer from, int i) {
        throw new IllegalStateException(name());
    }
}
