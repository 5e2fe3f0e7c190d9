package dyp.formats.onnx.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file's numbers on their way into layers. */
final class Weights {
    /** Inputs that say how something is done, and are no weights. */
    private static final Map<String, Set<Integer>> SETTINGS = Map.of("Resize", Set.of(1, 2, 3), "Upsample", Set.of(1), "OneHot", Set.of(1, 2), "Pad", Set.of(1, 2, 3),
            "Range", Set.of(0, 1, 2), "Clip", Set.of(1, 2), "Dropout", Set.of(1, 2), "BatchNormalization", Set.of(3, 4), "Pow", Set.of(1), "If", Set.of(0));

    private Weights() {}

    /** Whether known numbers that a node takes are to learn: float32 initializers of several numbers, and what is made of them. */
    static boolean learns(NodeProto node, String name, Values values) {
        Set<Integer> settings = SETTINGS.getOrDefault(node.getOpType(), Set.of());
        return values.isWeight(name) && settings.stream().noneMatch(i -> i < node.getInputCount() && node.getInput(i).equals(name));
    }

    /** Numbers that are stretched over a value of some rank, for a symbol whose axes lie so. */
    static NDArray lying(NDArray a, List<Integer> order) {
        if (a.size() == 1) {
            return a;
        }
        int[] dims = new int[order.size()];
        Arrays.fill(dims, 1);
        System.arraycopy(a.shape().dims(), 0, dims, dims.length - a.shape().rank(), a.shape().rank());
        return turned(a.reshape(dims), Assembly.ints(Sym.inverse(order)));
    }

    static NDArray turned(NDArray a, int... order) {
        return Tensor.constant(a).transpose(order).value();
    }

    /** A kernel (out, in, spatial...) as (spatial..., in, out). */
    static NDArray kernel(NDArray k) {
        int rank = k.shape().rank();
        int[] order = new int[rank];
        Arrays.setAll(order, i -> i < rank - 2 ? i + 2 : rank - 1 - i);
        return turned(k, order);
    }

    /** Blocks of rows in another order: a recurrent node's gates. */
    static NDArray blocks(NDArray a, int... order) {
        int block = a.size() / order.length;
        return NDArray.generate(a.shape(), i -> a.at(order[i / block] * block + i % block));
    }

    static NDArray sum(NDArray a, NDArray b) {
        return Tensor.constant(a).add(Tensor.constant(b)).value();
    }
}
