package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Binary;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Normalizations by known moments (BatchNormalization) or by a row's own (LayerNormalization), from the ops that layers make of them. */
final class Norms {
    /**
     * gamma * (x - mean) / sqrt(variance + epsilon) + beta.
     *
     * @param gamma null for none, as beta
     */
    private record Norm(Tensor x, Tensor mean, Tensor variance, float epsilon, Tensor gamma, Tensor beta) {}

    private Norms() {}

    static Plan plan(Tensor t, Drawing on) {
        Norm n = t.op() == Binary.ADD && on.known(t.input(1)) && on.onlyUsedBy(t.input(0), t) ? core(t.input(0), t.input(1), on) : null;
        n = n == null ? core(t, null, on) : n;
        return n == null ? null : on.known(n.mean) ? batch(n, t, on) : rows(n, t, on);
    }

    private static Norm core(Tensor t, Tensor beta, Drawing on) {
        if (t.op() != Binary.MUL || t.input(0).op() != Binary.SUB) {
            return null;
        }
        Tensor factor = t.input(1);
        boolean scaled = factor.op() == Binary.MUL;
        Tensor whole = scaled ? factor.input(0) : factor;
        Tensor root = whole.op() == Binary.DIV && on.isNumber(whole.input(0), 1) ? whole.input(1) : null;
        Tensor sum = root != null && root.op() == Unary.SQRT ? root.input(0) : null;
        if (sum == null || sum.op() != Binary.ADD || !on.known(sum.input(1)) || sum.input(1).shape().size() != 1) {
            return null;
        }
        return new Norm(t.input(0).input(0), t.input(0).input(1), sum.input(0), (float) on.value(sum.input(1)).at(0), scaled ? factor.input(1) : null, beta);
    }

    private static Plan batch(Norm n, Tensor t, Drawing on) {
        Shape row = n.mean.shape();
        int axis = n.x.shape().rank() - row.rank();
        boolean fits = row.rank() > 0 && row.size() == row.dim(0) && axis > 0 && on.known(n.variance) && t.shape().equals(n.x.shape())
                && row.dim(0) == n.x.shape().dim(axis) && isRow(n.variance, row) && isRow(n.gamma, row) && isRow(n.beta, row);
        return !fits ? null : new Plan(List.of(n.x), () -> {
            Held lies = on.held(n.x);
            // A picture is turned, since convolutions before or behind want it so; rows are not.
            boolean turn = lies.order().get(axis) != 1 && n.x.shape().rank() >= 4 && axis == n.x.shape().rank() - 1;
            Held x = turn ? picture(n.x, lies, t, on) : lies;
            if (x.order().get(axis) != 1) {
                return apart(n, t, x, on);
            }
            List<String> in = List.of(x.name(), numbers(n.gamma, row.size(), 1, t, on), numbers(n.beta, row.size(), 0, t, on),
                    numbers(n.mean, row.size(), 0, t, on), numbers(n.variance, row.size(), 1, t, on));
            return new Held(on.sheet.node("BatchNormalization", t.path(), in, Attributes.of("epsilon", n.epsilon)), x.dims(), x.order());
        });
    }

    private static Held picture(Tensor x, Held lies, Tensor t, Drawing on) {
        List<Integer> order = Held.channelsFirst(x.shape().rank());
        return new Held(on.lying(lies, order, t.path()), Held.lie(lies.shape(), order), order);
    }

    /** Where the channels are not the second axis: number by number. */
    private static Held apart(Norm n, Tensor t, Held x, Drawing on) {
        int rank = n.x.shape().rank();
        Tensor factor = Tensor.scalar(1).div(Tensor.constant(on.value(n.variance)).add(n.epsilon).sqrt());
        factor = n.gamma == null ? factor : factor.mul(Tensor.constant(on.value(n.gamma)));
        List<Integer> order = x.order();
        String name = on.sheet.node("Sub", t.path(), List.of(x.name(), Elements.lying(n.mean, order, rank, on)));
        Tensor whole = n.gamma == null ? n.variance : n.gamma;
        name = on.sheet.node("Mul", t.path(), List.of(name, on.numbers(whole, turned(factor, order), List.of("factor", order), t.path())));
        name = n.beta == null ? name : on.sheet.node("Add", t.path(), List.of(name, Elements.lying(n.beta, order, rank, on)));
        return new Held(name, x.dims(), order);
    }

    /** A row for values that lie so. */
    private static NDArray turned(Tensor row, List<Integer> order) {
        int rank = order.size();
        Shape wide = row.shape();
        while (wide.rank() < rank) {
            wide = wide.batch(1);
        }
        return row.reshape(wide).transpose(Held.inverse(order).stream().mapToInt(i -> i).toArray()).value();
    }

    private static boolean isRow(Tensor t, Shape row) {
        return t == null || t.shape().equals(row);
    }

    private static String numbers(Tensor row, int size, float otherwise, Tensor t, Drawing on) {
        return row == null ? on.sheet.constant(t.path(), NDArray.generate(Shape.of(size), _ -> otherwise))
                : on.numbers(row, on.value(row).reshape(size), size, t.path());
    }

    private static Plan rows(Norm n, Tensor t, Drawing on) {
        int rank = n.x.shape().rank();
        if (!(n.mean.op() instanceof Reduce m) || m.kind() != Reduce.Kind.MEAN || n.mean.input(0) != n.x
                || !(n.variance.op() instanceof Reduce v) || !v.equals(m) || n.variance.input(0).op() != Unary.SQUARE) {
            return null;
        }
        Tensor away = n.variance.input(0).input(0);
        int first = m.axes().getFirst();
        Shape row = n.x.shape().slice(first, rank);
        boolean fits = away.op() == Binary.SUB && away.inputs().equals(List.of(n.x, n.mean)) && first > 0
                && m.axes().equals(IntStream.range(first, rank).boxed().toList()) && t.shape().equals(n.x.shape())
                && isStretched(n.gamma, row, on) && isStretched(n.beta, row, on);
        return !fits ? null : new Plan(List.of(n.x), () -> {
            String scale = rowNumbers(n.gamma, row, 1, t, on);
            List<String> in = n.beta == null ? List.of(on.straight(n.x), scale) : List.of(on.straight(n.x), scale, rowNumbers(n.beta, row, 0, t, on));
            return Held.of(on.sheet.node("LayerNormalization", t.path(), in, Attributes.of("axis", first), Attributes.of("epsilon", n.epsilon)),
                    on.twins.shape(t));
        });
    }

    private static boolean isStretched(Tensor t, Shape row, Drawing on) {
        return t == null || on.known(t) && t.shape().size() == row.size() && t.shape().broadcastsTo(wide(t, row));
    }

    /** The row with axes of length 1 in front, as many as t has more. */
    private static Shape wide(Tensor t, Shape row) {
        Shape wide = row;
        while (wide.rank() < t.shape().rank()) {
            wide = wide.batch(1);
        }
        return wide;
    }

    private static String rowNumbers(Tensor row, Shape shape, float otherwise, Tensor t, Drawing on) {
        return row == null ? on.sheet.constant(t.path(), NDArray.generate(shape, _ -> otherwise))
                : on.numbers(row, on.value(row).reshape(shape.dims()), shape, t.path());
    }
}
