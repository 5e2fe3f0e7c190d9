package dyp.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user reads where shapes or types do not fit: thrown on the line that makes the tensor. */
class MessagesTest {
    @Test
    void matmul() {
        message("[matmul] inner dimensions differ: (32, 784) x (512, 10)", () -> x(32, 784).matmul(x(512, 10)));
        message("[matmul] inner dimensions differ: (32, 784) x (10, 512)ᵀ", () -> Tensor.make(new MatMul(false, true), x(32, 784), x(10, 512)));
        message("[matmul] inner dimensions differ: (32, 784)ᵀ x (512, 10)", () -> Tensor.make(new MatMul(true, false), x(32, 784), x(512, 10)));
        message("[matmul] needs two matrices or two equally long batches of them: (2, 3, 4) x (5, 4, 3)", () -> x(2, 3, 4).matmul(x(5, 4, 3)));
        message("[matmul] needs two matrices or two equally long batches of them: (3, 4) x (4,)", () -> x(3, 4).matmul(x(4)));
    }

    @Test
    void broadcasting() {
        message("[add] shapes do not broadcast: (32, 10) and (32,). Axes are aligned at the end; each pair must be equal or 1.", () -> x(32, 10).add(x(32)));
        message("[where] shapes do not broadcast: (3,) and (3,) and (2,). Axes are aligned at the end; each pair must be equal or 1.",
                () -> Tensor.where(x(3), x(3), x(2)));
        message("[broadcast] (3,) does not stretch to (4,).", () -> x(3).broadcastTo(Shape.of(4)));
    }

    @Test
    void types() {
        message("[mul] the operands' types differ: float32 and int32. Use cast(...) on one.", () -> x(3).mul(n(3)));
        message("An int32 tensor meets 0.5, which is no whole number. Use cast(FLOAT32) first.", () -> n(3).mul(0.5));
        message("[gather] indices must be int32, but float32(3,) came. Use cast(INT32).", () -> x(5, 2).gather(0, x(3)));
        message("[one_hot] indices must be int32, but float32(3,) came. Use cast(INT32).", () -> x(3).oneHot(2));
        message("[random] the key is int32 (3,): seed low, seed high, step; but float32(3,) came.",
                () -> Tensor.make(new Random(Random.Kind.UNIFORM, Shape.of(2), 0), x(3)));
    }

    @Test
    void windows() {
        message("[conv] a kernel of (3, 3, 4, 8) in 1 group(s) expects 4 input channels and filters that divide by the groups,"
                + " but the input is (1, 9, 9, 3).", () -> conv(x(1, 9, 9, 3), x(3, 3, 4, 8)));
        message("[conv] a window of [3, 3] does not fit into an input of (1, 2, 9, 3). Use a smaller window, padding SAME, or a larger input.",
                () -> conv(x(1, 2, 9, 3), x(3, 3, 3, 8)));
        message("A window of 2 axes slides over (batch, length, length, channels), rank 4, but the input is (9, 9, 3).",
                () -> Window.over(Shape.of(9, 9, 3), List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME));
    }

    @Test
    void views() {
        message("[reshape] (2, 3) has 6 elements, which do not fit [4, 2].", () -> x(2, 3).reshape(4, 2));
        message("[transpose] [0, 0] is not an order of the 2 axes of (2, 3).", () -> x(2, 3).transpose(0, 0));
        message("[slice] start [0, 1], size [2, 4], step [1, 1] reaches outside (2, 3).", () -> x(2, 3).slice(1, 1, 5));
        message("[pad] a border cannot be negative: [-1], [0].", () -> x(3).pad(new int[] {-1}, new int[] {0}));
        message("[concat] along axis 0, all other axes and the type must agree: float32(2, 3), float32(2, 4)", () -> Tensor.concat(0, x(2, 3), x(2, 4)));
        message("Axis 2 does not exist in shape (2, 3) (rank 2).", () -> x(2, 3).sum(2));
    }

    @Test
    void losses() {
        message("[cross_entropy] scores (32, 10) need one class index per row, (32,), but (31,) came.", () -> x(32, 10).crossEntropy(n(31)));
        message("[cross_entropy] logits (32, 10) need a target of the same shape, or int32 class indices (32,); but float32(32, 9) came.",
                () -> x(32, 10).crossEntropy(x(32, 9)));
    }

    @Test
    void updates() {
        Tensor v = Tensor.make(new Leaf.Variable("w", NDArray.zeros(Shape.of(2, 3)), true));
        message("[update] variable w is float32(2, 3) but its new value is float32(3, 2).", () -> v.update(x(3, 2)));
        message("[update] only a variable can be updated, not the result of exp.", () -> v.exp().update(v));
    }

    private static Tensor x(int... shape) {
        return Tensor.input("x", DType.FLOAT32, Shape.of(shape));
    }

    private static Tensor n(int... shape) {
        return Tensor.input("n", DType.INT32, Shape.of(shape));
    }

    private static Tensor conv(Tensor x, Tensor kernel) {
        Window w = new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(0, 0));
        return Tensor.make(new Conv.Forward(w, 1), x, kernel);
    }

    private static void message(String expected, Runnable body) {
        assertEquals(expected, assertThrows(DypException.class, body::run).getMessage());
    }
}
