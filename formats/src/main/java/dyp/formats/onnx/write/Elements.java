package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.proto.Tensors;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Binary;
import dyp.op.Elementwise;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.op.View;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Elementwise ops. They are written in whatever order their inputs lie. */
final class Elements {
    private Elements() {}

    static Plan plan(Elementwise op, Tensor t, Drawing on) {
        List<Tensor> from = peeled(t, on);
        return new Plan(from, () -> {
            List<Integer> order = order(from, t, on);
            List<String> names = from.stream().map(x -> lying(x, order, t.shape().rank(), on)).toList();
            return new Held(node(op, t, names, on.sheet), Held.lie(on.twins.shape(t), order), order);
        });
    }

    /** The inputs, of stretched ones what was stretched, where the others make the result as long: ONNX stretches by itself. */
    static List<Tensor> peeled(Tensor t, Drawing on) {
        List<Tensor> from = new ArrayList<>(t.inputs());
        for (int i = 0; i < from.size(); i++) {
            Tensor x = from.get(i);
            if (x.op() instanceof View.Broadcast && !on.known(x)) {
                from.set(i, x.input(0));
                if (!covers(from, on.twins.shape(t), on)) {
                    from.set(i, x);
                }
            }
        }
        return from;
    }

    private static boolean covers(List<Tensor> from, List<Dim> to, Drawing on) {
        return IntStream.rangeClosed(1, to.size()).allMatch(back -> {
            Dim wanted = to.get(to.size() - back);
            return wanted.is(1) || from.stream().map(on.twins::shape).anyMatch(s -> s.size() >= back && s.get(s.size() - back).equals(wanted));
        });
    }

    /** How the largest input lies; of equally large ones, one whose numbers lie otherwise than the tensor has them. */
    static List<Integer> order(List<Tensor> from, Tensor t, Drawing on) {
        int rank = t.shape().rank();
        Held best = null;
        int size = -1;
        for (Tensor x : from) {
            if (!on.known(x) && x.shape().rank() == rank) {
                Held h = on.held(x);
                if (x.shape().size() > size || x.shape().size() == size && best.straight() && !h.straight()) {
                    best = h;
                    size = x.shape().size();
                }
            }
        }
        return best == null ? Held.straight(rank) : best.order();
    }

    /** The name of a tensor's numbers beside others of this rank that lie so. */
    static String lying(Tensor x, List<Integer> order, int rank, Drawing on) {
        boolean straight = order.equals(Held.straight(rank));
        int own = x.shape().rank();
        if (own == rank) {
            return on.known(x) && x.shape().size() == 1 ? on.straight(x) : on.lying(x, order);
        }
        if (straight || x.shape().size() == 1 && on.known(x)) {
            return on.straight(x);
        }
        if (on.known(x)) {
            int[] dims = new int[rank];
            java.util.Arrays.fill(dims, 1);
            System.arraycopy(x.shape().dims(), 0, dims, rank - own, own);
            NDArray v = Tensor.constant(on.value(x).reshape(dims)).transpose(Held.inverse(order).stream().mapToInt(i -> i).toArray()).value();
            return on.numbers(x, v, order, x.path());
        }
        List<Dim> wide = new ArrayList<>(Collections.nCopies(rank - own, Dim.of(1)));
        wide.addAll(on.twins.shape(x));
        return on.lying(Held.of(on.reshape(on.straight(x), wide, x.path()), wide), order, x.path());
    }

    private static String node(Elementwise op, Tensor t, List<String> in, Sheet sheet) {
        String path = t.path();
        return switch (op) {
            case Unary u -> unary(u, path, in, sheet);
            case Binary b -> binary(b, path, in, sheet);
            case Elementwise.Where _ -> sheet.node("Where", path, List.of(truth(in.get(0), path, sheet), in.get(1), in.get(2)));
            case Elementwise.Cast c -> cast(in.getFirst(), c.to(), path, sheet);
            case Elementwise.Update _ -> throw Plans.refused(op, t);
        };
    }

    static String cast(String x, DType to, String path, Sheet sheet) {
        return sheet.node("Cast", path, List.of(x), Attributes.of("to", Tensors.type(to)));
    }

    private static String truth(String mask, String path, Sheet sheet) {
        return sheet.node("Cast", path, List.of(mask), Attributes.of("to", ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL_VALUE));
    }

    private static String unary(Unary u, String path, List<String> in, Sheet sheet) {
        return switch (u) {
            case NEG, ABS, SIGN, FLOOR, SQRT, EXP, LOG, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF, RELU -> sheet.node(word(u.name()), path, in);
            case SQUARE -> sheet.node("Mul", path, List.of(in.getFirst(), in.getFirst()));
            case EXPM1 -> sheet.node("Sub", path, List.of(sheet.node("Exp", path, in), sheet.constant(path, NDArray.scalar(1))));
            // A node of its own only from opset 20 on.
            case GELU -> sheet.node("Mul", path, List.of(in.getFirst(), share(in.getFirst(), path, sheet)));
            case GELU_SLOPE -> {
                String x = in.getFirst(), half = times(sheet.node("Mul", path, List.of(x, x)), -0.5, path, sheet);
                String density = times(sheet.node("Exp", path, List.of(half)), 1 / Math.sqrt(2 * Math.PI), path, sheet);
                yield sheet.node("Add", path, List.of(share(x, path, sheet), sheet.node("Mul", path, List.of(x, density))));
            }
        };
    }

    /** The normal distribution's share below x: (1 + erf(x / sqrt(2))) / 2. */
    private static String share(String x, String path, Sheet sheet) {
        String erf = sheet.node("Erf", path, List.of(times(x, Math.sqrt(0.5), path, sheet)));
        return times(sheet.node("Add", path, List.of(erf, sheet.constant(path, NDArray.scalar(1)))), 0.5, path, sheet);
    }

    private static String times(String x, double factor, String path, Sheet sheet) {
        return sheet.node("Mul", path, List.of(x, sheet.constant(path, NDArray.scalar((float) factor))));
    }

    private static String word(String constant) {
        return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String binary(Binary b, String path, List<String> in, Sheet sheet) {
        return switch (b) {
            case ADD, SUB, MUL, DIV, MAX, MIN, POW -> sheet.node(word(b.name()), path, in);
            case LESS, EQUAL -> cast(sheet.node(word(b.name()), path, in), DType.FLOAT32, path, sheet);
            case RELU_GRAD -> {
                String zero = sheet.constant(path, NDArray.scalar(0));
                yield sheet.node("Where", path, List.of(sheet.node("Greater", path, List.of(in.get(0), zero)), in.get(1), zero));
            }
        };
    }
}
