package dyp.explain;

import dyp.nn.Trace.Call;
import dyp.op.Conv;
import dyp.op.Graphs;
import dyp.op.Normalize;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A layer's output as a map over the sample: (batch, places..., channels), or tokens (batch, places, width) of which the first may stand for no
 * place.
 *
 * @param layer its path
 * @param grid places along each of the sample's axes
 * @param skipped tokens before those of the places: a class token
 * @param lattice where the places lie; null where the sample has other axes
 */
record FeatureMap(String layer, Tensor output, Shape grid, int skipped, Lattice lattice) {

    /**
     * @param name null for the last one
     * @throws DypException where there is no such layer, or its output is no map over the sample
     */
    static FeatureMap of(View view, String name) {
        List<Tensor> graph = Graphs.sorted(List.of(view.scores()));
        return name == null ? last(view, graph) : named(view, graph, name);
    }

    private static FeatureMap named(View view, List<Tensor> graph, String name) {
        List<Call> calls = view.calls().stream().filter(c -> c.path().equals(name) || c.path().endsWith("/" + name)).toList();
        if (calls.isEmpty()) {
            throw new DypException("There is no layer '" + name + "'. There are "
                    + view.calls().stream().map(Call::path).distinct().collect(Collectors.joining(", ")) + ".");
        }
        if (calls.stream().map(Call::path).distinct().count() > 1) {
            throw new DypException("Several layers are called '" + name + "'. Say which: " + calls.stream().map(Call::path).distinct().toList() + ".");
        }
        Tensor output = calls.getLast().output();
        if (!graph.contains(output)) {
            throw new DypException("The answer does not hang on the layer '" + name + "'. Name one that leads to the output.");
        }
        return over(view, graph, calls.getLast().path(), output);
    }

    /** What goes into the last attention over itself; or the last layer that gives as many places as the last convolution. */
    private static FeatureMap last(View view, List<Tensor> graph) {
        Tensor conv = graph.stream().filter(t -> isConvolution(t, axes(view))).reduce((_, b) -> b).orElse(null);
        List<Tensor> attentions = attentions(view);
        if (!attentions.isEmpty() && (conv == null || after(conv, graph).contains(attentions.getLast()))) {
            return tokens(view);
        }
        if (conv == null) {
            throw new DypException("The model has no convolution or attention whose output would be a map over samples of " + view.x().shape().sample()
                    + ". Name a layer, or use a method that needs none, as integrated or occlusion.");
        }
        Set<Tensor> later = after(conv, graph);
        Tensor map = view.calls().stream().map(Call::output).filter(t -> later.contains(t) && Lattice.samePlaces(t, conv)).reduce((_, b) -> b).orElse(conv);
        return over(view, graph, path(view, map), map);
    }

    /** The weights (batch, ..., queries, keys) of attention between as many places as the last one's, in order. */
    static List<Tensor> attentions(View view) {
        List<Tensor> all = Graphs.sorted(List.of(view.scores())).stream().filter(t -> isAttention(t) && call(view, t) != null).toList();
        return all.stream().filter(t -> t.shape().last() == all.getLast().shape().last()).toList();
    }

    /** What goes into the last attention. */
    static FeatureMap tokens(View view) {
        Tensor tokens = call(view, attentions(view).getLast()).inputs().getFirst();
        return over(view, Graphs.sorted(List.of(view.scores())), path(view, tokens), tokens);
    }

    private static Call call(View view, Tensor made) {
        return view.calls().stream().filter(c -> c.path().equals(made.path())).findFirst().orElse(null);
    }

    private static int axes(View view) {
        return Math.max(1, view.x().shape().rank() - 2);
    }

    /** Which gives a map with more than one place. */
    private static boolean isConvolution(Tensor t, int axes) {
        boolean is = t.op() instanceof Conv.Forward || t.op() instanceof Conv.InputGradient;
        return is && t.shape().rank() == axes + 2 && places(t.shape()).size() > 1;
    }

