package dyp.testkit;

import static dyp.testkit.Arg.any;
import static dyp.testkit.Arg.ints;

import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same elements seen otherwise. */
final class ViewCases {
    private ViewCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            cases.add(OpCase.of("transpose " + Arrays.toString(order), x -> x[0].transpose(order), any(3, 5, 7)));
        }
        cases.addAll(List.of(
                OpCase.of("transpose of a matrix", x -> x[0].transpose(), any(31, 17)),
                OpCase.of("transpose of a large matrix", x -> x[0].transpose(), any(131, 257)),
                OpCase.of("transpose to channels first", x -> x[0].transpose(0, 3, 1, 2), any(2, 5, 7, 3)),
                OpCase.of("transpose to channels first, in squares", x -> x[0].transpose(0, 3, 1, 2), any(2, 5, 7, 19)),
                OpCase.of("transpose to channels last, in squares", x -> x[0].transpose(0, 2, 3, 1), any(2, 37, 3, 5)),
                OpCase.of("transpose of four axes", x -> x[0].transpose(3, 1, 2, 0), any(17, 3, 2, 21)),
                OpCase.of("transpose of some rows", x -> x[0].slice(0, 1, 17).transpose(), any(19, 23)),
                OpCase.of("transpose of heads", x -> x[0].transpose(0, 2, 1, 3), any(2, 5, 3, 7)),
                OpCase.of("transpose of int32", x -> x[0].transpose(), ints(0, 9, 7, 13)),
                OpCase.of("reshape", x -> x[0].reshape(13, 7), any(7, 13)),
                OpCase.of("reshape with -1", x -> x[0].reshape(-1, 3).tanh(), any(7, 3, 5)),
                OpCase.of("reshape to a scalar", x -> x[0].reshape().exp(), any(1, 1)),
                OpCase.of("reshape of int32", x -> x[0].reshape(-1), ints(0, 9, 7, 13)),
                OpCase.of("stop gradient", x -> x[0].stopGradient().mul(x[1]), any(7, 13).fixed(), any(7, 13)),
                OpCase.of("slice of the first axis", x -> x[0].slice(0, 2, 5), any(7, 13)),
                OpCase.of("slice of the last axis", x -> x[0].slice(-1, 1, 12), any(7, 13)),
                OpCase.of("slice of a middle axis", x -> x[0].slice(1, 4, 5), any(3, 5, 7)),
                OpCase.of("slice with steps", x -> slice(x[0], ints3(1, 0, 2), ints3(2, 3, 2), ints3(1, 2, 3)), any(4, 5, 7)),
                OpCase.of("slice of one element", x -> slice(x[0], ints3(3, 4, 6), ints3(1, 1, 1), ints3(5, 5, 5)), any(4, 5, 7)),
                OpCase.of("slice of int32", x -> x[0].slice(1, 3, 8), ints(0, 9, 7, 13)),
                OpCase.of("pad", x -> x[0].pad(new int[] {1, 0}, new int[] {0, 3}), any(7, 13)),
                OpCase.of("pad of an image", x -> x[0].pad(new int[] {0, 1, 2, 0}, new int[] {0, 2, 1, 0}), any(2, 5, 7, 3)),
                OpCase.of("pad between elements", x -> pad(x[0], ints3(0, 1, 2), ints3(1, 0, 0), ints3(1, 2, 3), 0), any(3, 4, 5)),
                OpCase.of("pad with a number", x -> pad(x[0], ints3(1, 1, 1), ints3(2, 0, 1), ints3(2, 1, 1), -3.5), any(3, 1, 5)),
                OpCase.of("pad of int32", x -> x[0].pad(new int[] {1}, new int[] {2}), ints(0, 9, 13)),
                OpCase.of("concat along the first axis", x -> Tensor.concat(0, x), any(3, 7), any(1, 7), any(5, 7)),
                OpCase.of("concat along the last axis", x -> Tensor.concat(-1, x), any(7, 3), any(7, 1), any(7, 13)),
                OpCase.of("concat along a middle axis", x -> Tensor.concat(1, x), any(3, 2, 7), any(3, 5, 7)),
                OpCase.of("concat with itself", x -> Tensor.concat(0, x[0], x[0]), any(3, 7)),
                OpCase.of("concat of one", x -> Tensor.concat(0, x), any(3, 7)),
                OpCase.of("concat of int32", x -> Tensor.concat(0, x), ints(0, 9, 7), ints(0, 9, 3)),
                OpCase.of("broadcast of a scalar", x -> x[0].broadcastTo(Shape.of(7, 13)), any()),
                OpCase.of("broadcast of a row", x -> x[0].broadcastTo(Shape.of(7, 13)), any(13)),
                OpCase.of("broadcast of a column", x -> x[0].broadcastTo(Shape.of(7, 13)), any(7, 1)),
                OpCase.of("broadcast of outer and inner axes", x -> x[0].broadcastTo(Shape.of(3, 5, 7, 2)), any(1, 5, 1, 2)),
                OpCase.of("broadcast of int32", x -> x[0].broadcastTo(Shape.of(7, 13)), ints(0, 9, 13)),
                OpCase.of("broadcast to three tasks", x -> x[0].broadcastTo(Shape.of(17, 2357)), any(17, 1)),
                OpCase.of("shuffle of channels", x -> x[0].reshape(2, 5, 3, 2).transpose(0, 1, 3, 2).reshape(2, 5, 6), any(2, 5, 6))));
        return cases;
    }

    private static Tensor slice(Tensor x, List<Integer> start, List<Integer> size, List<Integer> step) {
        return Tensor.make(new View.Slice(start, size, step), x);
    }

    private static Tensor pad(Tensor x, List<Integer> low, List<Integer> high, List<Integer> step, double value) {
        return Tensor.make(new View.Pad(low, high, step, value), x);
    }

    private static List<Integer> ints3(int a, int b, int c) {
        return List.of(a, b, c);
    }
}
