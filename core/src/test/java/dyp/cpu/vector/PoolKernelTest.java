package dyp.cpu.vector;

import dyp.cpu.scalar.ScalarBackend;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolKernelTest {
    @Test
    void randomWindows() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int kh = 1 + random.nextInt(3), kw = 1 + random.nextInt(3), top = random.nextInt(kh), left = random.nextInt(kw);
            // Half of them lay the windows side by side, where a gradient is stored and not added.
            boolean tiles = random.nextBoolean();
            var stride = tiles ? List.of(kh, kw) : List.of(1 + random.nextInt(3), 1 + random.nextInt(3));
            var window = new Window(List.of(kh, kw), stride, List.of(1, 1), List.of(top, left),
                    List.of(random.nextInt(kh), random.nextInt(kw)));
            check(Shape.of(1 + random.nextInt(3), kh + random.nextInt(9), kw + random.nextInt(9), 1 + random.nextInt(40)), window, seed);
        }
    }

    /** One sample, so that its pictures are tasks; windows side by side and overlapping ones, also beyond the edge. */
    @Test
    void randomBoxes() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            List<Integer> size = List.of(1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(3));
            List<Integer> stride = random.nextBoolean() ? size : List.of(1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(3));
            List<Integer> before = size.stream().map(random::nextInt).toList(), after = size.stream().map(random::nextInt).toList();
            int[] dims = size.stream().mapToInt(n -> n + random.nextInt(7)).toArray();
            check(Shape.of(1 + random.nextInt(2), dims[0], dims[1], dims[2], 1 + random.nextInt(40)),
                    new Window(size, stride, List.of(1, 1, 1), before, after), seed);
        }
    }

    /** Large enough for several tasks. */
    @Test
    void largeBoxes() {
        var two = List.of(2, 2, 2);
        check(Shape.of(2, 12, 16, 16, 17), new Window(two, two, List.of(1, 1, 1), List.of(0, 0, 0), List.of(0, 0, 0)), 1);
        check(Shape.of(1, 13, 17, 15, 32), new Window(two, two, List.of(1, 1, 1), List.of(0, 0, 1), List.of(1, 1, 0)), 2);
        check(Shape.of(2, 9, 16, 16, 16), new Window(List.of(3, 3, 3), two, List.of(1, 1, 1), List.of(1, 1, 1), List.of(1, 1, 1)), 3);
    }

    private static void check(Shape shape, Window window, int seed) {
        Tensor x = Tensor.input("x", DType.FLOAT32, shape), max = Tensor.make(new Pool.Max(window), x);
        Tensor dy = Tensor.input("dy", DType.FLOAT32, max.shape());
        check(max, seed);
        check(Tensor.make(new Pool.Average(window), x), seed);
        check(Tensor.make(new Pool.MaxScatter(window), x, dy), seed);
        check(Tensor.make(new Pool.AverageScatter(window, shape), dy), seed);
    }

    private static void check(Tensor node, int seed) {
        var random = new Random(seed);
        List<Slice> inputs = new ArrayList<>();
        for (Tensor input : node.inputs()) {
            int pos = random.nextInt(20), size = (int) input.shape().size();
            inputs.add(Slice.of(KernelCheck.random(random, pos, size), pos, size));
        }
        int size = (int) node.shape().size();
        float[] wanted = new float[size];
        var slices = new Slices(inputs, Slice.of(wanted, 0, size), Slice.of(new float[0], 0, 0), 1);
        for (Step step : new ScalarBackend().bind(node, slices)) {
            for (int task = 0; task < step.tasks(); task++) {
                step.run(task, 0);
            }
        }
        double[] expected = new double[size];
        for (int i = 0; i < size; i++) {
            expected[i] = wanted[i];
        }
        KernelCheck.check(node.op() + " of " + node.inputs() + ", seed " + seed, random, expected, node.shape().last(), 9, lanes -> 0,
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> new Step[] {
                    PoolKernel.bind((Pool) node.op(), node.inputs(), node.shape(), inputs, Slice.of(c, cPos, size), epilogue)
                });
    }
}
