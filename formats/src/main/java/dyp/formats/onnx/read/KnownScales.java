package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.nn.Layer;
import dyp.preprocessing.Preprocessing;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Data times or plus numbers that do not learn, one for all or one for each channel: Keras's Rescaling. */
final class KnownScales {
    private KnownScales() {}

    static boolean build(NodeProto node, Assembly on) {
        if (!node.getDomain().isEmpty() || node.getInputCount() != 2 || !List.of("Add", "Sub", "Mul", "Div").contains(node.getOpType())) {
            return false;
        }
        int at = on.sym(node, 0) != null ? 0 : 1;
        Sym x = on.sym(node, at);
        NDArray by = on.numbers(node, 1 - at);
        if (x == null || by == null || by.size() > 1 && Weights.learns(node, node.getInput(1 - at), on.values) || x.symbol().dtype() != DType.FLOAT32
                || by.dtype() != DType.FLOAT32 || by.shape().rank() > x.rank() || at == 1 && (node.getOpType().equals("Div") || node.getOpType().equals("Sub"))) {
            return false;
        }
        NDArray lies = Weights.lying(by, x.order());
        int last = lies.shape().rank() - 1;
        if (lies.size() != 1 && (lies.shape().last() != lies.size() || lies.size() != x.sample()[x.sample().length - 1] || last != x.rank() - 1)) {
            return false;
        }
        double[] all = IntStream.range(0, lies.size()).mapToDouble(lies::at).toArray();
        double[] scale = switch (node.getOpType()) {
            case "Mul" -> all;
            case "Div" -> Arrays.stream(all).map(v -> 1 / v).toArray();
            default -> new double[] {1};
        };
        double[] offset = switch (node.getOpType()) {
            case "Add" -> all;
            case "Sub" -> Arrays.stream(all).map(v -> -v).toArray();
            default -> new double[] {0};
        };
        // A number that is none, or infinite, is not written into a layer's configuration.
        if (Arrays.stream(scale).anyMatch(v -> !Double.isFinite(v)) || Arrays.stream(offset).anyMatch(v -> !Double.isFinite(v))) {
            return false;
        }
        Layer layer = scale.length == 1 && offset.length == 1 ? Preprocessing.rescaling(scale[0], offset[0]) : Preprocessing.rescaling(scale, offset);
        on.put(node.getOutput(0), new Sym(on.on(layer, node, x.symbol()), x.order()));
        return true;
    }
}
