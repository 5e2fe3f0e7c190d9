package dyp.testkit;

import dyp.op.Conv;
import dyp.op.Padding;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Loops: what is carried, what is kept, in either direction, and every way in which a constant's gradient adds up. */
final class ScanCases {
    private static final int STEPS = 5;

    private ScanCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        for (boolean reverse : new boolean[] {false, true}) {
            String way = reverse ? ", reverse" : "";
            cases.add(scan("running sum" + way, reverse, 1, (c, x) -> {
                Tensor sum = c.getFirst().add(x.getFirst());
                return new Scan.Next(List.of(sum), List.of(sum));
            }, Arg.any(3, 7), Arg.any(STEPS, 3, 7)));
            cases.add(recurrent("recurrent layer" + way, reverse, STEPS));
        }
        cases.add(recurrent("recurrent layer, one step", false, 1));
        cases.add(scan("two carried values, swapped", false, 2, (c, x) ->
                new Scan.Next(List.of(c.get(1), c.get(0)), List.of(c.get(0).mul(x.getFirst()).tanh())), Arg.any(7), Arg.any(7), Arg.any(STEPS, 7)));
        cases.add(scan("only the last value", false, 1, (c, x) ->
                new Scan.Next(List.of(c.getFirst().mul(x.getFirst()).sin()), List.of()), Arg.any(3, 5), Arg.any(STEPS, 3, 5)));
        cases.add(scan("nothing carried", false, 0, (c, x) ->
                new Scan.Next(List.of(), List.of(x.getFirst().softmax(), x.getFirst().exp())), Arg.any(STEPS, 3, 5)));
        cases.add(scan("several sequences, one of int32", false, 1, (c, x) -> {
            Tensor next = Tensor.where(x.get(1).cast(DType.FLOAT32), c.getFirst().mul(x.getFirst()), c.getFirst());
            return new Scan.Next(List.of(next), List.of(next, c.getFirst(), x.getFirst()));
        }, Arg.any(3, 5), Arg.any(STEPS, 3, 5), Arg.ints(0, 2, STEPS, 3, 1)));
        cases.add(OpCase.of("scan: a constant in every place", x -> joined(Scan.run(STEPS, false, List.of(x[0]), List.of(x[1]), (c, s) -> {
            Tensor next = c.getFirst().mul(x[2]).add(s.getFirst().matmul(x[2])).add(x[2].matmul(c.getFirst())).add(x[2].mean(0)).tanh();
            return new Scan.Next(List.of(next), List.of(next.mul(x[2].slice(0, 1, 2))));
        })), Arg.any(3, 3), Arg.any(STEPS, 3, 3), Arg.any(3, 3)));
        cases.add(OpCase.of("scan: no sequence", x -> joined(Scan.run(STEPS, false, List.of(x[0]), List.of(), (c, s) -> {
            Tensor next = c.getFirst().mul(x[1]).cos();
            return new Scan.Next(List.of(next), List.of(next));
        })), Arg.any(7), Arg.any(7)));
        cases.add(OpCase.of("scan: convolution", x -> joined(Scan.run(3, true, List.of(x[0]), List.of(x[1]), (c, s) -> {
            Window w = Window.over(x[0].shape(), List.of(3), List.of(1), List.of(1), Padding.SAME);
            Tensor next = Tensor.make(new Conv.Forward(w, 1), c.getFirst(), x[2]).add(s.getFirst()).tanh();
            return new Scan.Next(List.of(next), List.of(next));
        })), Arg.any(2, 7, 3), Arg.any(3, 2, 7, 3), Arg.any(3, 3, 3)).sums(27));
        cases.add(OpCase.of("scan: one in another", x -> joined(Scan.run(3, false, List.of(x[0]), List.of(x[1]), (c, s) -> {
            Scan.Result inner = Scan.run(2, true, List.of(c.getFirst()), List.of(s.getFirst()), (d, t) ->
                    new Scan.Next(List.of(d.getFirst().matmul(x[2]).add(t.getFirst()).tanh()), List.of(d.getFirst())));
            return new Scan.Next(List.of(inner.last().getFirst()), List.of(inner.outputs().getFirst()));
        })), Arg.any(3, 5), Arg.any(3, 2, 3, 5), Arg.any(5, 5)).sums(10));
        return cases;
    }

    private static OpCase recurrent(String name, boolean reverse, int steps) {
        return OpCase.of("scan: " + name, x -> joined(Scan.run(steps, reverse, List.of(x[0]), List.of(x[1]), (c, s) -> {
            Tensor next = c.getFirst().matmul(x[2]).add(s.getFirst()).add(x[3]).tanh();
            return new Scan.Next(List.of(next), List.of(next));
        })), Arg.any(3, 7), Arg.any(steps, 3, 7), Arg.any(7, 7), Arg.any(7)).sums(7 * steps);
    }

    private static OpCase scan(String name, boolean reverse, int carried, Scan.Step step, Arg... args) {
        int steps = args[carried].shape().dim(0);
        return OpCase.of("scan: " + name, x -> {
            List<Tensor> all = List.of(x);
            return joined(Scan.run(steps, reverse, all.subList(0, carried), all.subList(carried, all.size()), step));
        }, args);
    }

    /** All parts of the result, each times a number of its own, so that none hides another. */
    private static Tensor joined(Scan.Result r) {
        List<Tensor> parts = new ArrayList<>(r.outputs());
        parts.addAll(r.last());
        Tensor[] flat = new Tensor[parts.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = parts.get(i).mul(1 + 0.25 * i).reshape(-1);
        }
        return Tensor.concat(0, flat);
    }
}
