package dyp.formats.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.init.Initializers;
import dyp.nn.Activation;
import dyp.nn.Layers;
import dyp.nn.Parameter;
import dyp.nn.Recurrent;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Binary;
import dyp.op.Graphs;
import dyp.op.Leaf;
import dyp.op.Scan;
import dyp.op.ScanBody;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Scans that ONNX has a node for. They are known by their bodies, which are held against those of the layers that make such. */
final class Cells {
    /**
     * A kind of cell.
     *
     * @param word ONNX's
     * @param gates in ONNX's order, by their number here
     * @param resetAfter of a GRU: whether the reset gate comes after the product
     */
    private record Kind(String word, List<Integer> gates, boolean resetAfter, List<String> activations, Recurrent<?> layer) {}

    private Cells() {}

    private static List<Kind> kinds(int states, int width, int units) {
        List<Integer> gru = List.of(0, 1, 2);
        if (states == 2) {
            return width != 4 * units ? List.of() : List.of(new Kind("LSTM", List.of(0, 3, 1, 2), false, List.of(), Layers.lstm(units)));
        }
        return states != 1 ? List.of() : width == units ? List.of(new Kind("RNN", List.of(0), false, List.of(), Layers.simpleRnn(units)),
                new Kind("RNN", List.of(0), false, List.of("Relu"), Layers.simpleRnn(units).activation(Activation.RELU))) : width != 3 * units ? List.of()
                : List.of(new Kind("GRU", gru, true, List.of(), Layers.gru(units)), new Kind("GRU", gru, true, List.of(), Layers.gru(units).useBias(false)),
                        new Kind("GRU", gru, false, List.of(), Layers.gru(units).resetAfter(false)));
    }

    /** Null where the scan is none of these. */
    static Plan plan(Scan op, Tensor t, Drawing on) {
        ScanBody body = op.body();
        int states = body.carried().size();
        if (states == 0 || body.sequences().size() != 1 || body.carried().getFirst().shape().rank() != 2 || t.input(states).shape().rank() != 3) {
            return null;
        }
        Tensor sequence = t.input(states);
        boolean biased = sequence.op() == Binary.ADD && on.known(sequence.input(1));
        Tensor product = biased ? sequence.input(0) : sequence;
        Tensor x = Products.flat(product, on);
        List<Tensor> captured = t.inputs().subList(states + 1, t.inputs().size());
        if (x == null || !on.known(product.input(0).input(1)) || !captured.stream().allMatch(on::known)) {
            return null;
        }
        int units = body.carried().getFirst().shape().last();
        Kind kind = kinds(states, sequence.shape().last(), units).stream().filter(k -> isAlike(body, pattern(k.layer, body), new HashMap<>())).findFirst().orElse(null);
        if (kind == null) {
            return null;
        }
        boolean fresh = t.inputs().subList(0, states).stream().allMatch(s -> s.op() instanceof View.Broadcast && on.isNumber(s.input(0), 0));
        List<Tensor> uses = new ArrayList<>(List.of(x));
        if (!fresh) {
            uses.addAll(t.inputs().subList(0, states));
        }
        return new Plan(uses, () -> {
            write(kind, op, t, uses, product.input(0).input(1), biased ? on.value(sequence.input(1)) : null, captured, on);
            return null;
        });
    }

