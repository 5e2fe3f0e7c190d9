package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph of layer calls from some inputs to some outputs. A layer object that is called several times has one name and one set of
 * weights.
 */
public final class Network implements Body {
    private final List<Input> inputs;
    private final List<Symbol> outputs;
    private final List<Applied.Call> calls = new ArrayList<>();
    private final Map<Layer, String> names = new IdentityHashMap<>();
    private final List<String> order = new ArrayList<>();

    /** @throws DypException where an output hangs on an input that is not listed, or two layers have one name */
    public Network(List<Input> inputs, List<? extends Symbol> outputs) {
        this(inputs, outputs, Map.of());
    }

    /** @param known the names that layers had before */
    private Network(List<Input> inputs, List<? extends Symbol> outputs, Map<Layer, String> known) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new DypException("A model needs an input and an output at least, but " + inputs.size() + " and " + outputs.size() + " came.");
        }
        Names given = new Names();
        Map<String, Layer> byName = new LinkedHashMap<>();
        this.inputs.forEach(in -> name(in, known, given, byName));
        Set<Applied.Call> done = new LinkedHashSet<>();
        this.outputs.forEach(out -> visit(out, done));
        arrange(List.copyOf(done));
        calls.forEach(c -> name(c.layer, known, given, byName));
    }

    private void name(Layer layer, Map<Layer, String> known, Names given, Map<String, Layer> byName) {
        String name = names.computeIfAbsent(layer, l -> known.containsKey(l) ? known.get(l) : given.next(l));
        Layer same = byName.put(name, layer);
        if (same == null) {
            order.add(name);
        } else if (same != layer) {
            throw new DypException("Two layers are called '" + name + "'. Give each a name of its own.");
        }
    }

    /**
     * Puts the calls in Keras's order, which is that of the variables in its files: those furthest from the outputs first, and of those as
     * far away the one that is met first on the way back from the outputs.
     *
     * @param met in the order in which they were met
     */
    private void arrange(List<Applied.Call> met) {
        Map<Applied.Call, Integer> depths = new HashMap<>();
        for (Applied.Call call : calls.reversed()) {
            int depth = depths.computeIfAbsent(call, _ -> 0) + 1;
            for (Symbol in : call.inputs) {
                if (in instanceof Applied a) {
                    depths.merge(a.call(), depth, Math::max);
                }
            }
        }
        Map<Applied.Call, Integer> places = new HashMap<>();
        met.forEach(c -> places.put(c, places.size()));
        calls.sort(Comparator.<Applied.Call>comparingInt(c -> -depths.get(c)).thenComparingInt(places::get));
    }

    @Override
    public Layer layer(String name) {
        return names.entrySet().stream().filter(e -> e.getValue().equals(name)).findFirst().orElseThrow(() -> Body.unknown(name, order)).getKey().bare();
    }

    /** What a layer gives: its first call's first output. */
    private Symbol output(String name) {
        return inputs.stream().filter(in -> names.get(in).equals(name)).map(Symbol.class::cast).findFirst()
                .or(() -> calls.stream().filter(c -> names.get(c.layer).equals(name)).findFirst().map(Applied::first))
                .orElseThrow(() -> Body.unknown(name, order));
    }

    @Override
    public Network until(List<String> layers) {
        List<Symbol> ends = layers.stream().map(this::output).toList();
        Network part = new Network(inputs, ends, names);
        List<Input> taken = inputs.stream().filter(in -> ends.contains(in) || part.calls.stream().anyMatch(c -> c.inputs.contains(in))).toList();
        return taken.size() == inputs.size() ? part : new Network(taken, ends, names);
    }

    /** Each call after what it takes. */
    private void visit(Symbol symbol, Set<Applied.Call> done) {
        switch (symbol) {
            case Input in -> {
                if (inputs.stream().noneMatch(known -> known == in)) {
                    throw new DypException("An output hangs on " + in + ", which is not among the model's inputs. List it there.");
                }
            }
            case Applied a -> {
                if (done.add(a.call())) {
                    a.call().inputs.forEach(s -> visit(s, done));
                    calls.add(a.call());
                }
            }
        }
    }

    /** Where a symbol comes from: an output of one of a layer's calls, all counted from 0. */
    public record Origin(String layer, int call, int output) {}

    /**
     * One call of a layer.
     *
     * @param origins where each input comes from
     */
    public record Node(String name, Layer layer, List<Symbol> inputs, List<Origin> origins) {}

    /** The calls, each after those whose outputs it takes. */
    public List<Node> nodes() {
        return calls.stream().map(c -> new Node(names.get(c.layer), c.layer, c.inputs, c.inputs.stream().map(this::origin).toList())).toList();
    }

    /** Where a symbol of this model comes from. */
    public Origin origin(Symbol symbol) {
        return switch (symbol) {
            case Input in -> new Origin(names.get(in), 0, 0);
            case Applied a -> new Origin(name(a), calls.stream().filter(c -> c.layer == a.call().layer).toList().indexOf(a.call()), a.index());
        };
    }

    @Override
    public List<Input> inputs() {
        return inputs;
    }

    @Override
    public List<String> inputNames() {
        return inputs.stream().map(names::get).toList();
    }

    public List<Symbol> outputs() {
        return outputs;
    }

    @Override
    public List<String> outputNames() {
        return outputs.stream().map(this::name).toList();
    }

    @Override
    public List<String> names() {
        return order;
    }

    @Override
    public List<Tensor> apply(List<Tensor> given, Scope scope) {
        Map<Applied.Call, List<Tensor>> values = new IdentityHashMap<>();
        List<Tensor> begun = begin(given, scope);
        run(begun, scope, values);
        return outputs.stream().map(s -> value(s, begun, values)).toList();
    }

    @Override
    public List<Stage> stages(List<Tensor> given, Scope scope) {
        List<Tensor> begun = begin(given, scope);
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            stages.add(new Stage(names.get(inputs.get(i)), inputs.get(i), List.of(), List.of(begun.get(i))));
        }
        stages.addAll(run(begun, scope, new IdentityHashMap<>()));
        return stages;
    }

    private List<Tensor> begin(List<Tensor> given, Scope scope) {
        if (given.size() != inputs.size()) {
            throw new DypException("The model takes " + inputs.size() + " input(s), but " + given.size() + " came.");
        }
        List<Tensor> begun = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            begun.addAll(Body.call(names.get(inputs.get(i)), inputs.get(i), List.of(given.get(i)), scope, "the data"));
        }
        return begun;
    }

    private List<Stage> run(List<Tensor> begun, Scope scope, Map<Applied.Call, List<Tensor>> values) {
        List<Stage> stages = new ArrayList<>();
        for (Applied.Call call : calls) {
            List<Tensor> in = call.inputs.stream().map(s -> value(s, begun, values)).toList();
            List<String> from = call.inputs.stream().map(this::name).toList();
            String name = names.get(call.layer);
            List<Tensor> out = Body.call(name, call.layer, in, scope, String.join(" and ", from));
            values.put(call, out);
            stages.add(new Stage(name, call.layer, from, out));
        }
        return stages;
    }

    private String name(Symbol symbol) {
        return switch (symbol) {
            case Input in -> names.get(in);
            case Applied a -> names.get(a.call().layer);
        };
    }

    private Tensor value(Symbol symbol, List<Tensor> begun, Map<Applied.Call, List<Tensor>> values) {
        return switch (symbol) {
            case Input in -> begun.get(place(in));
            case Applied a -> values.get(a.call()).get(a.index());
        };
    }

    private int place(Input in) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) == in) {
                return i;
            }
        }
        throw new IllegalStateException("not an input of this model: " + in);
    }
}
