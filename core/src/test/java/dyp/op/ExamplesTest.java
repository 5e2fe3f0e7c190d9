package dyp.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ops do, in numbers small enough to check by hand. */
class ExamplesTest {
    /** Height 4, width 4, one channel: 1 to 16 row by row. */
    private static final Tensor PICTURE = Tensor.constant(NDArray.generate(Shape.of(1, 4, 4, 1), i -> i + 1));

    @Test
    void matmul() {
        Tensor a = matrix(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Tensor b = matrix(new float[][] {{1, 0}, {0, 1}, {10, 100}});
        is(new float[][] {{31, 302}, {64, 605}}, a.matmul(b));
        is(new float[][] {{14, 32}, {32, 77}}, Tensor.make(new MatMul(false, true), a, a));
        is(new float[][] {{17, 22, 27}, {22, 29, 36}, {27, 36, 45}}, Tensor.make(new MatMul(true, false), a, a));
    }

    @Test
    void broadcasting() {
        Tensor a = matrix(new float[][] {{1, 2, 3}, {4, 5, 6}});
        is(new float[][] {{11, 22, 33}, {14, 25, 36}}, a.add(Tensor.of(10, 20, 30)));
        is(new float[][] {{10, 20, 30}, {400, 500, 600}}, a.mul(matrix(new float[][] {{10}, {100}})));
        is(new float[][] {{11, 12}, {21, 22}}, matrix(new float[][] {{10}, {20}}).add(Tensor.of(1, 2)));
    }

    /** The kernel looks at a pixel's upper left and lower right neighbours: each output is the sum of the two. */
    @Test
    void convolutionThreeByThree() {
        Tensor kernel = Tensor.constant(NDArray.of(new float[] {1, 0, 0, 0, 0, 0, 0, 0, 1}, 3, 3, 1, 1));
        // 1 + 11, 2 + 12, 5 + 15, 6 + 16
        is(NDArray.of(new float[] {12, 14, 20, 22}, 1, 2, 2, 1), conv(kernel, 1, Padding.VALID));
        // Outside the picture there is 0.
        is(NDArray.of(new float[] {6, 7, 8, 0, 10, 12, 14, 3, 14, 20, 22, 7, 0, 9, 10, 11}, 1, 4, 4, 1), conv(kernel, 1, Padding.SAME));
        // Stride 2 in "same" pads below and to the right only, as Keras does: windows start at pixels 1, 3, 9 and 11.
        is(NDArray.of(new float[] {12, 3, 9, 11}, 1, 2, 2, 1), conv(kernel, 2, Padding.SAME));
    }

    /** Two channels in, one out: the kernel lies as (height, width, in, out). */
    @Test
    void convolutionOverChannels() {
        Tensor x = Tensor.constant(NDArray.of(new float[] {1, 10, 2, 20}, 1, 1, 2, 2));
        Tensor kernel = Tensor.constant(NDArray.of(new float[] {3, 4}, 1, 1, 2, 1));
        Window one = Window.over(x.shape(), List.of(1, 1), List.of(1, 1), List.of(1, 1), Padding.VALID);
        is(NDArray.of(new float[] {43, 86}, 1, 1, 2, 1), Tensor.make(new Conv.Forward(one, 1), x, kernel));
        Tensor each = Tensor.constant(NDArray.of(new float[] {3, 4}, 1, 1, 1, 2));
        is(NDArray.of(new float[] {3, 40, 6, 80}, 1, 1, 2, 2), Tensor.make(new Conv.Forward(one, 2), x, each));
    }

    @Test
    void pooling() {
        Window two = Window.over(PICTURE.shape(), List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID);
        is(NDArray.of(new float[] {6, 8, 14, 16}, 1, 2, 2, 1), Tensor.make(new Pool.Max(two), PICTURE));
        is(NDArray.of(new float[] {3.5f, 5.5f, 11.5f, 13.5f}, 1, 2, 2, 1), Tensor.make(new Pool.Average(two), PICTURE));
        // The largest of a border window is one of the picture's own, even where all are negative.
        Window same = Window.over(PICTURE.shape(), List.of(3, 3), List.of(3, 3), List.of(1, 1), Padding.SAME);
        is(NDArray.of(new float[] {-1, -3, -9, -11}, 1, 2, 2, 1), Tensor.make(new Pool.Max(same), PICTURE.neg()));
        // The padding does not count: 3.5 is the mean of 1, 2, 5 and 6.
        is(NDArray.of(new float[] {3.5f, 5.5f, 11.5f, 13.5f}, 1, 2, 2, 1), Tensor.make(new Pool.Average(same), PICTURE));
    }

    @Test
    void softmax() {
        float e = (float) Math.E;
        is(new float[][] {{1 / (1 + e), e / (1 + e)}, {0.5f, 0.5f}}, matrix(new float[][] {{0, 1}, {7, 7}}).softmax(), 1e-7);
        is(new float[][] {{(float) -Math.log(2), (float) -Math.log(2)}}, matrix(new float[][] {{-150, -150}}).logSoftmax(), 1e-7);
    }

    @Test
    void crossEntropy() {
        Tensor logits = matrix(new float[][] {{0, 0}, {(float) Math.log(3), 0}});
        Tensor classes = Tensor.constant(NDArray.of(new int[] {0, 0}));
        // Probabilities 1/2 and 3/4.
        assertEquals((Math.log(2) + Math.log(4 / 3.0)) / 2, logits.crossEntropy(classes).value().item(), 1e-7);
    }

    @Test
    void folding() {
        Tensor a = matrix(new float[][] {{1, 2, 3}, {4, 5, 9}});
        is(new float[][] {{5, 7, 12}}, a.sum(0));
        is(new float[][] {{2}, {6}}, a.mean(1));
        assertEquals(24, a.sum().value().item());
        assertEquals(NDArray.of(new int[] {2, 2}, 2, 1), a.argmax(-1).value());
        assertEquals(NDArray.of(new int[] {1}, 1), Tensor.of(3, 8, 8, 1).argmax(0).value());
    }

    @Test
    void views() {
        Tensor a = matrix(new float[][] {{1, 2, 3}, {4, 5, 6}});
        is(new float[][] {{1, 4}, {2, 5}, {3, 6}}, a.transpose());
        is(new float[][] {{2, 3}, {5, 6}}, a.slice(1, 1, 3));
        is(new float[][] {{0, 1, 2, 3}, {0, 4, 5, 6}, {0, 0, 0, 0}}, a.pad(new int[] {0, 1}, new int[] {1, 0}));
        is(new float[][] {{1, 2, 3, 1, 2, 3}, {4, 5, 6, 4, 5, 6}}, Tensor.concat(-1, a, a));
    }

    @Test
    void indices() {
        Tensor a = matrix(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Tensor n = Tensor.constant(NDArray.of(new int[] {1, 0, 1}));
        is(new float[][] {{4, 5, 6}, {1, 2, 3}, {4, 5, 6}}, a.gather(0, n));
        is(new float[][] {{0, 1}, {1, 0}, {0, 1}}, n.oneHot(2));
        is(new float[][] {{2, 20}, {5, 50}}, Tensor.make(new Gather.ScatterAdd(0, Shape.of(2, 2)), matrix(new float[][] {{1, 10}, {2, 20}, {4, 40}}), n));
    }

    @Test
    void casts() {
        assertEquals(NDArray.of(new int[] {1, -1, 0}), Tensor.of(1.9f, -1.9f, -0.5f).cast(DType.INT32).value());
        assertEquals(NDArray.of(new int[] {-3, 2}), Tensor.constant(NDArray.of(new int[] {-7, 5})).div(2).value());
    }

    private static Tensor conv(Tensor kernel, int stride, Padding padding) {
        Window w = Window.over(PICTURE.shape(), List.of(3, 3), List.of(stride, stride), List.of(1, 1), padding);
        return Tensor.make(new Conv.Forward(w, 1), PICTURE, kernel);
    }

    private static Tensor matrix(float[][] rows) {
        return Tensor.constant(NDArray.of(rows));
    }

    private static void is(float[][] expected, Tensor t) {
        is(NDArray.of(expected), t);
    }

    private static void is(NDArray expected, Tensor t) {
        assertEquals(expected, t.add(0).value());
    }

    private static void is(float[][] expected, Tensor t, double tolerance) {
        NDArray e = NDArray.of(expected);
        assertEquals(e.shape(), t.shape());
        for (int i = 0; i < e.size(); i++) {
            assertEquals(e.at(i), t.value().at(i), tolerance);
        }
    }
}
