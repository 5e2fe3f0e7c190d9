package dyp.zoo;

import static dyp.nn.Layers.dense;

import dyp.nn.Symbol;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.List;
import java.util.Map;

/** A family of networks: what it makes of its input, for any size and any number of channels. */
interface Architecture {
    /** All up to the classifier. */
    Symbol features(Net net, Symbol x);

    /** The classifier: the mean over all places, then a class each. */
    default Symbol top(Net net, Symbol features) {
        return net.put("predictions", "fc|classifier.1|classifier|head.fc", dense(net.classes(), net.end()), net.globalAverage("avg_pool", features));
    }

    /** The styles that there are, the usual one first. */
    default List<Style> styles() {
        return List.of(Style.KERAS, Style.TORCH);
    }

    /** How pictures of 0 to 255 are prepared. */
    Preprocess preprocess(Style style);

    /** Arrays of a state dict brought to the size of this model; how pictures are prepared for them. */
    default Pretrained adapt(Model model, Map<String, NDArray> arrays) {
        return new Pretrained(arrays, null);
    }

    /** Whether a variable is the network's own matter, which PyTorch's files do not have. */
    default boolean own(String variable) {
        return false;
    }

    /** Whatever else is to be set once weights are loaded. */
    default void loaded(Model model, Style from) {}

    /** A state dict that is ready to be taken. @param preprocess null for the style's own */
    record Pretrained(Map<String, NDArray> arrays, Preprocess preprocess) {}

    /** A variable's live value; null where there is none. */
    static NDArray value(Model model, String variable) {
        return model.variables().stream().filter(v -> v.name().equals(variable)).map(Variable::value).findFirst().orElse(null);
    }
}
