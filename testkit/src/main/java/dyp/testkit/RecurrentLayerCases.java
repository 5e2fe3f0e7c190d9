package dyp.testkit;

import static dyp.nn.Layers.bidirectional;
import static dyp.nn.Layers.convLstm1d;
import static dyp.nn.Layers.convLstm2d;
import static dyp.nn.Layers.convLstm3d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.gru;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.lstm;
import static dyp.nn.Layers.simpleRnn;
import static dyp.nn.Layers.timeDistributed;
import static dyp.testkit.LayerCase.joint;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.nn.Activation;
import dyp.nn.MergeMode;
import dyp.op.Padding;
import dyp.tensor.Shape;
import java.util.List;

/** Sequences. Sizes are odd on purpose. */
final class RecurrentLayerCases {
    private static final Shape IN = shape(5, 3);
    private static final Shape LAST = shape(7);
    private static final Shape ALL = shape(5, 7);
    private static final Shape FILM = shape(3, 5, 3, 2);

    private RecurrentLayerCases() {}

    static List<LayerCase> all() {
        return List.of(
                of("simple recurrent", simpleRnn(7), IN, LAST).trained(77),
                of("simple recurrent, all steps backwards, no bias", simpleRnn(7).useBias(false).returnSequences(true).goBackwards(true), IN, ALL).trained(70),
                of("simple recurrent, dropout", simpleRnn(7).dropout(0.3).recurrentDropout(0.2), IN, LAST).trained(77).drawsInTraining(),
                of("simple recurrent, prices", simpleRnn(7).kernelRegularizer(l2(0.01)).recurrentRegularizer(l2(0.02)), IN, LAST).trained(77),
                of("lstm", lstm(7), IN, LAST).trained(308),
                of("lstm, all steps", lstm(7).returnSequences(true), IN, ALL).trained(308),
                of("lstm, backwards, hard sigmoid", lstm(7).goBackwards(true).recurrentActivation(Activation.HARD_SIGMOID).useBias(false), IN, LAST)
                        .trained(280),
                of("lstm, dropout", lstm(7).dropout(0.2).unitForgetBias(false), IN, LAST).trained(308).drawsInTraining(),
                of("lstm, recurrent dropout", lstm(7).dropout(0.2).recurrentDropout(0.3).returnSequences(true), IN, ALL).trained(308).drawsInTraining(),
                joint("lstm with first and last states", lstm(7).returnState(true), List.of(IN, LAST, LAST), shape(21)).trained(308),
                of("gru", gru(7), IN, LAST).trained(252),
                of("gru, all steps, reset before", gru(7).resetAfter(false).returnSequences(true), IN, ALL).trained(231),
                of("gru, no bias, linear", gru(7).useBias(false).activation(Activation.LINEAR), IN, LAST).trained(210),
                of("gru, dropout", gru(7).dropout(0.2), IN, LAST).trained(252).drawsInTraining(),
                of("gru, recurrent dropout", gru(7).recurrentDropout(0.2).goBackwards(true), IN, LAST).trained(252).drawsInTraining(),
                of("gru, recurrent dropout, reset before", gru(7).resetAfter(false).recurrentDropout(0.2), IN, LAST).trained(231).drawsInTraining(),
                joint("gru with a first state", gru(7).returnState(true).returnSequences(true), List.of(IN, LAST), shape(42)).trained(252),
                of("masked lstm", new Masked(lstm(7)), IN, LAST).trained(308),
                of("masked gru, all steps backwards", new Masked(gru(7).returnSequences(true).goBackwards(true)), IN, ALL).trained(252),
                of("masked simple recurrent, zero for masked steps", new Masked(simpleRnn(7).zeroOutputForMask(true)), IN, LAST).trained(77),
                of("bidirectional", bidirectional(lstm(7)), IN, shape(14)).trained(616),
                of("bidirectional, all steps, sum", bidirectional(gru(7).returnSequences(true)).mergeMode(MergeMode.SUM), IN, ALL).trained(504),
                of("bidirectional, product", bidirectional(simpleRnn(7)).mergeMode(MergeMode.MUL), IN, LAST).trained(154),
                of("bidirectional of two kinds, mean", bidirectional(gru(7)).backwardLayer(simpleRnn(7).goBackwards(true)).mergeMode(MergeMode.AVE), IN, LAST)
                        .trained(329),
                of("bidirectional, backward first", bidirectional(simpleRnn(7).goBackwards(true).returnSequences(true)), IN, shape(5, 14)).trained(154),
                of("masked bidirectional, all steps", new Masked(bidirectional(gru(7).returnSequences(true))), IN, shape(5, 14)).trained(504),
                joint("bidirectional with states, apart", bidirectional(simpleRnn(7).returnState(true)).mergeMode(MergeMode.NONE),
                        List.of(IN, LAST, LAST), shape(28)).trained(154),
                of("dense on every step", timeDistributed(dense(7, Activation.TANH)), IN, ALL).trained(28),
                of("lstm on every step", timeDistributed(lstm(7)), shape(3, 5, 3), shape(3, 7)).trained(308),
                of("convolutional lstm, 1-d", convLstm1d(2, 3), shape(3, 7, 3), shape(5, 2)).trained(128),
                of("convolutional lstm", convLstm2d(2, 3).padding(Padding.SAME).returnSequences(true), FILM, shape(3, 5, 3, 2)).trained(296),
                of("convolutional lstm, not square, strides, backwards", convLstm2d(2, 3).kernelSize(3, 2).strides(2, 1).goBackwards(true), FILM, shape(2, 2, 2))
                        .trained(200),
                of("convolutional lstm, dilated, dropout", convLstm2d(2, 2).dilation(2).dropout(0.2).recurrentDropout(0.2).useBias(false), FILM, shape(3, 1, 2))
                        .trained(128).drawsInTraining(),
                of("convolutional lstm, 3-d", convLstm3d(1, 2).padding(Padding.SAME).unitForgetBias(false), shape(2, 2, 3, 2, 2), shape(2, 3, 2, 1)).trained(100));
    }
}
