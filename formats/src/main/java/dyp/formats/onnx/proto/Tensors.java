package dyp.formats.onnx.proto;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Arrays as they stand in a file. */
public final class Tensors {
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
}
