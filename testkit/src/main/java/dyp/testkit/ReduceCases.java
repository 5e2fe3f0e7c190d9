package dyp.testkit;

import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Folds of every kind over every pattern of axes: leading, trailing, in the middle, several, apart, all. */
final class ReduceCases {
    private static final int[][] SHAPES = {{1}, {1021}, {7, 13}, {1, 31}, {31, 1}, {17, 1021}, {5, 7, 3}, {3, 5, 7, 4}};

    private ReduceCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (int[] shape : SHAPES) {
                axes(shape.length, kind == Reduce.Kind.ARGMAX).forEach(axes -> add(cases, kind, axes, shape));
            }
            add(cases, kind, new int[] {1}, 97, 431);
            if (kind != Reduce.Kind.ARGMAX) {
                add(cases, kind, new int[] {0}, 431, 97);
                add(cases, kind, new int[] {0}, 65_537);
                add(cases, kind, new int[] {0, 1, 2}, 3, 31, 33, 17);
                cases.add(OpCase.of(kind + " of int32", x -> reduce(kind, x[0], 0), Arg.ints(0, 9, 7, 13)));
            }
            cases.add(OpCase.of(kind + " with ties", x -> reduce(kind, x[0], 1), Arg.levels(31, 17)));
        }
        cases.add(OpCase.of("sum to a scalar", x -> x[0].sum(), Arg.any(7, 13)));
        cases.add(OpCase.of("mean of a scalar", x -> x[0].mean(), Arg.any()));
        cases.add(OpCase.of("sum, negative axes", x -> x[0].sum(-1, -2), Arg.any(3, 5, 7)));
        cases.add(OpCase.of("sum to a shape", x -> x[0].sumTo(Shape.of(5, 1)), Arg.any(3, 5, 7)));
        cases.add(OpCase.of("variance", x -> x[0].sub(x[0].mean(-1)).square().mean(-1), Arg.any(13, 31)));
        return cases;
    }

    private static void add(List<OpCase> cases, Reduce.Kind kind, int[] axes, int... shape) {
        Function<int[], Arg> draw = kind == Reduce.Kind.SUM || kind == Reduce.Kind.MEAN ? Arg::any : Arg::distinct;
        int terms = Arrays.stream(axes).map(a -> shape[a]).reduce(1, (a, b) -> a * b);
        cases.add(OpCase.of(kind + " of " + Shape.of(shape) + " over " + Arrays.toString(axes), x -> reduce(kind, x[0], axes), draw.apply(shape))
                .sums(terms));
    }

    private static Tensor reduce(Reduce.Kind kind, Tensor x, int... axes) {
        return Tensor.make(new Reduce(kind, View.ints(axes)), x);
    }

    /** Every set of axes but the empty one; or every single axis. */
    private static List<int[]> axes(int rank, boolean one) {
        List<int[]> sets = new ArrayList<>();
        for (int bits = 1; bits < 1 << rank; bits++) {
            int set = bits;
            int[] axes = java.util.stream.IntStream.range(0, rank).filter(i -> (set >> i & 1) == 1).toArray();
            if (!one || axes.length == 1) {
                sets.add(axes);
            }
        }
        return sets;
    }
}
