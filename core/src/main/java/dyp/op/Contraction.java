package dyp.op;

import static dyp.op.Einsum.only;

import dyp.op.Einsum.Operand;
import dyp.tensor.Shape;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way to an einsum: (batch, rows, inner) x (batch, inner, columns), where each of these names a row of axes. Either matrix may
 * lie the other way round, for matmul reads it as it lies.
 */
record Contraction(Operand a, Operand b, String batch, String rows, String inner, String columns, String out,
        Map<Integer, Integer> lengths) {

    /** The inner axes in either tensor's order, and either tensor on the left: whichever moves the fewest numbers. */
    static Tensor best(Operand a, Operand b, String out, Map<Integer, Integer> lengths) {
        String batch = only(out, l -> a.axes().indexOf(l) >= 0 && b.axes().indexOf(l) >= 0);
        String rows = only(out, l -> b.axes().indexOf(l) < 0);
        String columns = only(out, l -> a.axes().indexOf(l) < 0);
        return Stream.of(a, b).map(o -> only(o.axes(), l -> out.indexOf(l) < 0))
                .flatMap(inner -> Stream.of(new Contraction(a, b, batch, rows, inner, columns, out, lengths),
                        new Contraction(b, a, batch, columns, inner, rows, out, lengths)))
                .min(Comparator.comparingLong(Contraction::moved)).orElseThrow().tensor();
    }

    /** How many numbers have to be copied into another order. */
    private long moved() {
        int result = same(batch + rows + columns, out) ? 0 : shape(out).size();
        return (long) moved(a.axes(), rows, inner) + moved(b.axes(), inner, columns) + result;
    }

    private int moved(String axes, String first, String second) {
        return same(axes, batch + first + second) || same(axes, batch + second + first) ? 0 : shape(axes).size();
    }

    private Tensor tensor() {
        Tensor product = inner.isEmpty() ? outer() : product();
        return ordered(product.reshape(shape(batch + rows + columns)), batch + rows + columns, out);
    }

    private Tensor product() {
        boolean turnA = turned(a.axes(), rows, inner);
        boolean turnB = turned(b.axes(), inner, columns);
        return Tensor.make(new MatMul(turnA, turnB), turnA ? matrix(a, inner, rows) : matrix(a, rows, inner),
                turnB ? matrix(b, columns, inner) : matrix(b, inner, columns));
    }

    /** Nothing is summed: a product number by number, with broadcasting. */
    private Tensor outer() {
        return matrix(a, rows, "").mul(matrix(b, "", columns));
    }

    /** Whether the matrix lies the other way round, and only so. */
    private boolean turned(String axes, String first, String second) {
        return !same(axes, batch + first + second) && same(axes, batch + second + first);
    }

    private Tensor matrix(Operand o, String first, String second) {
        Tensor t = ordered(o.tensor(), o.axes(), batch + first + second);
        int rows = shape(first).size();
        int columns = shape(second).size();
        return batch.isEmpty() ? t.reshape(rows, columns) : t.reshape(shape(batch).size(), rows, columns);
    }

    private Tensor ordered(Tensor t, String from, String to) {
        return same(from, to) ? t.reshape(shape(to)) : t.transpose(to.chars().map(from::indexOf).toArray());
    }

    /** Whether numbers in the one order of axes are in the other as well: an axis of length 1 may stand anywhere. */
    private boolean same(String order, String other) {
        return only(order, l -> lengths.get(l) != 1).equals(only(other, l -> lengths.get(l) != 1));
    }

    private Shape shape(String axes) {
        return Shape.of(axes.chars().map(lengths::get).toArray());
    }
}
