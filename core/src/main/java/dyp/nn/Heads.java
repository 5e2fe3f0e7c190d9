package dyp.nn;

import dyp.op.Einsum;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Attention with heads: query, key and value are projected for each head, softmax(query · keyᵀ / sqrt(keyDim)) · value is taken in
 * each, and what the heads find is projected back. Several heads of the query may share one of key and value.
 *
 * <p>Each axis of the equations has a letter: a, b, c ... for the inputs' own, in capitals where it is the key's, x for the heads of key
 * and value, y for the queries' heads that share one, z for the features.
 *
 * @param count heads of the query
 * @param shared heads of key and value
 * @param outputShape what comes out for each step; empty for as many features as the query has
 * @param attentionAxes the inputs' axes that are attended over; empty for all between batch and features
 */
record Heads(int count, int shared, int keyDim, int valueDim, List<Integer> outputShape, List<Integer> attentionAxes,
        AttentionOptions options, HeadOptions heads) {

    List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        Attended in = Attended.of(inputs, heads.attentionMask());
        List<Integer> axes = axes(in.query().shape());
        Tensor query = projected("query", in.query(), count, keyDim, Activation.LINEAR, scope);
        Tensor key = projected("key", in.key(), shared, keyDim, Activation.LINEAR, scope);
        Tensor gate = heads.useGate() ? projected("gate", in.query(), count, valueDim, Activation.SIGMOID, scope) : null;
        Tensor value = projected("value", in.value(), shared, valueDim, Activation.LINEAR, scope);

        int last = in.query().shape().rank() - 1;
        String steps = letters(IntStream.range(0, last), List.of());
        String others = letters(IntStream.range(0, last), axes);
        String pairs = letters(IntStream.range(0, last).filter(i -> !axes.contains(i)), List.of()) + "xy"
                + letters(axes.stream().mapToInt(i -> i), List.of()) + letters(axes.stream().mapToInt(i -> i), axes);
        Tensor scaled = grouped(query.mul(1 / Math.sqrt(keyDim)));
        Tensor scores = Einsum.einsum(steps + "xyz," + others + "xz->" + pairs, scaled, key);
        int end = scores.shape().rank() - 2 * axes.size();
        Tensor weights = weights(scores.reshape(replaced(scores.shape(), end - 2, end, count)), in, axes, scope);
        Tensor kept = new Dropout(options.dropout()).apply(weights, scope).reshape(scores.shape());
        Tensor found = Einsum.einsum(pairs + "," + others + "xz->" + steps + "xyz", kept, value)
                .reshape(query.shape().with(-1, valueDim));

        Tensor out = back(gate == null ? found : found.mul(gate), in.query().shape().last(), scope);
        if (scope.mask(in.query()) != null) {
            scope.mask(out, scope.mask(in.query()));
        }
        return options.returnAttentionScores() ? List.of(out, weights) : List.of(out);
    }

    private List<Integer> axes(Shape query) {
        List<Integer> axes = attentionAxes.isEmpty() ? IntStream.range(1, query.rank() - 1).boxed().toList()
                : attentionAxes.stream().map(query::axis).toList();
        if (axes.stream().anyMatch(a -> a < 1 || a > query.rank() - 2)) {
            throw new DypException("attentionAxes " + attentionAxes + " must lie between the batch and the features of " + query + ".");
        }
        return axes;
    }

    /** The letters of some axes, those among {@code keys} as capitals. */
    private static String letters(IntStream axes, List<Integer> keys) {
        return axes.mapToObj(i -> Character.toString((keys.contains(i) ? 'A' : 'a') + i)).collect(Collectors.joining());
    }

    /** (..., features) -> (..., heads, size). */
    private Tensor projected(String name, Tensor x, int number, int size, Activation activation, Scope scope) {
        return dense("...x,xyz->...yz", List.of(number, size), activation, "yz").apply(x, scope.child(name));
    }

    /** (..., heads, size) -> (..., output). */
    private Tensor back(Tensor x, int features, Scope scope) {
        List<Integer> shape = outputShape.isEmpty() ? List.of(features) : outputShape;
        String out = letters(IntStream.range(0, shape.size()), List.of());
        return dense("...yz,yz" + out + "->..." + out, shape, Activation.LINEAR, out).apply(x, scope.child("attention_output"));
    }

    private EinsumDense dense(String equation, List<Integer> shape, Activation activation, String biasAxes) {
        return new EinsumDense(equation, shape, activation, heads.useBias() ? biasAxes : "", heads.kernel(), heads.bias());
    }

    /** (..., heads, size) -> (..., heads of the key, heads of the query that share it, size). */
    private Tensor grouped(Tensor x) {
        int rank = x.shape().rank();
        return x.reshape(replaced(x.shape(), rank - 2, rank - 1, shared, count / shared));
    }

    /** softmax of the scores (..., heads, queries..., keys...) over the keys, of those that may be seen. */
    private Tensor weights(Tensor scores, Attended in, List<Integer> axes, Scope scope) {
        Shape shape = scores.shape();
        int first = shape.rank() - axes.size();
        Tensor seen = seen(in, axes, shape.rank(), scope);
        if (seen != null) {
            scores = Tensor.where(seen, scores, Tensor.scalar(Attended.HIDDEN));
        }
        int keys = shape.slice(first, shape.rank()).size();
        Tensor weights = scores.reshape(replaced(shape, first, shape.rank(), keys)).softmax().reshape(shape);
        // A query that sees nothing: where Keras takes its fused path it sees all keys alike, else none. So do we.
        boolean fused = options.dropout() == 0 && !options.returnAttentionScores() && in.query().shape().rank() == 3;
        return seen == null || fused ? weights : Tensor.where(seen, weights, Tensor.scalar(0));
    }

    /** Which key each query may see, 1 or 0, to be stretched to (..., heads, queries..., keys...); null for all. */
    private Tensor seen(Attended in, List<Integer> axes, int rank, Scope scope) {
        int queries = in.query().shape().dim(axes.getFirst());
        int keys = in.value().shape().dim(axes.getFirst());
        Tensor steps = Stream.of(Attended.overQueries(scope.mask(in.query())), Attended.overKeys(scope.mask(in.value())),
                        in.key() == in.value() ? null : Attended.overKeys(scope.mask(in.key())),
                        options.useCausalMask() ? Attended.causal(queries, keys) : null,
                        heads.slidingWindow() > 0 ? Attended.window(queries, keys, heads.slidingWindow()) : null)
                .reduce(null, Attended::and);
        if (steps != null && !axes.equals(List.of(1))) {
            throw new DypException("Masks over steps, causal ones and windows are for attention over axis 1 alone, but attentionAxes are "
                    + axes + ".");
        }
        return Attended.and(overHeads(steps, axes, rank), overHeads(in.mask(), axes, rank));
    }

    /** With axes of length 1 before those of queries and keys, up to the rank of the scores. */
    private static Tensor overHeads(Tensor mask, List<Integer> axes, int rank) {
        if (mask == null) {
            return null;
        }
        int at = Math.max(0, mask.shape().rank() - 2 * axes.size());
        int[] ones = IntStream.range(mask.shape().rank(), rank).map(i -> 1).toArray();
        return mask.cast(DType.FLOAT32).reshape(replaced(mask.shape(), at, at, ones));
    }

    /** A shape with other axes in place of those from {@code from} to before {@code to}. */
    private static Shape replaced(Shape s, int from, int to, int... axes) {
        return Shape.of(Stream.of(s.slice(0, from).dims(), axes, s.slice(to, s.rank()).dims()).flatMapToInt(IntStream::of).toArray());
    }
}
