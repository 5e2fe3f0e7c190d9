package dyp.formats.onnx.proto;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** What a node is told, as it stands in a file. */
public final class Attributes {
    private Attributes() {}

    private static AttributeProto.Builder of(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    public static AttributeProto of(String name, long value) {
        return of(name, AttributeType.INT).setI(value).build();
    }

    public static AttributeProto of(String name, float value) {
        return of(name, AttributeType.FLOAT).setF(value).build();
    }

    public static AttributeProto of(String name, String value) {
        return of(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
    }

    public static AttributeProto of(String name, List<Integer> values) {
        return of(name, AttributeType.INTS).addAllInts(values.stream().map(Integer::longValue).toList()).build();
    }

    public static AttributeProto texts(String name, List<String> values) {
        return of(name, AttributeType.STRINGS).addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList()).build();
    }

    public static AttributeProto numbers(String name, List<Float> values) {
        return of(name, AttributeType.FLOATS).addAllFloats(values).build();
    }

    public static AttributeProto of(String name, TensorProto value) {
        return of(name, AttributeType.TENSOR).setT(value).build();
    }

    public static AttributeProto of(String name, GraphProto value) {
        return of(name, AttributeType.GRAPH).setG(value).build();
    }
}
