package dyp.formats.onnx.ops;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import dyp.formats.onnx.proto.Tensors;
import dyp.op.Graphs;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A node about to be run: what it is told, and the tensors that come in.
 *
 * @param in null where an optional input is left out
 * @param opset the version of ONNX that the file is written for
 * @param scope where the names of a loop's surroundings are found
 */
public record Call(NodeProto node, List<Tensor> in, long opset, Names scope) {
    /** Values by name. */
    @FunctionalInterface
    public interface Names {
        /** Null where there is no such value. */
        Tensor get(String name);
    }

    // ---- inputs

    /** An input that there has to be. */
    public Tensor in(int i) {
        Tensor t = opt(i);
        if (t == null) {
            throw new DypException("input " + i + " is missing.");
        }
        return t;
    }

    /** An input, or null. */
    public Tensor opt(int i) {
        return i < in.size() ? in.get(i) : null;
    }

    public Tensor x() {
        return in(0);
    }

    public Shape shape() {
        return x().shape();
    }

    /** The numbers of an input that is known before the data are. */
    public NDArray known(int i) {
        if (!isKnown(in(i))) {
            throw new DypException("input " + i + " hangs on the data, but has to be known beforehand here.");
        }
        return in(i).value();
    }

    /** Whether a tensor's numbers can be worked out without data. */
    public static boolean isKnown(Tensor t) {
        return Graphs.sorted(List.of(t)).stream().noneMatch(u -> u.op() instanceof Leaf.Input);
    }

    /** The same as whole numbers. */
    public int[] knownInts(int i) {
        NDArray a = known(i);
        return IntStream.range(0, a.size()).map(j -> (int) a.at(j)).toArray();
    }

    /** Whole numbers that older files give as an attribute and newer ones as an input; null where neither is there. */
    public int[] ints(String attribute, int input) {
        return has(attribute) ? ints(attribute) : opt(input) != null ? knownInts(input) : null;
    }

    // ---- attributes

    private AttributeProto find(String name, AttributeType type) {
        for (AttributeProto a : node.getAttributeList()) {
            if (a.getName().equals(name)) {
                if (a.getType() != type) {
                    throw new DypException("attribute " + name + " should be of type " + type + ", but is " + a.getType() + ".");
                }
                return a;
            }
        }
        return null;
    }

    public boolean has(String name) {
        return node.getAttributeList().stream().anyMatch(a -> a.getName().equals(name));
    }

    public int integer(String name, int otherwise) {
        AttributeProto a = find(name, AttributeType.INT);
        return a == null ? otherwise : (int) Math.clamp(a.getI(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public double number(String name, double otherwise) {
        AttributeProto a = find(name, AttributeType.FLOAT);
        return a == null ? otherwise : a.getF();
    }

    public String text(String name, String otherwise) {
        AttributeProto a = find(name, AttributeType.STRING);
        return a == null ? otherwise : a.getS().toStringUtf8();
    }

    /** Null where the attribute is not there. */
    public int[] ints(String name) {
        AttributeProto a = find(name, AttributeType.INTS);
        return a == null ? null : a.getIntsList().stream().mapToInt(v -> (int) Math.clamp(v, Integer.MIN_VALUE, Integer.MAX_VALUE)).toArray();
    }

    public int[] ints(String name, int[] otherwise) {
        int[] found = ints(name);
        return found == null ? otherwise : found;
    }

    /** Empty where the attribute is not there. */
    public float[] floats(String name) {
        AttributeProto a = find(name, AttributeType.FLOATS);
        float[] values = new float[a == null ? 0 : a.getFloatsCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = a.getFloats(i);
        }
        return values;
    }

    /** Empty where the attribute is not there. */
    public List<String> texts(String name) {
        AttributeProto a = find(name, AttributeType.STRINGS);
        return a == null ? List.of() : a.getStringsList().stream().map(ByteString::toStringUtf8).toList();
    }

    /** A tensor among the attributes; null where it is not there. */
    public NDArray tensor(String name) {
        AttributeProto a = find(name, AttributeType.TENSOR);
        return a == null ? null : Tensors.read(a.getT(), null);
    }

    /** A body among the attributes. */
    public GraphProto graph(String name) {
        AttributeProto a = find(name, AttributeType.GRAPH);
        if (a == null) {
            throw new DypException("attribute " + name + ", a graph, is missing.");
        }
        return a.getG();
    }

    /** An axis from 0 on. */
    public int axis(String name, int otherwise) {
        return shape().axis(integer(name, otherwise));
    }

    /** Axes from 0 on, ascending. */
    public static int[] axes(int[] said, int rank) {
        return Arrays.stream(said).map(a -> {
            if (a < -rank || a >= rank) {
                throw new DypException("axis " + a + " does not exist among " + rank + ".");
            }
            return Math.floorMod(a, rank);
        }).sorted().distinct().toArray();
    }

    /** The first input as float32: truth values and whole numbers become so. */
    public static Tensor real(Tensor t) {
        return t.cast(DType.FLOAT32);
    }
}
