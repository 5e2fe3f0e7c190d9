package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Reshapes, transposes, boxes, borders, joins, stretches. */
final class Views {
    private Views() {}

    static Plan plan(View op, Tensor t, Drawing on) {
        if (op instanceof View.Reshape) {
            Tensor from = t.input(0);
            while (from.op() instanceof View.Reshape && Plans.isPlain(from, on)) {
                from = from.input(0);
            }
            Tensor first = from;
            return new Plan(List.of(first), () -> reshape(first, t, on));
        }
        return new Plan(t.inputs(), () -> switch (op) {
            case View.Reshape _ -> reshape(t.input(0), t, on);
            case View.StopGradient _ -> on.held(t.input(0));
            case View.Transpose v -> on.held(t.input(0)).transposed(v.order());
            case View.Slice v -> slice(v, t, on);
            case View.Pad v -> pad(v, t, on);
            case View.Broadcast _ -> broadcast(t, on);
            case View.Concat v -> concat(v, t, on);
        });
    }

    private static Held reshape(Tensor first, Tensor t, Drawing on) {
        Held x = on.held(first);
        List<Dim> to = on.twins.shape(t);
        // Only axes of length 1 are out of order: the numbers already lie as they are asked for.
        List<Integer> longAxes = x.order().stream().filter(a -> !x.dims().get(a).is(1)).toList();
        boolean inOrder = IntStream.range(1, longAxes.size()).allMatch(i -> longAxes.get(i - 1) < longAxes.get(i));
        String from = inOrder ? x.name() : on.straight(first);
        List<Dim> lies = inOrder ? x.dims() : x.shape();
        if (to.size() == 2 && lies.size() > 2 && to.getFirst().equals(lies.getFirst())) {
            return Held.of(on.sheet.node("Flatten", t.path(), List.of(from), Attributes.of("axis", 1)), to);
        }
        return Held.of(on.reshape(from, to, t.path()), to);
    }

    private static Held slice(View.Slice op, Tensor t, Drawing on) {
        Held x = on.held(t.input(0));
        List<Dim> starts = on.twins.both(t, u -> ((View.Slice) u.op()).start());
        List<Dim> ends = on.twins.both(t, Views::ends);
        List<Dim> from = new ArrayList<>();
        List<Dim> to = new ArrayList<>();
        List<Integer> axes = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            if (!starts.get(i).is(0) || op.step().get(i) != 1 || !ends.get(i).equals(on.twins.shape(t.input(0)).get(i))) {
                from.add(starts.get(i));
                to.add(ends.get(i));
                axes.add(x.order().get(i));
                steps.add(op.step().get(i));
            }
        }
        if (axes.isEmpty()) {
            return x;
        }
        String name = on.sheet.node("Slice", t.path(), List.of(x.name(), on.sheet.dims(from), on.sheet.dims(to), on.sheet.ints(axes), on.sheet.ints(steps)));
        return new Held(name, Held.lie(on.twins.shape(t), x.order()), x.order());
    }

    private static List<Integer> ends(Tensor t) {
        View.Slice s = (View.Slice) t.op();
        return IntStream.range(0, s.start().size()).mapToObj(i -> s.start().get(i) + (s.size().get(i) - 1) * s.step().get(i) + 1).toList();
    }

    private static Held pad(View.Pad op, Tensor t, Drawing on) {
        return pad(op, t, op.value(), on);
    }

    /** A border of another value than the op's. */
    static Held pad(View.Pad op, Tensor t, double border, Drawing on) {
        Held x = on.held(t.input(0));
        if (op.step().stream().anyMatch(s -> s != 1)) {
            x = spread(op, t, x, on);
        }
        List<Dim> borders = new ArrayList<>(Held.lie(on.twins.both(t, u -> ((View.Pad) u.op()).low()), x.order()));
        borders.addAll(Held.lie(on.twins.both(t, u -> ((View.Pad) u.op()).high()), x.order()));
        String value = on.sheet.constant(t.path(), t.dtype() == DType.FLOAT32 ? NDArray.scalar((float) border)
                : NDArray.of(new int[] {(int) border}).reshape());
        return new Held(on.sheet.node("Pad", t.path(), List.of(x.name(), on.sheet.dims(borders), value)), Held.lie(on.twins.shape(t), x.order()), x.order());
    }

    /** Room between neighbours along the axes that ask for it, after the last one as well; that is then cut away. */
    private static Held spread(View.Pad op, Tensor t, Held x, Drawing on) {
        Held now = x;
        for (int i = 0; i < op.step().size(); i++) {
            int step = op.step().get(i);
            int axis = x.order().get(i);
            Dim n = now.dims().get(axis);
            if (step == 1 || n.is(1)) {
                continue;
            }
            List<Dim> wide = new ArrayList<>(now.dims());
            wide.add(axis + 1, Dim.of(1));
            List<Integer> borders = new ArrayList<>(Collections.nCopies(2 * wide.size(), 0));
            borders.set(wide.size() + axis + 1, step - 1);
            String value = on.sheet.constant(t.path(), t.dtype() == DType.FLOAT32 ? NDArray.scalar((float) op.value())
                    : NDArray.of(new int[] {(int) op.value()}).reshape());
            String filled = on.sheet.node("Pad", t.path(), List.of(on.reshape(now.name(), wide, t.path()), on.sheet.ints(borders), value));
            List<Dim> dims = new ArrayList<>(now.dims());
            dims.set(axis, new Dim(n.times() * step, n.plus() * step));
            String joined = on.reshape(filled, dims, t.path());
            dims.set(axis, new Dim(n.times() * step, n.plus() * step - step + 1));
            now = new Held(on.sheet.node("Slice", t.path(), List.of(joined, on.sheet.ints(List.of(0)), on.sheet.dims(List.of(dims.get(axis))),
                    on.sheet.ints(List.of(axis)))), dims, x.order());
        }
        return now;
    }

    private static Held broadcast(Tensor t, Drawing on) {
        Tensor from = t.input(0);
        List<Dim> to = on.twins.shape(t);
        int rank = to.size();
        if (from.shape().rank() == rank && !on.known(from)) {
            Held x = on.held(from);
            return new Held(expand(x.name(), x.dims(), Held.lie(to, x.order()), t.path(), on), Held.lie(to, x.order()), x.order());
        }
        List<Dim> wide = new ArrayList<>(Collections.nCopies(rank - from.shape().rank(), Dim.of(1)));
        wide.addAll(on.twins.shape(from));
        return Held.of(expand(on.straight(from), wide, to, t.path(), on), to);
    }

    /** Expand stretches only where it is told more than 1: what is as long already need not be told. */
    static String expand(String x, List<Dim> from, List<Dim> to, String path, Drawing on) {
        List<Dim> told = IntStream.range(0, to.size()).mapToObj(i -> from.get(i).equals(to.get(i)) ? Dim.of(1) : to.get(i)).toList();
        return told.stream().allMatch(d -> d.is(1)) && from.size() == to.size() ? x : on.sheet.node("Expand", path, List.of(x, on.sheet.dims(told)));
    }

    private static Held concat(View.Concat op, Tensor t, Drawing on) {
        List<Integer> order = Elements.order(t.inputs(), t, on);
        List<String> names = t.inputs().stream().map(x -> on.lying(x, order)).toList();
        return new Held(on.sheet.node("Concat", t.path(), names, Attributes.of("axis", order.get(op.axis()))), Held.lie(on.twins.shape(t), order), order);
    }
}
