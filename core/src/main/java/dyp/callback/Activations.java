package dyp.callback;

import dyp.op.Graphs;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a model's layers give, found in the graph of its loss: the tensors of a layer that another layer or the loss takes. */
final class Activations {
    /** A layer's output, (batch, ..., units). */
    record Layer(String path, Tensor output) {
        /** Mean, standard deviation, least value, and the share of units that are 0 all over the batch. */
        Tensor figures() {
            Tensor mean = output.mean();
            Tensor std = output.sub(mean).square().mean().sqrt();
            int[] allButUnits = IntStream.range(0, output.shape().rank() - 1).toArray();
            Tensor dead = output.abs().max(allButUnits).equal(Tensor.scalar(0)).mean();
            return Tensor.concat(0, mean.reshape(1), std.reshape(1), output.min().reshape(1), dead.reshape(1));
        }
    }

    private Activations() {}

    /** In the order in which they are computed. */
    static List<Layer> of(Tensor loss) {
        List<Tensor> sorted = Graphs.sorted(List.of(loss));
        Map<Tensor, List<Tensor>> users = Graphs.consumers(sorted);
        int batch = sorted.stream().filter(t -> t.op() instanceof Leaf.Input && t.shape().rank() > 0).mapToInt(t -> t.shape().dim(0)).findFirst().orElse(-1);
        Map<String, Tensor> last = new LinkedHashMap<>();
        for (Tensor t : sorted) {
            boolean leaves = users.get(t).isEmpty() || users.get(t).stream().anyMatch(u -> !u.path().equals(t.path()));
            boolean perSample = !(t.op() instanceof Leaf) && t.dtype() == DType.FLOAT32 && t.shape().rank() > 1 && t.shape().dim(0) == batch;
            if (!t.path().isEmpty() && leaves && perSample) {
                // Where several leave a layer, its own output is made last.
                last.remove(t.path());
                last.put(t.path(), t);
            }
        }
        List<Layer> layers = new ArrayList<>();
        last.forEach((path, output) -> layers.add(new Layer(path, output)));
        return layers;
    }
}
