package dyp.testkit;

import static dyp.testkit.Arg.any;
import static dyp.testkit.Arg.ints;
import static dyp.testkit.Arg.levels;

import dyp.op.Argsort;
import dyp.op.Custom;
import dyp.op.FillMode;
import dyp.op.Gather;
import dyp.op.Random;
import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;

/** Reading and writing by index, random numbers, and an op of the user's own. */
final class IndexCases {
    private IndexCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>(sampling());
        cases.addAll(List.of(
                OpCase.of("gather of rows", x -> x[0].gather(0, x[1]), any(7, 13), ints(0, 7, 17)),
                OpCase.of("gather of columns", x -> x[0].gather(-1, x[1]), any(7, 13), ints(0, 13, 5)),
                OpCase.of("gather along a middle axis by a matrix", x -> x[0].gather(1, x[1]), any(3, 5, 7), ints(0, 5, 2, 3)),
                OpCase.of("gather of one element", x -> x[0].gather(0, x[1]), any(13), ints(0, 13)),
                OpCase.of("gather outside reads 0", x -> x[0].gather(0, x[1]), any(7, 3), ints(-3, 10, 31)),
                OpCase.of("gather of int32", x -> x[0].gather(0, x[1]), ints(0, 99, 7, 3), ints(0, 7, 5)),
                OpCase.of("embedding", x -> x[0].gather(0, x[1]).tanh(), any(31, 17), ints(0, 31, 3, 5)),
                OpCase.of("scatter of rows", x -> scatter(x[0], x[1], 0, 7, 13), any(17, 13), ints(0, 7, 17)),
                OpCase.of("scatter of columns", x -> scatter(x[0], x[1], 1, 7, 13), any(7, 5), ints(0, 13, 5)),
                OpCase.of("scatter along a middle axis by a matrix", x -> scatter(x[0], x[1], 1, 3, 5, 7), any(3, 2, 3, 7), ints(0, 5, 2, 3)),
                OpCase.of("scatter, three tasks", x -> scatter(x[0], x[1], 0, 3001, 13), any(97, 13), ints(-5, 3011, 97)),
                OpCase.of("scatter along a middle axis, three tasks", x -> scatter(x[0], x[1], 1, 5, 1013, 7), any(5, 31, 7), ints(0, 1013, 31)),
                OpCase.of("scatter outside writes nothing", x -> scatter(x[0], x[1], 0, 7, 3), any(31, 3), ints(-3, 10, 31)),
                OpCase.of("argsort", x -> Tensor.make(new Argsort(), x), any(7, 13).fixed()),
                OpCase.of("argsort of equals", x -> Tensor.make(new Argsort(), x), levels(3, 5, 31)),
                OpCase.of("argsort of a long row", x -> Tensor.make(new Argsort(), x), any(1021).fixed()),
                OpCase.of("argsort of columns of one", x -> Tensor.make(new Argsort(), x), any(7, 1).fixed()),
                OpCase.of("one-hot", x -> x[0].oneHot(10), ints(0, 10, 31)),
                OpCase.of("one-hot of a matrix, some outside", x -> x[0].oneHot(5), ints(-2, 7, 3, 7)),
                OpCase.of("uniform", x -> random(Random.Kind.UNIFORM, x[0], 7, 13), ints(0, 1 << 30, 3)),
                OpCase.of("normal", x -> random(Random.Kind.NORMAL, x[0], 7, 13), ints(0, 1 << 30, 3)),
                OpCase.of("uniform, many", x -> random(Random.Kind.UNIFORM, x[0], 257, 197), ints(0, 1 << 30, 3)),
                OpCase.of("normal, many", x -> random(Random.Kind.NORMAL, x[0], 257, 197), ints(0, 1 << 30, 3)),
                OpCase.of("dropout", x -> x[0].mul(Tensor.scalar(0.5).less(random(Random.Kind.UNIFORM, x[1], 31, 17))), any(31, 17), ints(0, 9, 3)),
                OpCase.of("custom", x -> Tensor.make(new Cube(1), x), any(7, 13)),
                OpCase.of("custom in a chain", x -> Tensor.make(new Cube(2), x[0].exp()).tanh(), any(7, 13))));
        return cases;
    }

    /** Places on both sides of every border, twice as far as the picture is long. */
    private static List<OpCase> sampling() {
        List<OpCase> cases = new ArrayList<>();
        for (FillMode fill : FillMode.values()) {
            for (boolean bilinear : new boolean[] {true, false}) {
                String how = (bilinear ? ", bilinear, " : ", nearest, ") + fill;
                cases.add(OpCase.of("sample" + how, x -> Tensor.make(new Sample.At(bilinear, fill), x[0], x[1].mul(8), x[2].mul(6)),
                        any(3, 7, 5, 3), any(3, 5, 13).fixed(), any(3, 5, 13).fixed()));
                cases.add(OpCase.of("sample back" + how,
                        x -> Tensor.make(new Sample.Back(bilinear, fill, Shape.of(3, 7, 5, 1)), x[0], x[1].mul(8), x[2].mul(6)),
                        any(3, 5, 13, 1), any(3, 5, 13).fixed(), any(3, 5, 13).fixed()));
            }
        }
        cases.add(OpCase.of("sample of one row and column", x -> Tensor.make(new Sample.At(true, FillMode.MIRROR), x),
                any(2, 1, 1, 2), any(2, 3, 1).fixed(), any(2, 3, 1).fixed()));
        return cases;
    }

    private static Tensor scatter(Tensor g, Tensor indices, int axis, int... to) {
        return Tensor.make(new Gather.ScatterAdd(axis, Shape.of(to)), g, indices);
    }

    private static Tensor random(Random.Kind kind, Tensor key, int... shape) {
        return Tensor.make(new Random(kind, Shape.of(shape), 5), key);
    }

    /** factor * x³, as a user would write an op. */
    private record Cube(double factor) implements Custom {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return inputs.getFirst().shape();
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor grad) {
            return List.of(grad.mul(out.input(0).square()).mul(3 * factor));
        }

        @Override
        public void compute(List<Slice> inputs, Slice output) {
            for (int i = 0; i < output.length(); i++) {
                double x = inputs.getFirst().get(i);
                output.set(i, factor * x * x * x);
            }
        }
    }
}
