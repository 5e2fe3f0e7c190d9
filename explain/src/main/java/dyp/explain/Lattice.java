package dyp.explain;

import dyp.op.Conv;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.View.Pad;
import dyp.op.View.Slice;
import dyp.op.Window;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the cells of a map lie over a sample: the middle of what cell i sees along an axis is {@code start + i * step}. Convolutions without a
 * border leave the rim out, so that spreading a map from edge to edge would move it.
 */
record Lattice(double[] starts, double[] steps) {

    /** Cells spread evenly from edge to edge. */
    static Lattice even(Shape grid, Shape places) {
        double[] steps = IntStream.range(0, grid.rank()).mapToDouble(i -> (double) places.dim(i) / grid.dim(i)).toArray();
        return new Lattice(Arrays.stream(steps).map(s -> s / 2 - 0.5).toArray(), steps);
    }

    /**
     * Follows the windows of convolutions and pools from the sample to a layer's output.
     *
     * @param graph each tensor after its inputs
     * @return null where something else than windows lies between, and nobody can say
     */
    static Lattice of(Tensor x, List<Tensor> graph, Tensor output) {
        int axes = x.shape().rank() - 2;
        if (axes < 1) {
            return null;
        }
        Map<Tensor, Lattice> known = new HashMap<>();
        double[] ones = new double[axes];
        Arrays.fill(ones, 1);
        known.put(x, new Lattice(new double[axes], ones));
        for (Tensor t : graph) {
            Lattice through = t == x || t.shape().rank() != axes + 2 ? null : next(t, known);
            if (through != null) {
                known.put(t, through);
            }
        }
        return known.get(output);
    }

    private static Lattice next(Tensor t, Map<Tensor, Lattice> known) {
        Lattice in = t.inputs().isEmpty() ? null : known.get(t.input(0));
        return switch (t.op()) {
            case Conv.Forward c -> in == null ? null : in.through(c.window());
            case Pool.Max p -> in == null ? null : in.through(p.window());
            case Pool.Average p -> in == null ? null : in.through(p.window());
            case Pad p -> in == null || p.step().stream().anyMatch(s -> s != 1) ? null : in.moved(p.low(), -1, p.step());
            case Slice s -> in == null ? null : in.moved(s.start(), 1, s.step());
            default -> t.inputs().stream().filter(i -> known.containsKey(i) && samePlaces(i, t)).findFirst().map(known::get).orElse(null);
        };
    }

    /** Whether two tensors (batch, places..., channels) have the same places. */
    static boolean samePlaces(Tensor a, Tensor b) {
        int end = a.shape().rank() - 1;
        return b.shape().rank() == end + 1 && a.shape().slice(1, end).equals(b.shape().slice(1, end));
    }

    private Lattice through(Window w) {
        double[] start = new double[starts.length];
        double[] step = new double[starts.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = starts[i] + steps[i] * ((w.size().get(i) - 1) * w.dilation().get(i) / 2.0 - w.before().get(i));
            step[i] = steps[i] * w.stride().get(i);
        }
        return new Lattice(start, step);
    }

    /** By so many cells along each of a tensor's axes, of which every so manieth stays. */
    private Lattice moved(List<Integer> by, int sign, List<Integer> every) {
        double[] start = new double[starts.length];
        double[] step = new double[starts.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = starts[i] + sign * by.get(i + 1) * steps[i];
            step[i] = steps[i] * every.get(i + 1);
        }
        return new Lattice(start, step);
    }
}
