package dyp.nn;

import static dyp.nn.Layers.add;
import static dyp.nn.Layers.average;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.concatenate;
import static dyp.nn.Layers.masking;
import static dyp.nn.Layers.maximum;
import static dyp.nn.Layers.minimum;
import static dyp.nn.Layers.multiply;
import static dyp.nn.Layers.softmax;
import static dyp.nn.Layers.subtract;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dyp.nn.golden.Golden;
import dyp.op.Elementwise;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What masks do to layers and what becomes of them; the numbers are Keras 3.15.1's. */
class MasksTest {
    private static final Tensor X = array(new float[] {1, 2, 3, -4, 5, 6, -1, 0.5f, 2, 2, 7, -3}, 2, 3, 2);
    private static final Tensor Y = array(new float[] {2, -1, 0.5f, 3, 4, 4, 1, 1, -2, 5, 6, 2}, 2, 3, 2);
    private static final Tensor OF_X = array(new float[] {1, 1, 0, 1, 0, 1}, 2, 3);
    private static final Tensor OF_Y = array(new float[] {1, 0, 0, 0, 0, 1}, 2, 3);

    private final Trace trace = new Trace(new Variables(0), true, null);
    private final Scope scope = trace.root();

    private static Tensor array(float[] values, int... shape) {
        return Tensor.constant(NDArray.of(values, shape));
    }

    private static void close(Tensor actual, float... expected) {
        Golden.close("values", NDArray.of(expected, actual.shape().dims()), actual.value(), 1e-6);
    }

    @Test
    void batchNormalizationCountsOnlyWhatTheMaskLeaves() {
        scope.mask(X, OF_X);
        close(batchNormalization().momentum(0.9).apply(X, scope), -0.5070635676f, 1.2707164288f, 0.1690211892f, -1.1690590382f, 0.8451059461f,
                2.8972334862f, -1.1831483841f, 0.6607725024f, -0.1690211892f, 1.2707164288f, 1.5211908817f, -0.7624298334f);
        List<Tensor> moving = trace.updates().stream().map(u -> u.op() instanceof Elementwise.Update ? u.input(1) : u).toList();
        close(moving.get(0), 0.25f, -0.1125f);
        close(moving.get(1), 1.7749999762f, 1.5046875477f);
    }

    @Test
    void softmaxLeavesOutWhatTheMaskDoes() {
        Tensor a = array(new float[] {1, 2, 3, 0.5f, -1, 4}, 2, 3);
        Tensor given = softmax().apply(List.of(a, OF_X), scope).getFirst();
        close(given, 0.2689414322f, 0.7310585380f, 0, 0.0293122306f, 0, 0.9706877470f);
        scope.mask(a, OF_X);
        assertEquals(given.value(), softmax().apply(a, scope).value(), "by the steps' mask");
        close(softmax().apply(List.of(a, array(new float[] {0, 0, 0, 1, 0, 1}, 2, 3)), scope).getFirst(), 0, 0, 0, 0.0293122306f, 0, 0.9706877470f);
    }

    @Test
    void maskingFindsStepsOfOneValue() {
        Tensor in = array(new float[] {0, 0, 3, 0, 0, 6, 0, 0, 0, 0, 7, -3}, 2, 3, 2);
        Tensor out = masking().apply(in, scope);
        assertEquals(in.value(), out.value());
        close(scope.mask(out), 0, 1, 1, 0, 0, 1);
        Tensor twos = masking(2).apply(array(new float[] {2, 2, 2, 1}, 1, 2, 2), scope);
        close(twos, 0, 0, 2, 1);
        close(scope.mask(twos), 0, 1);
    }

    /** @param mask null for none */
    private void check(Joint layer, float[] mask, float... expected) {
        Tensor out = layer.apply(List.of(X, Y), scope).getFirst();
        close(out, expected);
        if (mask == null) {
            assertNull(scope.mask(out), layer + " has a mask");
        } else {
            close(scope.mask(out), mask);
        }
    }

    @Test
    void mergesWithTwoMasks() {
        scope.mask(X, OF_X);
        scope.mask(Y, OF_Y);
        float[] any = {1, 1, 0, 1, 0, 1};
        check(add(), any, 3, 1, 3.5f, -1, 9, 10, 0, 1.5f, 0, 7, 13, -1);
        check(subtract(), any, -1, 3, 2.5f, -7, 1, 2, -2, -0.5f, 4, -3, 1, -5);
        check(average(), any, 1.5f, 0.5f, 1.75f, -0.5f, 4.5f, 5, 0, 0.75f, 0, 3.5f, 6.5f, -0.5f);
        check(multiply(), any, 2, -2, 3, -4, 0, 0, -1, 0.5f, 0, 0, 42, -6);
        check(maximum(), any, 2, 2, 3, -4, 5, 6, -1, 0.5f, 2, 2, 7, 2);
        check(minimum(), any, 1, -1, 3, -4, 5, 6, -1, 0.5f, 2, 2, 6, -3);
        check(concatenate(), any, 1, 2, 2, -1, 3, -4, 0.5f, 3, 5, 6, 4, 4, -1, 0.5f, 1, 1, 2, 2, -2, 5, 7, -3, 6, 2);
        check(concatenate(1), new float[] {1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1},
                1, 2, 3, -4, 5, 6, 2, -1, 0.5f, 3, 4, 4, -1, 0.5f, 2, 2, 7, -3, 1, 1, -2, 5, 6, 2);
    }

    @Test
    void mergesWithOneMask() {
        scope.mask(X, OF_X);
        check(add(), null, 3, 1, 3.5f, -1, 9, 10, 0, 1.5f, 0, 7, 13, -1);
        check(multiply(), null, 2, -2, 1.5f, -12, 4, 4, -1, 0.5f, -2, 5, 42, -6);
        check(maximum(), null, 2, 2, 3, 3, 4, 4, 1, 1, -2, 5, 7, 2);
        check(minimum(), null, 1, -1, 0.5f, -4, 4, 4, -1, 0.5f, -2, 5, 6, -3);
        check(concatenate(1), new float[] {1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1},
                1, 2, 3, -4, 5, 6, 2, -1, 0.5f, 3, 4, 4, -1, 0.5f, 2, 2, 7, -3, 1, 1, -2, 5, 6, 2);
    }
}
