package dyp.testkit;

import static dyp.testkit.Arg.any;
import static dyp.testkit.Arg.apart;
import static dyp.testkit.Arg.distinct;
import static dyp.testkit.Arg.ints;
import static dyp.testkit.Arg.levels;
import static dyp.testkit.Arg.positive;

import dyp.op.Binary;
import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Functions of one number, of two numbers with each kind of broadcasting, and of three. */
final class ElementwiseCases {
    private ElementwiseCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>(mixed());
        for (Unary op : Unary.values()) {
            for (int[] shape : new int[][] {{}, {1}, {13}, {7, 31}, {1021}}) {
                cases.add(OpCase.of(op.label() + Shape.of(shape), x -> Tensor.make(op, x), draw(op).apply(shape)));
            }
        }
        for (Binary op : Binary.values()) {
            pair(cases, op, "same", new int[] {7, 13}, 7, 13);
            pair(cases, op, "scalar", new int[] {7, 13});
            pair(cases, op, "row", new int[] {7, 13}, 13);
            pair(cases, op, "long row", new int[] {3, 1021}, 1021);
            pair(cases, op, "column", new int[] {31, 17}, 31, 1);
            pair(cases, op, "middle axis", new int[] {3, 5, 7}, 3, 1, 7);
            pair(cases, op, "outer axes", new int[] {3, 5, 7}, 5, 1);
            pair(cases, op, "each stretches the other", new int[] {7, 1}, 1, 13);
        }
        return cases;
    }

    /** The op on a shape and another, both ways round. */
    private static void pair(List<OpCase> cases, Binary op, String how, int[] shape, int... other) {
        OpCase.Build build = in -> Tensor.make(op, in);
        cases.add(OpCase.of(op.label() + ", " + how, build, first(op).apply(shape), second(op).apply(other)));
        cases.add(OpCase.of(op.label() + ", " + how + " first", build, first(op).apply(other), second(op).apply(shape)));
    }

    private static Function<int[], Arg> draw(Unary op) {
        return switch (op) {
            case ABS, SIGN, RELU -> Arg::apart;
            case FLOOR -> dims -> Arg.any(dims).fixed();
            case SQRT, LOG -> Arg::positive;
            default -> Arg::any;
        };
    }

    private static Function<int[], Arg> first(Binary op) {
        return switch (op) {
            case MAX, MIN, LESS -> Arg::distinct;
            case EQUAL -> Arg::levels;
            case POW -> Arg::positive;
            case RELU_GRAD -> Arg::apart;
            default -> Arg::any;
        };
    }

    private static Function<int[], Arg> second(Binary op) {
        return switch (op) {
            case MAX, MIN, LESS -> Arg::distinct;
            case EQUAL -> Arg::levels;
            case DIV -> Arg::apart;
            default -> Arg::any;
        };
    }

    private static List<OpCase> mixed() {
        return List.of(
                OpCase.of("where", x -> Tensor.where(x[0], x[1], x[2]), levels(7, 13), any(7, 13), any(7, 13)),
                OpCase.of("where, mask a row", x -> Tensor.where(x[0], x[1], x[2]), levels(13), any(7, 13), any(7, 1)),
                OpCase.of("where, scalars", x -> Tensor.where(x[0], x[1], x[2]), levels(3, 5, 7), any(), any(5, 1)),
                OpCase.of("where, mask a scalar", x -> Tensor.where(x[0], x[1], x[2]), levels(), any(17), any(7, 17)),
                OpCase.of("maximum, ties", x -> x[0].maximum(x[1]), levels(7, 31), levels(7, 31)),
                OpCase.of("less, ties", x -> x[0].less(x[1]), levels(7, 31), levels(7, 31)),
                OpCase.of("pow, whole exponents", x -> x[0].pow(x[1]), apart(7, 13), levels(7, 13)),
                OpCase.of("pow, squared", x -> x[0].pow(Tensor.scalar(2)), apart(7, 13)),
                OpCase.of("clip", x -> x[0].clip(-0.41, 0.51), distinct(7, 13)),
                OpCase.of("numbers", x -> x[0].add(3).mul(0.5).sub(1).div(4), any(7, 13)),
                OpCase.of("int32 add", x -> x[0].add(x[1]), ints(-9, 9, 7, 13), ints(-9, 9, 13)),
                OpCase.of("int32 sub, mul, number", x -> x[0].sub(x[1]).mul(x[1]).add(2), ints(-9, 9, 31), ints(-9, 9, 31)),
                OpCase.of("int32 div drops the fraction", x -> x[0].div(x[1]), ints(-99, 99, 31), ints(1, 9, 31)),
                OpCase.of("int32 less", x -> x[0].less(x[1]), ints(-3, 3, 31), ints(-3, 3, 31)),
                OpCase.of("int32 equal", x -> x[0].equal(x[1]), ints(-3, 3, 31), ints(-3, 3, 31)),
                OpCase.of("cast to int32", x -> x[0].mul(64).add(0.5).cast(DType.INT32), distinct(7, 31)),
                OpCase.of("cast to float32", x -> x[0].cast(DType.FLOAT32).mul(0.5), ints(-9, 9, 7, 31)),
                OpCase.of("update by an input", x -> variable(7, 13).update(x[0]), any(7, 13)),
                OpCase.of("update by a chain", x -> stepped(variable(7, 13), x[0]), any(7, 13)),
                OpCase.of("update by a chain with a stretched input", x -> stepped(variable(7, 13), x[0].add(x[1])), any(7, 13), any(13)),
                OpCase.of("update by a product", x -> variable(7, 13).update(x[0].matmul(x[1])), any(7, 5), any(5, 13)),
                OpCase.of("update of int32", x -> variable(x[0]).update(x[0].add(1)), ints(-9, 9, 13)),
                OpCase.of("chain on a diamond", x -> diamond(x[0].mul(x[1])), any(7, 31), positive(31)),
                OpCase.of("erf far out", x -> x[0].mul(4).erf(), any(7, 31)),
                OpCase.of("expm1 far out", x -> x[0].mul(8).expm1().tanh(), any(7, 31)),
                OpCase.of("gelu far out", x -> x[0].mul(4).gelu(), any(7, 31)),
                OpCase.of("gelu by tanh", x -> gelu(x[0]), any(3, 1021)),
                OpCase.of("three tasks, add", x -> x[0].add(x[1]), any(17, 2357), any(2357)),
                OpCase.of("three tasks, column", x -> x[0].mul(x[1]).tanh(), any(17, 2357), any(17, 1)),
                OpCase.of("three tasks, a number for each row of a middle axis", x -> x[0].sub(x[1]), any(31, 37, 41), any(1, 37, 1)),
                OpCase.of("three tasks, middle axis", x -> x[0].sub(x[1]), any(31, 37, 41), any(31, 1, 41)));
    }

    private static Tensor diamond(Tensor x) {
        return x.sigmoid().mul(x.tanh()).add(x);
    }

    private static Tensor gelu(Tensor x) {
        Tensor cube = x.mul(x).mul(x);
        return x.mul(0.5).mul(cube.mul(0.044715).add(x).mul(0.7978845608).tanh().add(1));
    }

    private static Tensor stepped(Tensor variable, Tensor gradient) {
        return variable.update(variable.sub(gradient.mul(0.125)));
    }

    private static Tensor variable(int... shape) {
        return Tensor.make(new Leaf.Variable("v", NDArray.generate(Shape.of(shape), i -> Math.cos(i)), true));
    }

    /** An int32 variable of the same shape. */
    private static Tensor variable(Tensor like) {
        return Tensor.make(new Leaf.Variable("v", NDArray.zeros(DType.INT32, like.shape()), false));
    }
}
