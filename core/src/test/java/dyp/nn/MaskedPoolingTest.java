package dyp.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.op.Tensor;
import dyp.tensor.NDArray;
import org.junit.jupiter.api.Test;

/** The mean over a sequence leaves out the steps that the mask leaves out. */
class MaskedPoolingTest {
    private static final NDArray X = NDArray.of(new float[] {1, 10, 2, 20, 4, 40, 5, 50, 7, 70, 9, Float.NaN}, 2, 3, 2);
    private static final NDArray MASK = NDArray.of(new float[] {1, 0, 1, 1, 1, 0}, 2, 3);

    private static NDArray pooled(GlobalAveragePooling1D layer, Tensor x) {
        Scope scope = new Trace(new Variables(0), false, null).root();
        scope.mask(x, Tensor.constant(MASK));
        return layer.apply(x, scope).value();
    }

    @Test
    void channelsLast() {
        assertEquals(NDArray.of(new float[] {2.5f, 25, 6, 60}, 2, 2), pooled(new GlobalAveragePooling1D(), Tensor.constant(X)));
    }

    @Test
    void channelsFirstAndKeepdims() {
        var layer = new GlobalAveragePooling1D().dataFormat(DataFormat.CHANNELS_FIRST).keepdims(true);
        assertEquals(NDArray.of(new float[] {2.5f, 25, 6, 60}, 2, 2, 1), pooled(layer, Tensor.constant(X).transpose(0, 2, 1)));
    }
}