    private static void write(Kind kind, Scan op, Tensor t, List<Tensor> uses, Tensor kernel, NDArray bias, List<Tensor> captured, Drawing on) {
        int units = op.body().carried().getFirst().shape().last();
        int all = kind.gates.size() * units;
        Tensor recurrent = captured.getFirst();
        NDArray u = kind.word.equals("GRU") && !kind.resetAfter
                ? Tensor.concat(-1, Tensor.constant(on.value(recurrent)), Tensor.constant(on.value(captured.get(1)))).value() : on.value(recurrent);
        List<String> in = new ArrayList<>(List.of(on.straight(uses.getFirst()), on.numbers(kernel, gates(on.value(kernel), kind), "gates", t.path()),
                on.numbers(recurrent, gates(u, kind), "gates", t.path())));
        NDArray after = kind.resetAfter && captured.size() > 1 ? on.value(captured.get(1)) : null;
        in.add(bias == null && after == null ? "" : on.numbers(t, biases(bias, after, kind, units), "bias", t.path()));
        for (int i = 1; i < uses.size(); i++) {
            if (i == 1) {
                in.add("");
            }
            List<Dim> dims = new ArrayList<>(on.twins.shape(uses.get(i)));
            dims.addFirst(Dim.of(1));
            in.add(on.reshape(on.straight(uses.get(i)), dims, t.path()));
        }
        List<AttributeProto> said = new ArrayList<>(List.of(Attributes.of("hidden_size", units), Attributes.of("direction", op.reverse() ? "reverse" : "forward")));
        if (kind.resetAfter) {
            said.add(Attributes.of("linear_before_reset", 1));
        }
        if (!kind.activations.isEmpty()) {
            said.add(Attributes.texts("activations", kind.activations));
        }
        int states = op.body().carried().size();
        List<String> out = on.sheet.nodes(kind.word, t.path(), in, 1 + states, said.toArray(AttributeProto[]::new));
        List<Supplier<Held>> parts = new ArrayList<>();
        for (int i = 0; i < op.parts().size(); i++) {
            boolean steps = i < op.body().outputs().size();
            String name = out.get(steps ? 0 : 1 + i - op.body().outputs().size());
            List<Dim> dims = on.twins.dims(op.parts().get(i), ((Scan) on.twins.other(t).op()).parts().get(i));
            parts.add(() -> Held.of(on.sheet.node("Squeeze", t.path(), List.of(name, on.sheet.ints(List.of(steps ? 1 : 0)))), dims));
        }
        on.putParts(t, parts);
    }

    /** A kernel (in, gates * units) as (1, gates * units, in), the gates in ONNX's order. */
    private static NDArray gates(NDArray kernel, Kind kind) {
        int in = kernel.shape().dim(0);
        int units = kernel.shape().last() / kind.gates.size();
        return NDArray.generate(Shape.of(1, kernel.shape().last(), in), i -> {
            int row = i / in;
            return kernel.at(i % in * kernel.shape().last() + kind.gates.get(row / units) * units + row % units);
        });
    }

    /** The inputs' biases, then the states'. */
    private static NDArray biases(NDArray bias, NDArray after, Kind kind, int units) {
        int all = kind.gates.size() * units;
        return NDArray.generate(Shape.of(1, 2 * all), i -> {
            NDArray from = i < all ? bias : after;
            return from == null ? 0 : from.at(kind.gates.get(i % all / units) * units + i % units);
        });
    }

    /** The body that a layer makes for such states. */
    private static ScanBody pattern(Recurrent<?> layer, ScanBody like) {
        Shape state = like.carried().getFirst().shape();
        Recurrent<?> plain = ((Recurrent<?>) layer.recurrentKernel(Parameter.of(Initializers.zeros()))).returnSequences(!like.outputs().isEmpty());
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(state.dim(0), 2, 1));
        List<Tensor> out = plain.apply(List.of(x), new Trace(new Variables(0), false, null).root());
        return Graphs.sorted(out).stream().map(Tensor::op).filter(Scan.class::isInstance).map(o -> ((Scan) o).body()).findFirst().orElseThrow();
    }

    private static boolean isAlike(ScanBody a, ScanBody b, Map<Tensor, Tensor> same) {
        if (a.results().size() != b.results().size() || a.constants().size() != b.constants().size()) {
            return false;
        }
        pair(a.carried(), b.carried(), same);
        pair(a.sequences(), b.sequences(), same);
        pair(a.constants(), b.constants(), same);
        return IntStream.range(0, a.results().size()).allMatch(i -> isAlike(a.results().get(i), b.results().get(i), same));
    }

    private static void pair(List<Tensor> a, List<Tensor> b, Map<Tensor, Tensor> same) {
        IntStream.range(0, a.size()).forEach(i -> same.put(a.get(i), b.get(i)));
    }

    private static boolean isAlike(Tensor a, Tensor b, Map<Tensor, Tensor> same) {
        Tensor known = same.get(a);
        if (known != null) {
            return known == b;
        }
        boolean alike = (a.op() instanceof Leaf.Constant c ? b.op() instanceof Leaf.Constant d && c.value().equals(d.value()) : a.op().equals(b.op()))
                && a.shape().equals(b.shape()) && a.inputs().size() == b.inputs().size()
                && IntStream.range(0, a.inputs().size()).allMatch(i -> isAlike(a.input(i), b.input(i), same));
        if (alike) {
            same.put(a, b);
        }
        return alike;
    }
}
