package dyp.nn;

import static dyp.nn.Layers.bidirectional;
import static dyp.nn.Layers.convLstm2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.gru;
import static dyp.nn.Layers.lstm;
import static dyp.nn.Layers.simpleRnn;
import static dyp.nn.Layers.timeDistributed;

import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Refused;
import dyp.train.Sequential;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recurrent layers that do not fit their input, their states or themselves. */
class RecurrentErrorsTest {
    @TestFactory
    List<DynamicTest> shapes() {
        return new Refused()
                .when("no steps", () -> Sequential.of(lstm(3)).build(5), "[lstm] The input must be (batch, steps, features), rank 3 or more, but has"
                        + " rank 2. Give each number as a row of its own: reshape(n, 1). Here the input gives (batch, 5).")
                .when("pictures", () -> Sequential.of(gru(3)).build(5, 4, 2), "[gru] The input must be (batch, steps, features), rank 3, but has"
                        + " rank 4. Bring it there with reshape(...). Here the input gives (batch, 5, 4, 2).")
                .when("a sequence for films", () -> Sequential.of(convLstm2d(3, 2)).build(5, 4), "[conv_lstm2d] The input must be (batch, steps,"
                        + " length, length, channels), rank 5, but has rank 3. Bring it there with reshape(...). Here the input gives (batch, 5, 4).")
                .when("no steps for a layer on each", () -> Sequential.of(timeDistributed(dense(3))).build(5), "[time_distributed] The input must be"
                        + " (batch, steps, features), rank 3 or more, but has rank 2. Give each number as a row of its own: reshape(n, 1)."
                        + " Here the input gives (batch, 5).")
                .when("one state of two", () -> apply(lstm(3), Shape.of(2, 5, 4), Shape.of(2, 3)), "The layer's states are [(2, 3), (2, 3)], but the"
                        + " first states given are [(2, 3)]. Give one tensor per state, or none.")
                .when("states of another size", () -> apply(gru(3), Shape.of(2, 5, 4), Shape.of(2, 4)), "The layer's states are [(2, 3)], but the"
                        + " first states given are [(2, 4)]. Give one tensor per state, or none.")
                .when("a state for one direction", () -> apply(bidirectional(gru(3)), Shape.of(2, 5, 4), Shape.of(2, 3)), "This layer takes an input"
                        + " and, for each of its two directions, as many first states, but 1 states came.")
                .when("inputs of other lengths", () -> apply(timeDistributed(gru(3)), Shape.of(2, 5, 4, 3), Shape.of(2, 6, 3)),
                        "All inputs must have the same steps, but the first has 5 and another is (2, 6, 3).")
                .tests();
    }

    private static void apply(Layer layer, Shape... shapes) {
        layer.apply(java.util.Arrays.stream(shapes).map(s -> Tensor.constant(NDArray.zeros(s))).toList(), new Trace(new Variables(0), false, null).root());
    }

    @TestFactory
    List<DynamicTest> options() {
        return new Refused()
                .when("units", () -> lstm(0), "units must be 1 or more, but 0 came.")
                .when("filters", () -> convLstm2d(0, 3), "filters must be 1 or more, but 0 came.")
                .when("dropout", () -> gru(3).dropout(1), "dropout must lie from 0 to below 1, but 1.0 came.")
                .when("recurrent dropout", () -> simpleRnn(3).recurrentDropout(-0.1), "recurrentDropout must lie from 0 to below 1, but -0.1 came.")
                .when("axes", () -> convLstm2d(3, 2).kernelSize(3), "kernelSize [3], strides [1, 1] and dilation [1, 1] must have one number per"
                        + " spatial axis each.")
                .when("strides and dilation", () -> convLstm2d(3, 2).strides(2).dilation(2), "strides [2, 2] and dilation [2, 2] cannot both be above"
                        + " 1. Leave one of them at 1.")
                .when("one way twice", () -> bidirectional(lstm(3)).backwardLayer(lstm(3)), "The two layers of bidirectional(...) must go in opposite"
                        + " directions, but both have goBackwards = false. Set goBackwards(true) on one of them.")
                .when("two kinds of output", () -> bidirectional(lstm(3)).backwardLayer(lstm(3).goBackwards(true).returnSequences(true)),
                        "The two layers of bidirectional(...) must agree in returnSequences and returnState, but the forward one has false and false,"
                                + " the backward one true and false.")
                .tests();
    }
}
