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
