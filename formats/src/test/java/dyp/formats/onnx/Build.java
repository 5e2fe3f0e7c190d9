package dyp.formats.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.proto.Tensors;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Graphs as other tools write them, node by node. */
final class Build {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private long opset = 17;

    Build opset(long version) {
        opset = version;
        return this;
    }

    /** An input of open batch; whole numbers are 64 bits wide, as elsewhere. */
    Build input(String name, DType dtype, int... sample) {
        graph.addInput(info(name, dtype == DType.FLOAT32 ? 1 : TensorProto.DataType.INT64_VALUE, sample));
        return this;
    }

    Build input(String name, int... sample) {
        return input(name, DType.FLOAT32, sample);
    }

    private static ValueInfoProto info(String name, int type, int... sample) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("N");
        for (int d : sample) {
            shape.addDimBuilder().setDimValue(d);
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    Build weight(String name, NDArray value) {
        graph.addInitializer(Tensors.of(name, value));
        return this;
    }

    Build weight(String name, float... values) {
        return weight(name, NDArray.of(values));
    }

    Build longs(String name, long... values) {
        graph.addInitializer(Tensors.longs(name, Arrays.stream(values).boxed().toList()));
        return this;
    }

    Build tensor(TensorProto t) {
        graph.addInitializer(t);
        return this;
    }

    /** @param values inputs and outputs, {@code "x w -> y"}; a dot for an input that is left out */
    Build node(String op, String values, AttributeProto... told) {
        return node("", op, values, told);
    }

    Build learned(String op, String values, AttributeProto... told) {
        return node("ai.onnx.ml", op, values, told);
    }

    private Build node(String domain, String op, String values, AttributeProto... told) {
        String[] sides = values.split(" ?-> ?");
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(op).setDomain(domain).setName(op + "_" + graph.getNodeCount()).addAllAttribute(Arrays.asList(told));
        for (String in : sides[0].isEmpty() ? new String[0] : sides[0].split(" ")) {
            node.addInput(in.equals(".") ? "" : in);
        }
        node.addAllOutput(List.of(sides[1].split(" ")));
        graph.addNode(node);
        return this;
    }

    Build output(String... names) {
        for (String name : names) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        return this;
    }

    /** An output whose type is said: what ONNX Runtime asks of labels. */
    Build output(String name, DType dtype, int... sample) {
        graph.addOutput(info(name, dtype == DType.FLOAT32 ? 1 : TensorProto.DataType.INT64_VALUE, sample));
        return this;
    }

    ModelProto model() {
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3)).build();
    }

    Path write(Path file) {
        return write(model(), file);
    }

    static Path write(ModelProto model, Path file) {
        try {
            return Files.write(file, model.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static AttributeProto ints(String name, Integer... values) {
        return Attributes.of(name, List.of(values));
    }

    static AttributeProto is(String name, int value) {
        return Attributes.of(name, (long) value);
    }

    static AttributeProto is(String name, String value) {
        return Attributes.of(name, value);
    }

    static AttributeProto is(String name, double value) {
        return Attributes.of(name, (float) value);
    }

    static AttributeProto floats(String name, double... values) {
        return Attributes.numbers(name, Arrays.stream(values).mapToObj(v -> (float) v).toList());
    }
}
