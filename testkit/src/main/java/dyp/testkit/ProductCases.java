package dyp.testkit;

import static dyp.testkit.Arg.any;

import dyp.op.MatMul;
import dyp.op.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Matrix products at sizes around the kernels' tiles, each matrix lying either way, alone and in batches. */
final class ProductCases {
    private ProductCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        int[][] sizes = {{1, 1, 1}, {7, 13, 17}, {1, 31, 7}, {31, 1, 13}, {13, 17, 1}, {33, 65, 47}, {9, 300, 35}};
        for (int[] s : sizes) {
            for (int flags = 0; flags < 4; flags++) {
                add(cases, (flags & 1) != 0, (flags & 2) != 0, 0, s[0], s[1], s[2]);
            }
        }
        for (int flags = 0; flags < 4; flags++) {
            add(cases, (flags & 1) != 0, (flags & 2) != 0, 3, 7, 13, 17);
            add(cases, (flags & 1) != 0, (flags & 2) != 0, 1, 5, 3, 31);
        }
        add(cases, false, false, 0, 129, 67, 131);
        add(cases, false, false, 0, 61, 1100, 37);
        add(cases, true, false, 0, 61, 1100, 37);
        add(cases, false, true, 2, 101, 33, 167);
        cases.add(OpCase.of("matmul of rank 3 by a matrix", x -> x[0].matmul(x[1]), any(3, 5, 7), any(7, 4)).sums(7));
        cases.add(OpCase.of("matmul of a vector by a matrix", x -> x[0].matmul(x[1]), any(7), any(7, 4)).sums(7));
        cases.add(OpCase.of("matmul by itself", x -> x[0].matmul(x[0]), any(13, 13)).sums(13));
        cases.add(OpCase.of("matmul of transposes", x -> x[0].transpose().matmul(x[1].transpose()), any(13, 7), any(5, 13)).sums(13));
        cases.add(OpCase.of("matmul, batch transposed", x -> x[0].matmul(x[1].transpose(0, 2, 1)), any(3, 5, 7), any(3, 11, 7)).sums(7));
        cases.add(OpCase.of("dense layer", x -> x[0].matmul(x[1]).add(x[2]).tanh(), any(31, 17), any(17, 33), any(33)).sums(17));
        cases.add(OpCase.of("dense layer, residual", x -> x[0].matmul(x[1]).add(x[2]).mul(x[3]), any(7, 17), any(17, 9), any(7, 9), any(7, 1)).sums(17));
        cases.add(OpCase.of("heads side by side, compared and joined", x -> joined(heads(x[0]).matmul(heads(x[1]).transpose(0, 2, 1)).matmul(heads(x[1]))),
                any(2, 33, 46), any(2, 29, 46)).sums(33 * 23));
        return cases;
    }

    /** (batch, steps, 2 heads * size) -> (2 batch, steps, size). */
    private static Tensor heads(Tensor x) {
        int steps = x.shape().dim(1);
        return x.reshape(2, steps, 2, 23).transpose(0, 2, 1, 3).reshape(4, steps, 23);
    }

    private static Tensor joined(Tensor x) {
        int steps = x.shape().dim(1);
        return x.reshape(2, 2, steps, 23).transpose(0, 2, 1, 3).reshape(2, steps, 46);
    }

    private static void add(List<OpCase> cases, boolean ta, boolean tb, int batch, int m, int k, int n) {
        Arg a = matrix(batch, ta ? k : m, ta ? m : k);
        Arg b = matrix(batch, tb ? n : k, tb ? k : n);
        String name = "matmul " + (batch > 0 ? batch + " of " : "") + a.shape() + (ta ? "ᵀ" : "") + " x " + b.shape() + (tb ? "ᵀ" : "");
        cases.add(OpCase.of(name, x -> Tensor.make(new MatMul(ta, tb), x), a, b).sums(Math.max(k, Math.max(m, n))));
    }

    private static Arg matrix(int batch, int rows, int columns) {
        return batch == 0 ? any(rows, columns) : any(batch, rows, columns);
    }
}
