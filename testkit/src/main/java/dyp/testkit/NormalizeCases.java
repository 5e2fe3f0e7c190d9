package dyp.testkit;

import static dyp.testkit.Arg.any;
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
            for (int[] shape : new int[][] {{1}, {13}, {7, 10}, {5, 1}, {3, 5, 17}, {3, 1021}, {4099, 7}}) {
                cases.add(OpCase.of(op.label() + Shape.of(shape), x -> Tensor.make(op, x), any(shape)).sums(shape[shape.length - 1]));
            }
        }
        cases.add(OpCase.of("cross-entropy, classes", x -> x[0].crossEntropy(x[1]), any(7, 10), ints(0, 10, 7)));
        cases.add(OpCase.of("cross-entropy, classes as a column", x -> CrossEntropy.of(x[1], x[0]), any(7, 10), ints(0, 10, 7, 1)));
        cases.add(OpCase.of("cross-entropy, probabilities", x -> x[0].crossEntropy(x[1]), any(7, 13), probabilities(7, 13)));
        cases.add(OpCase.of("cross-entropy, a class per place", x -> CrossEntropy.of(x[1], x[0]), any(2, 3, 5), ints(0, 5, 2, 3)));
        cases.add(OpCase.of("binary cross-entropy", x -> CrossEntropy.binary(x[1], x[0]), any(7, 13), probabilities(7, 13)));
        cases.add(OpCase.of("attention", x -> x[0].matmul(x[1].transpose(0, 2, 1)).mul(0.4).softmax().matmul(x[2]), any(2, 5, 7), any(2, 9, 7), any(2, 9, 3)).sums(9));
        cases.add(OpCase.of("layer normalisation", x -> {
            Tensor centred = x[0].sub(x[0].mean(-1));
            return centred.div(centred.square().mean(-1).add(0.001).sqrt()).mul(x[1]).add(x[2]);
        }, any(7, 31), any(31), any(31)).sums(31));
        return cases;
    }
}
