package dyp.formats.onnx.proto;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** Arrays as they stand in a file. */
public final class Tensors {
    /**
     * Zero enough for the border before a MaxPool, in writing and reading. ONNX Runtime (seen in 1.22) takes a border of zeros into the MaxPool behind it,
     * where a border is below all numbers; what is not zero it leaves alone.
     */
    public static final float NEARLY_ZERO = 1e-30f;

    private Tensors() {}

    /** The file's number for a type. */
    public static int type(DType dtype) {
        return dtype == DType.FLOAT32 ? DataType.FLOAT_VALUE : DataType.INT32_VALUE;
    }

    /** An array with its name. */
    public static TensorProto of(String name, NDArray a) {
        TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(type(a.dtype()));
        for (int d : a.shape().dims()) {
            t.addDims(d);
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * a.size()).order(ByteOrder.LITTLE_ENDIAN);
        if (a.dtype() == DType.FLOAT32) {
            bytes.asFloatBuffer().put(a.floats());
        } else {
            bytes.asIntBuffer().put(a.ints());
        }
        return t.setRawData(ByteString.copyFrom(bytes)).build();
    }

    /** Whole numbers of 64 bits: what ONNX takes for shapes and places. */
    public static TensorProto longs(String name, List<Long> values) {
        return TensorProto.newBuilder().setName(name).setDataType(DataType.INT64_VALUE).addDims(values.size()).addAllInt64Data(values).build();
    }

    /** What a type becomes here: whole numbers int32, all others (truth values are 0 and 1) float32; null where there is nothing for it. */
    public static DType dtype(int type) {
        return switch (type) {
            case DataType.FLOAT_VALUE, DataType.DOUBLE_VALUE, DataType.FLOAT16_VALUE, DataType.BFLOAT16_VALUE, DataType.BOOL_VALUE -> DType.FLOAT32;
            case DataType.INT64_VALUE, DataType.INT32_VALUE, DataType.INT16_VALUE, DataType.INT8_VALUE, DataType.UINT8_VALUE, DataType.UINT16_VALUE,
                    DataType.UINT32_VALUE, DataType.UINT64_VALUE -> DType.INT32;
            default -> null;
        };
    }

    /** How a type is called in a message. */
    public static String word(int type) {
        DataType known = DataType.forNumber(type);
        return known == null ? "number " + type : known.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static int bytes(int type) {
        return switch (type) {
            case DataType.DOUBLE_VALUE, DataType.INT64_VALUE, DataType.UINT64_VALUE -> 8;
            case DataType.FLOAT_VALUE, DataType.INT32_VALUE, DataType.UINT32_VALUE -> 4;
            case DataType.FLOAT16_VALUE, DataType.BFLOAT16_VALUE, DataType.INT16_VALUE, DataType.UINT16_VALUE -> 2;
            default -> 1;
        };
    }

    /**
     * The numbers of a tensor in a file. Whole numbers beyond 32 bits become the largest or smallest of them, as which they mean "to the end"
     * where ONNX has such.
     *
     * @param folder where files with further numbers lie
     * @throws DypException where sizes do not fit together, or the type has no numbers
     */
    public static NDArray read(TensorProto t, Path folder) {
        DType dtype = dtype(t.getDataType());
        String what = "tensor '" + t.getName() + "'";
        if (dtype == null) {
            throw new DypException(what + " holds " + word(t.getDataType()) + ", which is not read. Floats, whole numbers and truth values are.");
        }
        if (t.hasSegment()) {
            throw new DypException(what + " comes in segments, which are not read.");
        }
        Shape shape = shape(t.getDimsList(), what);
        ByteBuffer raw = t.getDataLocation() == TensorProto.DataLocation.EXTERNAL ? ExternalData.read(t, (long) shape.size() * bytes(t.getDataType()), folder)
                : t.hasRawData() ? t.getRawData().asReadOnlyByteBuffer() : null;
        long has = raw != null ? raw.remaining() : typed(t);
        long needs = raw != null ? (long) shape.size() * bytes(t.getDataType()) : shape.size();
        if (has != needs) {
            throw new DypException(what + " of " + word(t.getDataType()) + shape + " needs " + needs + (raw != null ? " bytes" : " numbers") + ", but the file has " + has + ".");
        }
        return raw != null ? raw(raw.order(ByteOrder.LITTLE_ENDIAN), t.getDataType(), dtype, shape) : typed(t, dtype, shape);
    }

    /** A shape as a file says it. */
    public static Shape shape(List<Long> said, String what) {
        int[] dims = new int[said.size()];
        long size = 1;
        for (int i = 0; i < dims.length; i++) {
            long d = said.get(i);
            size = d < 0 || d > Integer.MAX_VALUE ? -1 : size * d;
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new DypException(what + " would be of shape " + said + ", which no array can be.");
            }
            dims[i] = (int) d;
        }
        return Shape.of(dims);
    }

