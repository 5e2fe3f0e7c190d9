package dyp.callback;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a protobuf message field by field: protobuf.dev, "Encoding". */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Protobuf whole(int field, long value) {
        return key(field, VARINT).varint(value);
    }

    Protobuf number(int field, double value) {
        return key(field, FIXED64).raw(little(8).putDouble(value));
    }

    Protobuf number(int field, float value) {
        return key(field, FIXED32).raw(little(4).putFloat(value));
    }

    Protobuf text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf message(int field, Protobuf value) {
        return bytes(field, value.bytes());
    }

    /** A packed list. */
    Protobuf numbers(int field, double[] values) {
        ByteBuffer all = little(8 * values.length);
        all.asDoubleBuffer().put(values);
        return bytes(field, all.array());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Protobuf bytes(int field, byte[] value) {
        key(field, BYTES).varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private Protobuf key(int field, int type) {
        return varint((long) field << 3 | type);
    }

    private Protobuf varint(long value) {
        long left = value;
        for (; (left & ~0x7FL) != 0; left >>>= 7) {
            out.write((int) (left & 0x7F | 0x80));
        }
        out.write((int) left);
        return this;
    }

    private Protobuf raw(ByteBuffer value) {
        out.writeBytes(value.array());
        return this;
    }
}
