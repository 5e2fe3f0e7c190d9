package dyp.formats.safetensors;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** The types of numbers, and what becomes of them here. */
enum Kind {
    F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U8(1), BOOL(1);

    final int bytes;

    Kind(int bytes) {
        this.bytes = bytes;
    }

    static Kind of(String name, String array, Path file) {
        return Arrays.stream(values()).filter(k -> k.name().equals(name)).findFirst().orElseThrow(() -> new DypException(file + " gives " + array
                + " the type '" + name + "', which is not known. There are " + Arrays.toString(values()) + "."));
    }

    NDArray read(ByteBuffer from, Shape shape, String name, Path file) {
        boolean whole = switch (this) {
            case F64, F32, F16, BF16 -> false;
            default -> true;
        };
        NDArray a = NDArray.zeros(whole ? DType.INT32 : DType.FLOAT32, shape);
        for (int i = 0; i < a.size(); i++) {
            switch (this) {
                case F64 -> a.floats()[i] = (float) from.getDouble();
                case F32 -> a.floats()[i] = from.getFloat();
                case F16 -> a.floats()[i] = Float.float16ToFloat(from.getShort());
                case BF16 -> a.floats()[i] = Float.intBitsToFloat(from.getShort() << 16);
                case I64 -> a.ints()[i] = narrow(from.getLong(), name, file);
                case I32 -> a.ints()[i] = from.getInt();
                case I16 -> a.ints()[i] = from.getShort();
                case I8 -> a.ints()[i] = from.get();
                case U8, BOOL -> a.ints()[i] = Byte.toUnsignedInt(from.get());
            }
        }
        return a;
    }

    private static int narrow(long value, String name, Path file) {
        if ((int) value != value) {
            throw new DypException(file + " holds " + value + " in " + name + ", which is more than an int32 holds.");
        }
        return (int) value;
    }
}
