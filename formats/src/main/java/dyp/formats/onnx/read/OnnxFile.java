package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dyp.formats.onnx.ops.Operators;
import dyp.formats.onnx.proto.Tensors;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file holds, held against what a graph has to be: every name given once, before it is taken.
 *
 * @param opset the version of ONNX's own operators
 * @param fixed the batch that the file was made for; 0 where it is open
 * @param numbers the initializers
 * @param outputs names
 */
record OnnxFile(List<NodeProto> nodes, Map<String, NDArray> numbers, List<In> inputs, List<String> outputs, long opset, int fixed) {
    private static final long LARGEST = Integer.MAX_VALUE - 8;
    private static final int DEEPEST = 64;
    private static final long OLDEST = 7;

    /** An input of the graph: its axes without the batch. */
    record In(String name, DType dtype, Shape sample) {}

    static OnnxFile read(Path file) {
        ModelProto model = parse(file);
        if (!model.hasGraph() || model.getGraph().getOutputCount() == 0) {
            throw new DypException("it holds no graph with outputs. Is it an .onnx file, and whole?");
        }
        GraphProto graph = model.getGraph();
        if (graph.getSparseInitializerCount() > 0) {
            throw new DypException("it holds sparse initializers, which are not read.");
        }
        long opset = model.getOpsetImportList().stream().filter(o -> o.getDomain().isEmpty() || o.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion).findFirst().orElse(model.getOpsetImportCount() == 0 ? 1 : 13);
        if (opset < OLDEST) {
            throw new DypException("it is of opset " + opset + "; from " + OLDEST + " on they are read. Export it anew.");
        }
        Path folder = file.toAbsolutePath().getParent();
        Map<String, NDArray> numbers = new LinkedHashMap<>();
        for (TensorProto t : graph.getInitializerList()) {
            if (numbers.put(t.getName(), Tensors.read(t, folder)) != null) {
                throw new DypException("two initializers are called '" + t.getName() + "'.");
            }
        }
        List<ValueInfoProto> open = graph.getInputList().stream().filter(i -> !numbers.containsKey(i.getName())).toList();
        int fixed = fixed(open);
        List<In> inputs = open.stream().map(OnnxFile::input).toList();
        List<NodeProto> nodes = Functions.inlined(model).stream().map(n -> Rewriting.learning(n, numbers)).toList();
        check(nodes, numbers.keySet(), inputs, graph);
        return new OnnxFile(nodes, numbers, inputs, graph.getOutputList().stream().map(ValueInfoProto::getName).toList(), opset, fixed);
    }

    /** What went wrong, and what it may come of. */
    DypException hinted(DypException e) {
        return fixed == 0 ? e : new DypException(e.getMessage() + " The file was made for a batch of " + fixed
                + ", and takes any where that is plain to see; export it with an open batch (dynamic_axes, dynamic_shapes).", e);
    }

    private static ModelProto parse(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new DypException("there is no such file. Check the path.");
            }
            long size = Files.size(file);
            if (size > LARGEST || 2 * size > Runtime.getRuntime().maxMemory()) {
                throw new DypException("it is " + (size >> 20) + " MiB, more than is read with this JVM's memory. Start it with a larger -Xmx.");
            }
            CodedInputStream in = CodedInputStream.newInstance(Files.readAllBytes(file));
            in.setRecursionLimit(DEEPEST);
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new DypException("it is no .onnx file, or is cut off or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DypException("it cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The first axis, where it is the same number for all inputs. */
    private static int fixed(List<ValueInfoProto> inputs) {
        Set<Long> first = new HashSet<>();
        for (ValueInfoProto v : inputs) {
            TensorShapeProto s = v.getType().getTensorType().getShape();
            first.add(s.getDimCount() > 0 ? s.getDim(0).getDimValue() : 0);
        }
        return first.size() == 1 ? (int) Math.clamp(first.iterator().next(), 0, Integer.MAX_VALUE) : 0;
    }

    private static In input(ValueInfoProto v) {
        String what = "input '" + v.getName() + "'";
        if (!v.getType().hasTensorType()) {
            throw new DypException(what + " is a " + v.getType().getValueCase() + ", but only tensors go in.");
        }
        TypeProto.Tensor t = v.getType().getTensorType();
        DType dtype = Tensors.dtype(t.getElemType());
        if (dtype == null) {
            throw new DypException(what + " takes " + Tensors.word(t.getElemType()) + ", which is not read; numbers are.");
        }
        if (!t.hasShape() || t.getShape().getDimCount() == 0) {
            throw new DypException(what + " does not say its axes, of which the first is the batch. Export the model with them.");
        }
        List<Long> dims = new ArrayList<>();
        for (TensorShapeProto.Dimension d : t.getShape().getDimList().subList(1, t.getShape().getDimCount())) {
            if (d.getDimValue() < 1) {
                throw new DypException(what + " has an open axis" + (d.getDimParam().isEmpty() ? "" : " '" + d.getDimParam()
                        + "'") + " besides the batch. Export the model with lengths for all axes but the first.");
            }
            dims.add(d.getDimValue());
        }
        return new In(v.getName(), dtype, Tensors.shape(dims, what));
    }

    private static void check(List<NodeProto> nodes, Set<String> numbers, List<In> inputs, GraphProto graph) {
        Set<String> given = new HashSet<>(numbers);
        for (In in : inputs) {
            given.add(in.name());
        }
        for (NodeProto node : nodes) {
            Operators.find(node);
            for (String in : node.getInputList()) {
                if (!in.isEmpty() && !given.contains(in)) {
                    throw new DypException(Operators.words(node) + " takes '" + in + "', which nothing before it gives.");
                }
            }
            for (String out : node.getOutputList()) {
                if (!out.isEmpty() && !given.add(out)) {
                    throw new DypException(Operators.words(node) + " gives '" + out + "', which is there already.");
                }
            }
        }
        for (ValueInfoProto out : graph.getOutputList()) {
            if (!given.contains(out.getName())) {
                throw new DypException("its output '" + out.getName() + "' is given by no node.");
            }
        }
    }
}
