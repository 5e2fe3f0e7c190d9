package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Layers one after another. */
public record Chain(List<Layer> layers) implements Body {
    public Chain {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new DypException("A model needs at least one layer, but none was given.");
        }
        names(layers);
    }

    @Override
    public List<Input> inputs() {
        return layers.getFirst() instanceof Input in ? List.of(in) : List.of();
    }

    @Override
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
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        return stages(inputs, scope).getLast().outputs();
    }

    @Override
    public List<Stage> stages(List<Tensor> inputs, Scope scope) {
        List<Stage> stages = new ArrayList<>();
        List<String> names = names();
        List<Tensor> now = inputs;
        for (int i = 0; i < layers.size(); i++) {
            String before = i == 0 ? "the input" : "the layer before it, " + names.get(i - 1) + ",";
            now = Body.call(names.get(i), layers.get(i), now, scope, before);
            stages.add(new Stage(names.get(i), layers.get(i), i == 0 ? List.of() : List.of(names.get(i - 1)), now));
        }
        return stages;
    }
}
