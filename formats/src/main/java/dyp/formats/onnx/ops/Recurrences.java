package dyp.formats.onnx.ops;

import dyp.nn.Activation;
import dyp.nn.Activations;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** LSTM, GRU and RNN: (steps, batch, features) to (steps, directions, batch, units) and the last states, (directions, batch, units). */
final class Recurrences {
    /** A node's part for one direction: its weights turned round, (in, gates * units). */
    private record Cell(Call c, int units, int gates, Tensor w, Tensor r, Tensor before, Tensor after, List<UnaryOperator<Tensor>> activations) {}

    private Recurrences() {}

    static void list(Map<String, Operator> all) {
        all.put("LSTM", c -> run(c, 4, List.of("Sigmoid", "Tanh", "Tanh")));
        all.put("GRU", c -> run(c, 3, List.of("Sigmoid", "Tanh")));
        all.put("RNN", c -> run(c, 1, List.of("Tanh")));
    }

    private static List<Tensor> run(Call c, int gates, List<String> defaults) {
        if (c.has("clip") || c.integer("input_forget", 0) != 0 || c.opt(7) != null) {
            throw new DypException("clip, input_forget and peepholes are not read.");
        }
        boolean batchFirst = c.integer("layout", 0) != 0;
        Tensor x = batchFirst ? swapped(c.x()) : c.x();
        int steps = x.shape().dim(0);
        requireWhole(c, steps);
        String direction = c.text("direction", "forward");
        int directions = c.in(1).shape().dim(0);
        if (directions != (direction.equals("bidirectional") ? 2 : 1)) {
            throw new DypException("direction '" + direction + "' does not go with weights for " + directions + ".");
        }
        List<Tensor> all = new ArrayList<>();
        List<List<Tensor>> states = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            Scan.Result result = along(c, cell(c, d, gates, defaults), x, d, direction.equals("reverse") || d == 1);
            all.add(result.outputs().getFirst());
            states.add(result.last());
        }
        int units = all.getFirst().shape().last();
        int batch = x.shape().dim(1);
        Tensor y = Tensor.concat(1, all.stream().map(t -> t.reshape(steps, 1, batch, units)).toArray(Tensor[]::new));
        List<Tensor> out = new ArrayList<>(List.of(batchFirst ? y.transpose(2, 0, 1, 3) : y));
        for (int s = 0; s < states.getFirst().size(); s++) {
            int which = s;
            Tensor last = Tensor.concat(0, states.stream().map(t -> t.get(which).reshape(1, batch, units)).toArray(Tensor[]::new));
            out.add(batchFirst ? swapped(last) : last);
        }
        return out;
    }

    private static Tensor swapped(Tensor x) {
        return x.transpose(1, 0, 2);
    }

    private static void requireWhole(Call c, int steps) {
        if (c.opt(4) != null && (!Call.isKnown(c.in(4)) || Arrays.stream(c.knownInts(4)).anyMatch(n -> n != steps))) {
            throw new DypException("sequences of several lengths (sequence_lens) are not read; those of one length are.");
        }
    }

    private static Cell cell(Call c, int d, int gates, List<String> defaults) {
        int all = c.in(1).shape().dim(1);
        int units = all / gates;
        Tensor w = c.in(1).slice(0, d, d + 1).reshape(all, c.in(1).shape().last()).transpose();
        Tensor r = c.in(2).slice(0, d, d + 1).reshape(all, units).transpose();
        Tensor b = c.opt(3) == null ? null : c.in(3).slice(0, d, d + 1);
        List<String> names = c.texts("activations").isEmpty() ? defaults
                : c.texts("activations").subList(d * defaults.size(), (d + 1) * defaults.size());
        if (c.has("activation_alpha") || c.has("activation_beta")) {
            throw new DypException("activations with numbers of their own (activation_alpha, activation_beta) are not read.");
        }
        return new Cell(c, units, gates, w, r, b == null ? null : b.slice(1, 0, all).reshape(1, all), b == null ? null : b.slice(1, all, 2 * all).reshape(1, all),
                names.stream().map(Recurrences::activation).toList());
    }

    private static UnaryOperator<Tensor> activation(String name) {
        return switch (name) {
            case "Tanh" -> Tensor::tanh;
            case "Sigmoid" -> Tensor::sigmoid;
            case "Relu" -> Tensor::relu;
            case "Softplus" -> Tensor::softplus;
            case "Softsign" -> Activation.SOFTSIGN::of;
            case "Elu" -> t -> Activations.elu(t, 1);
            case "LeakyRelu" -> t -> Activations.leakyRelu(t, 0.01);
            case "HardSigmoid" -> t -> t.mul(0.2).add(0.5).clip(0, 1);
            default -> throw new DypException("the activation '" + name + "' is not read.");
        };
    }

    private static Scan.Result along(Call c, Cell cell, Tensor x, int d, boolean back) {
        Tensor input = x.matmul(cell.w);
        boolean lstm = cell.gates == 4;
        boolean gru = cell.gates == 3;
        // Only where the reset gate comes after the product do the states' biases stay with it.
        boolean apart = gru && c.integer("linear_before_reset", 0) != 0;
        input = cell.before == null ? input : input.add(cell.before);
        input = cell.after == null || apart ? input : input.add(cell.after);
        Shape state = Shape.of(x.shape().dim(1), cell.units);
        List<Tensor> first = IntStream.range(5, lstm ? 7 : 6).mapToObj(i -> c.opt(i) == null ? Tensor.scalar(0).broadcastTo(state)
                : first(c.integer("layout", 0) != 0 ? swapped(c.in(i)) : c.in(i), d, state)).toList();
        return Scan.run(x.shape().dim(0), back, first, List.of(input), (states, now) -> {
            List<Tensor> next = lstm ? lstm(cell, states, now.getFirst()) : gru ? List.of(gru(cell, states.getFirst(), now.getFirst(), apart))
                    : List.of(cell.activations.getFirst().apply(now.getFirst().add(states.getFirst().matmul(cell.r))));
            return new Scan.Next(next, List.of(next.getFirst()));
        });
    }

    /** One direction's first state; known ones of a file that was made for one sample are every sample's. */
    private static Tensor first(Tensor given, int d, Shape state) {
        Tensor own = given.slice(0, d, d + 1);
        own = own.reshape(own.shape().size() / state.last(), state.last());
        return own.shape().dim(0) == 1 && Call.isKnown(own) ? own.broadcastTo(state) : own.reshape(state);
    }

    private static Tensor gate(Tensor z, int i, int units) {
        return z.slice(-1, i * units, (i + 1) * units);
    }

    /** Gates in the order i, o, f, c. */
    private static List<Tensor> lstm(Cell cell, List<Tensor> states, Tensor now) {
        Tensor z = now.add(states.getFirst().matmul(cell.r));
        var f = cell.activations.get(0);
        Tensor c = f.apply(gate(z, 2, cell.units)).mul(states.get(1)).add(f.apply(gate(z, 0, cell.units)).mul(cell.activations.get(1).apply(gate(z, 3, cell.units))));
        return List.of(f.apply(gate(z, 1, cell.units)).mul(cell.activations.get(2).apply(c)), c);
    }

    /** Gates in the order z, r, h. */
    private static Tensor gru(Cell cell, Tensor h, Tensor now, boolean apart) {
        int u = cell.units;
        var f = cell.activations.get(0);
        var g = cell.activations.get(1);
        Tensor inner;
        Tensor candidate;
        if (apart) {
            inner = h.matmul(cell.r);
            inner = cell.after == null ? inner : inner.add(cell.after);
            candidate = g.apply(gate(now, 2, u).add(f.apply(gate(now, 1, u).add(gate(inner, 1, u))).mul(gate(inner, 2, u))));
        } else {
            inner = h.matmul(cell.r.slice(1, 0, 2 * u));
            Tensor r = f.apply(gate(now, 1, u).add(gate(inner, 1, u)));
            candidate = g.apply(gate(now, 2, u).add(r.mul(h).matmul(gate(cell.r, 2, u))));
        }
        Tensor z = f.apply(gate(now, 0, u).add(gate(inner, 0, u)));
        return z.mul(h).add(Tensor.scalar(1).sub(z).mul(candidate));
    }

}