    /** Weights (batch, ..., queries, keys) of as many keys as queries. */
    private static boolean isAttention(Tensor t) {
        Shape s = t.shape();
        return t.op() == Normalize.SOFTMAX && s.rank() >= 3 && s.last() > 1 && s.last() == s.dim(-2);
    }

    private static Shape places(Shape output) {
        return output.slice(1, output.rank() - 1);
    }

    /** All that depends on a tensor, itself included. */
    private static Set<Tensor> after(Tensor first, List<Tensor> graph) {
        Set<Tensor> found = new HashSet<>(Set.of(first));
        graph.stream().filter(t -> t.inputs().stream().anyMatch(found::contains)).forEach(found::add);
        return found;
    }

    /** The innermost layer that gives a tensor. */
    private static String path(View view, Tensor output) {
        return view.calls().stream().filter(c -> c.outputs().contains(output)).map(Call::path).findFirst().orElse(output.path());
    }

    private static FeatureMap over(View view, List<Tensor> graph, String layer, Tensor output) {
        Shape shape = output.shape();
        int axes = axes(view);
        if (shape.rank() == axes + 2 && axes > 1) {
            return located(view, graph, layer, output, places(shape), 0, output);
        }
        if (shape.rank() != 3) {
            throw new DypException("The layer '" + layer + "' gives " + shape.sample() + ", which is no map over samples of " + view.x().shape().sample()
                    + ". Name a layer that gives " + (axes == 1 ? "(places, channels)" : "a number of channels at each place") + ", or tokens.");
        }
        int tokens = shape.dim(1);
        for (int skipped = 0; skipped <= 2; skipped++) {
            Tensor patches = patches(view, graph, tokens - skipped);
            if (patches != null) {
                return located(view, graph, layer, output, places(patches.shape()), skipped, patches);
            }
        }
        if (axes == 1) {
            return located(view, graph, layer, output, Shape.of(tokens), 0, output);
        }
        throw new DypException("The layer '" + layer + "' gives " + tokens + " tokens, but no convolution of the model makes as many patches of a sample of "
                + view.x().shape().sample() + ". Name a layer that gives a map.");
    }

    /** Lies where the grid's tensor does; from edge to edge where nobody knows. */
    private static FeatureMap located(View view, List<Tensor> graph, String layer, Tensor output, Shape grid, int skipped, Tensor like) {
        Lattice lattice = Lattice.of(view.x(), graph, like);
        Shape sample = view.x().shape().sample();
        Shape places = sample.rank() < 2 ? sample : sample.slice(0, sample.rank() - 1);
        boolean even = lattice == null && places.rank() == grid.rank();
        return new FeatureMap(layer, output, grid, skipped, even ? Lattice.even(grid, places) : lattice);
    }

    /** The convolution that makes so many patches. */
    private static Tensor patches(View view, List<Tensor> graph, int count) {
        return graph.stream().filter(t -> isConvolution(t, axes(view)) && places(t.shape()).size() == count).findFirst().orElse(null);
    }

    /**
     * A map over the grid as one over the sample.
     *
     * @throws DypException where it has another number of axes
     */
    NDArray over(NDArray map, NDArray sample) {
        Shape places = Maps.places(sample);
        if (lattice == null || grid.rank() != places.rank()) {
            throw new DypException("The map of the layer '" + layer + "', " + grid + ", cannot be laid over samples of " + places
                    + ": they have different numbers of axes. Name another layer.");
        }
        return Maps.stretched(map, lattice, places);
    }

    /** How many channels there are at each place. */
    int channels() {
        return output.shape().last();
    }

    /** A sample's values without the skipped tokens: (places, channels). */
    float[] of(Lens.Row row) {
        float[] values = row.toArray();
        return skipped == 0 ? values : Arrays.copyOfRange(values, skipped * channels(), values.length);
    }
}
