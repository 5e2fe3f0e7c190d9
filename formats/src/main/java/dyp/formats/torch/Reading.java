package dyp.formats.torch;

import dyp.formats.torch.Report.Match;
import dyp.formats.torch.Report.Missing;
import dyp.formats.torch.Source.Module;
import dyp.formats.torch.Source.Taken;
import dyp.nn.Bidirectional;
import dyp.nn.Conv1D;
import dyp.nn.Conv1DTranspose;
import dyp.nn.Conv2D;
import dyp.nn.Conv2DTranspose;
import dyp.nn.Conv3D;
import dyp.nn.Conv3DTranspose;
import dyp.nn.Dense;
import dyp.nn.DepthwiseConv1D;
import dyp.nn.DepthwiseConv2D;
import dyp.nn.GRU;
import dyp.nn.Layer;
import dyp.nn.MultiHeadAttention;
import dyp.nn.Recurrent;
import dyp.nn.SeparableConv1D;
import dyp.nn.SeparableConv2D;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** One reading of a state dict: layer by layer, what each variable is to hold. */
final class Reading {
    private final Source source;
    private final Map<Variable, NDArray> values = new LinkedHashMap<>();
    private final Set<Variable> asked = new HashSet<>();
    private final List<Match> matched = new ArrayList<>();
    private final Map<String, Missing> missing = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    Reading(Source source) {
        this.source = source;
    }

    Map<Variable, NDArray> values() {
        return values;
    }

    List<Match> matched() {
        return matched;
    }

    List<Missing> missing() {
        return List.copyOf(missing.values());
    }

    /** Sentences on arrays that are there and do not fit. */
    List<String> faults() {
        return faults;
    }

    /**
     * All variables of a layer from a module.
     *
     * @param own the layer's variables by the end of their path, as {@code kernel} or {@code query/bias}
     * @param flattened what a flatten before it took, where there is one; else null
     */
    void layer(Layer layer, Module module, Map<String, Variable> own, Shape flattened) {
        switch (layer) {
            case Dense _ -> weight(module, own, a -> Turn.linear(a, flattened));
            case Conv1D _ -> weight(module, own, a -> Turn.kernel(a, 1));
            case Conv2D _ -> weight(module, own, a -> Turn.kernel(a, 2));
            case Conv3D _ -> weight(module, own, a -> Turn.kernel(a, 3));
            case Conv1DTranspose t -> weight(module, own, a -> Turn.transposed(a, t.filters()));
            case Conv2DTranspose t -> weight(module, own, a -> Turn.transposed(a, t.filters()));
            case Conv3DTranspose t -> weight(module, own, a -> Turn.transposed(a, t.filters()));
            case DepthwiseConv1D _, DepthwiseConv2D _ -> weight(module, own, a -> Turn.depthwise(a, own.get("kernel").value().shape().dim(-2)));
            case SeparableConv1D _ -> separable(module, own, 1);
            case SeparableConv2D _ -> separable(module, own, 2);
            case MultiHeadAttention a -> attention(module, own, a.numHeads());
            case Bidirectional b -> {
                recurrent(b.layer(), module, own, "forward_layer/", "");
                recurrent(b.backwardLayer(), module, own, "backward_layer/", "_reverse");
            }
            case Recurrent<?> r -> recurrent(r, module, own, "", "");
            default -> own.forEach((name, v) -> variable(v, switch (name) {
                case "gamma", "scale", "alpha", "embeddings" -> List.of(module.key("weight"));
                case "beta" -> List.of(module.key("bias"));
                case "moving_mean" -> List.of(module.key("running_mean"));
                case "moving_variance" -> List.of(module.key("running_var"));
                default -> List.of(module.key(name.replace('/', '.')));
            }));
        }
        // Such as the gate of an attention, which PyTorch does not have.
        own.values().stream().filter(v -> !asked.contains(v)).forEach(v -> missing.put(v.name(), new Missing(v.name(), List.of())));
    }

    /** A variable of which the key is known: as it is but for axes of length 1. */
    void variable(Variable v, List<String> keys) {
        put(v, keys, a -> squeezed(a.shape()).equals(squeezed(v.value().shape())) ? a.reshape(v.value().shape().dims()) : a);
    }

    private static Shape squeezed(Shape s) {
        return Shape.of(IntStream.of(s.dims()).filter(d -> d != 1).toArray());
    }

    private void weight(Module module, Map<String, Variable> own, UnaryOperator<NDArray> turn) {
        put(own.get("kernel"), List.of(module.key("weight")), turn);
        put(own.get("bias"), List.of(module.key("bias")), a -> a);
    }

