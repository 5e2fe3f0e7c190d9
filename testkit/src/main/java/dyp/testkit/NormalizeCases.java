package dyp.testkit;

import static dyp.testkit.Arg.any;
import static dyp.testkit.Arg.apart;
import static dyp.testkit.Arg.distinct;
import static dyp.testkit.Arg.ints;
import static dyp.testkit.Arg.probabilities;

import dyp.op.CrossEntropy;
import dyp.op.Normalize;
import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Softmax and its logarithm over the last axis, and the losses made of them. */
final class NormalizeCases {
    private NormalizeCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        for (Normalize op : Normalize.values()) {
            for (int[] shape : new int[][] {{1}, {13}, {7, 10}, {5, 1}, {3, 5, 17}, {3, 1021}, {4099, 7}, {9, 2}, {37, 31}, {37, 33}, {129, 16}}) {
                cases.add(OpCase.of(op.label() + Shape.of(shape), x -> Tensor.make(op, x), any(shape)).sums(shape[shape.length - 1]));
            }
        }
        cases.add(OpCase.of("cross-entropy, classes", x -> x[0].crossEntropy(x[1]), any(7, 10), ints(0, 10, 7)));
        cases.add(OpCase.of("cross-entropy, classes as a column", x -> CrossEntropy.of(x[1], x[0]), any(7, 10), ints(0, 10, 7, 1)));
        cases.add(OpCase.of("cross-entropy, probabilities", x -> x[0].crossEntropy(x[1]), any(7, 13), probabilities(7, 13)));
        cases.add(OpCase.of("cross-entropy, a class per place", x -> CrossEntropy.of(x[1], x[0]), any(2, 3, 5), ints(0, 5, 2, 3)));
        cases.add(OpCase.of("binary cross-entropy", x -> CrossEntropy.binary(x[1], x[0]), any(7, 13), probabilities(7, 13)));
        cases.add(OpCase.of("attention", x -> x[0].matmul(x[1].transpose(0, 2, 1)).mul(0.4).softmax().matmul(x[2]), any(2, 5, 7), any(2, 9, 7), any(2, 9, 3)).sums(9));
        rows(cases);
        return cases;
    }

    /** Chains that sum rows on their way: rows shorter and longer than a tile and than what is done in one pass. */
    private static void rows(List<OpCase> cases) {
        for (int[] shape : new int[][] {{7, 31}, {1, 192}, {257, 192}, {3, 5, 17}, {4099, 3}, {5, 1021}, {2, 1500}, {3, 4096}, {3, 4099}}) {
            int width = shape[shape.length - 1];
            // Added so much that three numbers which happen to be nearly the same do not make their rounding large.
            cases.add(OpCase.of("layer normalisation" + Shape.of(shape), x -> {
                Tensor centred = x[0].sub(x[0].mean(-1));
                return centred.div(centred.square().mean(-1).add(0.1).sqrt()).mul(x[1]).add(x[2]);
            }, any(shape), any(width), any(width)).sums(width));
        }
        cases.add(OpCase.of("root mean square of heads", x -> {
            Tensor heads = x[0].reshape(5, 3, 2, 23);
            return heads.div(heads.square().mean(-1).add(0.01).sqrt()).reshape(5, 3, 46).mul(x[1]);
        }, any(5, 3, 46), any(46)).sums(46));
        cases.add(OpCase.of("each way round", x -> {
            Tensor sum = x[0].mean(-1);
            return sum.sub(x[0]).add(sum.div(x[1])).add(x[0].maximum(sum)).add(Tensor.where(x[0].less(sum), sum, x[1]));
        }, distinct(7, 129), apart(7, 129)).sums(129));
        cases.add(OpCase.of("numbers for some rows", x -> x[0].mul(x[0].sum(-1).mul(x[1]).add(x[2]).tanh()).sub(x[1]).mul(x[3]),
                any(3, 5, 33), any(3, 1, 1), any(5, 1), any(5, 33)).sums(33));
        cases.add(OpCase.of("sums over two axes, and of columns", x -> x[0].sub(x[0].mean(-1, -2)).square().sum(0), any(6, 5, 33)).sums(165));
    }
}
