package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.formats.onnx.ops.Call;
import dyp.formats.onnx.ops.Operators;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Files that were made for one size of batch, opened to any: reshapes to lengths in which the batch is hidden take it from their input
 * instead. For the file's own batch they say the same as before. Where the batch went is seen by running the graph for two others side by side.
 */
final class Opening {
    private static final int[] BATCHES = {13, 17};
    private final OnnxFile file;
    private final Map<String, NDArray> numbers;
    private final List<Map<String, Tensor>> runs = new ArrayList<>();

    private Opening(OnnxFile file) {
        this.file = file;
        this.numbers = new LinkedHashMap<>(file.numbers());
        for (int batch : BATCHES) {
            Map<String, Tensor> values = new HashMap<>();
            numbers.forEach((name, value) -> values.put(name, Tensor.constant(value)));
            file.inputs().forEach(in -> values.put(in.name(), Tensor.input(in.name(), in.dtype(), in.sample().batch(batch))));
            runs.add(values);
        }
    }

    static OnnxFile of(OnnxFile file) {
        if (file.fixed() == 0) {
            return file;
        }
        Opening o = new Opening(file);
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : file.nodes()) {
            NodeProto open = node.getOpType().equals("Reshape") && node.getInputCount() == 2 ? o.opened(node) : node;
            nodes.add(open);
            try {
                o.runs.forEach(r -> Operators.run(open, file.opset(), r::get, r));
            } catch (DypException e) {
                throw file.hinted(e);
            }
        }
        return new OnnxFile(nodes, o.numbers, file.inputs(), file.outputs(), file.opset(), file.fixed());
    }

    private NodeProto opened(NodeProto node) {
        Tensor x = runs.get(0).get(node.getInput(0));
        Shape a = x.shape();
        Shape b = runs.get(1).get(node.getInput(0)).shape();
        Tensor said = runs.get(0).get(node.getInput(1));
        if (!Call.isKnown(said) || a.rank() != b.rank()) {
            return node;
        }
        int[] differ = IntStream.range(0, a.rank()).filter(i -> a.dim(i) != b.dim(i)).toArray();
        NDArray to = said.value();
        int[] dims = IntStream.range(0, to.size()).map(i -> (int) to.at(i)).toArray();
        if (differ.length != 1 || a.dim(differ[0]) % BATCHES[0] != 0) {
            return node;
        }
        int[] whole = resolved(dims, a.with(differ[0], a.dim(differ[0]) / BATCHES[0] * file.fixed()));
        int place = whole == null ? -1 : place(whole, product(a.dims(), differ[0]));
        if (place < 0 || dims[place] == -1 || dims[place] == 0 && place == differ[0]) {
            return node;
        }
        dims = whole;
        dims[place] = -1;
        String name = node.getOutput(0) + "/shape";
        while (runs.get(0).containsKey(name)) {
            name += "_";
        }
        NDArray open = NDArray.of(dims);
        numbers.put(name, open);
        String given = name;
        runs.forEach(r -> r.put(given, Tensor.constant(open)));
        return node.toBuilder().setInput(1, name).build();
    }

    /** The lengths for the file's own batch; null where they do not fit its shape. */
    private static int[] resolved(int[] dims, Shape from) {
        int[] whole = dims.clone();
        for (int i = 0; i < whole.length; i++) {
            whole[i] = whole[i] == 0 && i < from.rank() ? from.dim(i) : whole[i];
        }
        try {
            int[] found = Shapes.resolve(from, whole).dims();
            return IntStream.of(found).allMatch(d -> d > 0) ? found : null;
        } catch (DypException e) {
            return null;
        }
    }

    /**
     * The axis in which the batch is: numbers stay in their order, so it stands where as many lie before it.
     *
     * @return -1 where there is none, or several could be: an axis of heads before a batch of 1 looks as one behind it
     */
    private int place(int[] dims, long before) {
        int[] could = IntStream.range(0, dims.length).filter(k -> {
            long outer = product(dims, k);
            return dims[k] % file.fixed() == 0 && before % outer == 0 && dims[k] / file.fixed() % (before / outer) == 0;
        }).toArray();
        int[] alone = IntStream.of(could).filter(k -> dims[k] == file.fixed() && product(dims, k) == before).toArray();
        return alone.length == 1 ? alone[0] : could.length == 1 ? could[0] : -1;
    }

    private static long product(int[] dims, int n) {
        long p = 1;
        for (int i = 0; i < n; i++) {
            p = Math.min(p * dims[i], Long.MAX_VALUE / Integer.MAX_VALUE);
        }
        return p;
    }
}