    private void separable(Module module, Map<String, Variable> own, int places) {
        Variable each = own.get("depthwise_kernel");
        put(each, List.of(module.key("conv1.weight"), module.key("conv_dw.weight"), module.key("depthwise.weight")),
                a -> Turn.depthwise(a, each.value().shape().dim(-2)));
        put(own.get("pointwise_kernel"), List.of(module.key("pointwise.weight"), module.key("conv_pw.weight")), a -> Turn.kernel(a, places));
        put(own.get("bias"), List.of(module.key("pointwise.bias"), module.key("conv_pw.bias")), a -> a);
    }

    /** Query, key and value in one array of rows, as {@code nn.MultiheadAttention} and timm have them, or each alone. */
    private void attention(Module module, Map<String, Variable> own, int heads) {
        List<String> names = List.of("query", "key", "value");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int part = i;
            for (String kind : List.of("kernel", "bias")) {
                Variable v = own.get(name + "/" + kind);
                String end = kind.equals("kernel") ? "weight" : "bias";
                List<String> fused = List.of(module.key("in_proj_" + end), module.key("qkv." + end));
                List<String> alone = List.of(module.key(name.charAt(0) + "_proj_" + end), module.key(name.charAt(0) + "_proj." + end), module.key(name + "." + end));
                boolean one = fused.stream().anyMatch(source::has);
                put(v, one ? fused : alone, a -> {
                    NDArray rows = one ? Turn.part(a, part, 3) : a;
                    return (rows.shape().rank() == 2 ? Turn.axes(rows, 1, 0) : rows).reshape(v.value().shape().dims());
                });
            }
        }
        Variable out = own.get("attention_output/kernel");
        put(out, List.of(module.key("out_proj.weight"), module.key("proj.weight")), a -> Turn.axes(a, 1, 0).reshape(heads, -1, a.shape().dim(0)));
        put(own.get("attention_output/bias"), List.of(module.key("out_proj.bias"), module.key("proj.bias")), a -> a);
    }

    /** Gates lie in rows there, and inputs and state have a bias each. */
    private void recurrent(Recurrent<?> layer, Module module, Map<String, Variable> own, String in, String direction) {
        String end = "_l" + module.depth() + direction;
        UnaryOperator<NDArray> order = layer.bare() instanceof GRU ? a -> Turn.gates(a, 1, 0, 2) : a -> a;
        put(own.get(in + "kernel"), List.of(module.key("weight_ih" + end)), a -> Turn.axes(order.apply(a), 1, 0));
        put(own.get(in + "recurrent_kernel"), List.of(module.key("weight_hh" + end)), a -> Turn.axes(order.apply(a), 1, 0));
        Variable bias = own.get(in + "bias");
        Taken other = source.take(List.of(module.key("bias_hh" + end)));
        put(bias, List.of(module.key(other == null ? "bias_hh" + end : "bias_ih" + end)), a -> both(order.apply(a), order.apply(other.value()), bias.value().shape()),
                other == null ? new String[0] : new String[] {other.key()});
    }

    /** The sum of two biases, or one after the other where ours has two as well. */
    private static NDArray both(NDArray input, NDArray state, Shape shape) {
        return shape.rank() == 1 ? Turn.sum(input, state)
                : NDArray.generate(shape, i -> i < input.size() ? input.at(i) : state.at(i - input.size()));
    }

    private void put(Variable v, List<String> keys, UnaryOperator<NDArray> turn, String... further) {
        if (v == null) {
            return;
        }
        asked.add(v);
        Taken taken = source.take(keys);
        if (taken == null) {
            missing.put(v.name(), new Missing(v.name(), keys));
            return;
        }
        NDArray value = turned(taken, turn);
        if (value == null || !value.shape().equals(v.value().shape())) {
            faults.add(taken.key() + " is " + taken.value().shape() + (value == null || value.shape().equals(taken.value().shape()) ? "" : ", which gives "
                    + value.shape()) + ", but " + v.name() + " is " + v.value().shape());
            return;
        }
        values.put(v, value);
        List<String> from = new ArrayList<>(List.of(taken.key()));
        from.addAll(List.of(further));
        matched.add(new Match(v.name(), from));
    }

    /** Null where an array is not even of the right rank or size. */
    private static NDArray turned(Taken taken, UnaryOperator<NDArray> turn) {
        try {
            return turn.apply(taken.value());
        } catch (RuntimeException e) {
            return null;
        }
    }
}
