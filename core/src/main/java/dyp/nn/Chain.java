package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Layers one after another. */
public record Chain(List<Layer> layers) implements Layer {
    public Chain {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new DypException("A model needs at least one layer, but none was given.");
        }
        names(layers);
    }

    /** What a layer is called in this chain and what it gave. */
    public record Stage(String name, Layer layer, Tensor output) {}

    /** The layers' names, in order. */
    public List<String> names() {
        return names(layers);
    }

    private static List<String> names(List<Layer> layers) {
        Names names = new Names();
        List<String> all = layers.stream().map(names::next).toList();
        Set<String> seen = new HashSet<>();
        for (String name : all) {
            if (!seen.add(name)) {
                throw new DypException("Two layers are called '" + name + "'. Give each a name of its own.");
            }
        }
        return all;
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return stages(x, scope).getLast().output();
    }

    /** Every layer's output. */
    public List<Stage> stages(Tensor x, Scope scope) {
        List<Stage> stages = new ArrayList<>();
        List<String> names = names();
        Tensor now = x;
        for (int i = 0; i < layers.size(); i++) {
            String name = names.get(i);
            Layer layer = layers.get(i);
            Tensor in = now;
            String before = i == 0 ? "the input" : "the layer before it, " + names.get(i - 1) + ",";
            Scope inside = scope.child(name);
            now = Tensor.labelled(inside.path(), () -> {
                try {
                    return masked(layer, in, layer.apply(in, inside), inside);
                } catch (DypException e) {
                    throw named(name, e, before, in.shape());
                }
            });
            stages.add(new Stage(name, layer, now));
        }
        return stages;
    }

    private static Tensor masked(Layer layer, Tensor in, Tensor out, Scope scope) {
        if (layer.keepsMask() && scope.mask(in) != null && scope.mask(out) == null) {
            scope.mask(out, scope.mask(in));
        }
        return out;
    }

    /** The message once more, with the layer's name in front and what came into it behind. */
    private static DypException named(String name, DypException e, String before, Shape in) {
        String text = e.getMessage().startsWith("[" + name) ? e.getMessage() : "[" + name + "] " + e.getMessage();
        String gives = Arrays.stream(in.sample().dims()).mapToObj(d -> ", " + d).collect(Collectors.joining("", "(batch", ")"));
        return new DypException(text + " Here " + before + " gives " + gives + ".", e);
    }
}