    private static NDArray raw(ByteBuffer from, int type, DType dtype, Shape shape) {
        NDArray a = NDArray.zeros(dtype, shape);
        if (type == DataType.FLOAT_VALUE) {
            from.asFloatBuffer().get(a.floats());
            return a;
        }
        for (int i = 0; i < a.size(); i++) {
            switch (type) {
                case DataType.DOUBLE_VALUE -> a.floats()[i] = (float) from.getDouble();
                case DataType.FLOAT16_VALUE -> a.floats()[i] = Float.float16ToFloat(from.getShort());
                case DataType.BFLOAT16_VALUE -> a.floats()[i] = Float.intBitsToFloat(from.getShort() << 16);
                case DataType.BOOL_VALUE -> a.floats()[i] = from.get() != 0 ? 1 : 0;
                case DataType.INT64_VALUE, DataType.UINT64_VALUE -> a.ints()[i] = narrow(from.getLong());
                case DataType.INT32_VALUE -> a.ints()[i] = from.getInt();
                case DataType.UINT32_VALUE -> a.ints()[i] = narrow(Integer.toUnsignedLong(from.getInt()));
                case DataType.INT16_VALUE -> a.ints()[i] = from.getShort();
                case DataType.UINT16_VALUE -> a.ints()[i] = Short.toUnsignedInt(from.getShort());
                case DataType.INT8_VALUE -> a.ints()[i] = from.get();
                default -> a.ints()[i] = Byte.toUnsignedInt(from.get());
            }
        }
        return a;
    }

    private static int narrow(long value) {
        return (int) Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** How many numbers a tensor has in its field for numbers of its type. */
    private static int typed(TensorProto t) {
        return switch (t.getDataType()) {
            case DataType.FLOAT_VALUE -> t.getFloatDataCount();
            case DataType.DOUBLE_VALUE -> t.getDoubleDataCount();
            case DataType.INT64_VALUE -> t.getInt64DataCount();
            case DataType.UINT32_VALUE, DataType.UINT64_VALUE -> t.getUint64DataCount();
            default -> t.getInt32DataCount();
        };
    }

    private static NDArray typed(TensorProto t, DType dtype, Shape shape) {
        NDArray a = NDArray.zeros(dtype, shape);
        for (int i = 0; i < a.size(); i++) {
            switch (t.getDataType()) {
                case DataType.FLOAT_VALUE -> a.floats()[i] = t.getFloatData(i);
                case DataType.DOUBLE_VALUE -> a.floats()[i] = (float) t.getDoubleData(i);
                case DataType.FLOAT16_VALUE -> a.floats()[i] = Float.float16ToFloat((short) t.getInt32Data(i));
                case DataType.BFLOAT16_VALUE -> a.floats()[i] = Float.intBitsToFloat(t.getInt32Data(i) << 16);
                case DataType.BOOL_VALUE -> a.floats()[i] = t.getInt32Data(i) != 0 ? 1 : 0;
                case DataType.INT64_VALUE -> a.ints()[i] = narrow(t.getInt64Data(i));
                case DataType.UINT32_VALUE, DataType.UINT64_VALUE -> a.ints()[i] = narrow(t.getUint64Data(i));
                default -> a.ints()[i] = t.getInt32Data(i);
            }
        }
        return a;
    }
}
