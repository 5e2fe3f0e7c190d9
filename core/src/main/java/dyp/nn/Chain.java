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
        return layers.getFirst().inputs();
    }

    @Override
    public List<String> inputNames() {
        return List.of(layers.getFirst() instanceof Input ? names().getFirst() : "input");
    }

    @Override
    public List<String> outputNames() {
        return List.of(names().getLast());
    }

    @Override
    public List<String> names() {
        return names(layers);
    }

    @Override
    public Layer layer(String name) {
        return layers.get(place(name)).bare();
    }

    private int place(String name) {
        int place = names().indexOf(name);
        if (place < 0) {
            throw Body.unknown(name, names());
        }
        return place;
    }

    @Override
    public Body until(List<String> ends) {
        return ends.size() == 1 ? new Chain(layers.subList(0, place(ends.getFirst()) + 1)) : graph().until(ends);
    }

    /** The same as a graph of calls, which may have several outputs. */
    private Network graph() {
        if (inputs().isEmpty()) {
            throw new DypException("Only a model that knows its input can be cut at several layers. Put input(...) before the first layer.");
        }
        List<Symbol> now = List.copyOf(inputs());
        for (int i = layers.getFirst() instanceof Input ? 1 : 0; i < layers.size(); i++) {
            now = List.of(new Named(names().get(i), layers.get(i)).on(now.toArray(Symbol[]::new)));
        }
        return new Network(inputs(), now);
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
