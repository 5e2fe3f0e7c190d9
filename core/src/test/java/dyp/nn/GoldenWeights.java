package dyp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.nn.golden.KerasModel;
import dyp.op.Leaf;
import dyp.tensor.NDArray;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Puts the weights of a .keras file into ours. */
public final class GoldenWeights {
    /** Parts of layers in the order in which ours ask for them; theirs are stored by the alphabet. */
    private static final List<String> PARTS = List.of("forward_layer", "backward_layer", "query_dense", "key_dense", "value_dense", "output_dense");

    private GoldenWeights() {}

    /** Ours in the order asked for, theirs in the order of the parts and paths inside each layer's group. */
    public static void load(Variables variables, KerasModel model, Map<String, NDArray> theirs) {
        for (String layer : model.layers().keySet()) {
            List<Leaf.Variable> ours = variables.all().stream().filter(v -> v.name().startsWith(layer + "/")).toList();
            List<NDArray> values = theirs.entrySet().stream().filter(e -> e.getKey().startsWith(model.group(layer)))
                    .sorted(Comparator.comparingInt(e -> PARTS.indexOf(e.getKey().split("/")[2].replaceFirst("^_", "")))).map(Map.Entry::getValue).toList();
            assertEquals(ours.size(), values.size(), "variables of " + layer + ", ours " + ours + ", theirs " + theirs.keySet());
            for (int i = 0; i < values.size(); i++) {
                NDArray value = ours.get(i).value();
                assertEquals(values.get(i).shape(), value.shape(), "shape of " + ours.get(i));
                System.arraycopy(values.get(i).data(), 0, value.data(), 0, value.size());
            }
        }
    }
}
