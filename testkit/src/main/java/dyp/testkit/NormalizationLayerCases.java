package dyp.testkit;

import static dyp.init.Initializers.constant;
import static dyp.nn.DataFormat.CHANNELS_FIRST;
import static dyp.nn.Layers.activityRegularization;
import static dyp.nn.Layers.alphaDropout;
import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.gaussianDropout;
import static dyp.nn.Layers.gaussianNoise;
import static dyp.nn.Layers.groupNormalization;
import static dyp.nn.Layers.l1;
import static dyp.nn.Layers.l2;
import static dyp.nn.Layers.layerNormalization;
import static dyp.nn.Layers.maxNorm;
import static dyp.nn.Layers.rmsNormalization;
import static dyp.nn.Layers.spatialDropout1d;
import static dyp.nn.Layers.spatialDropout2d;
import static dyp.nn.Layers.spatialDropout3d;
import static dyp.nn.Layers.spectralNormalization;
import static dyp.nn.Layers.unitNormalization;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.nn.L1L2;
import java.util.List;
import java.util.stream.Stream;

/** Normalization, dropout and noise. Sizes are odd on purpose. */
final class NormalizationLayerCases {
    private NormalizationLayerCases() {}

    static List<LayerCase> all() {
        return Stream.of(batch(), others(), noise()).flatMap(List::stream).toList();
    }

    private static List<LayerCase> batch() {
        return List.of(
                of("batch normalization", batchNormalization(), shape(7), shape(7)).trained(14).fixed(14),
                of("batch normalization of pictures", batchNormalization(), shape(3, 5, 4), shape(3, 5, 4)).trained(8).fixed(8),
                of("batch normalization, channels first", batchNormalization().axis(1), shape(4, 3, 5), shape(4, 3, 5)).trained(8).fixed(8),
                of("batch normalization, channels between", batchNormalization().axis(-2), shape(3, 4, 5), shape(3, 4, 5)).trained(8).fixed(8),
                of("batch normalization, momentum and epsilon", batchNormalization().momentum(0.7).epsilon(1e-2), shape(5), shape(5)).trained(10).fixed(10),
                of("batch normalization, no center", batchNormalization().center(false), shape(5), shape(5)).trained(5).fixed(10),
                of("batch normalization, no scale", batchNormalization().scale(false), shape(5), shape(5)).trained(5).fixed(10),
                of("batch normalization, neither", batchNormalization().center(false).scale(false), shape(5), shape(5)).fixed(10),
                of("batch normalization, initializers, prices, bound", batchNormalization().gammaInitializer(constant(0.5)).betaInitializer(constant(0.1))
                        .movingMeanInitializer(constant(0.2)).movingVarianceInitializer(constant(2)).gammaRegularizer(l2(0.01)).betaRegularizer(l1(0.02))
                        .gammaConstraint(maxNorm(3)).betaConstraint(maxNorm(3)), shape(5), shape(5)).trained(10).fixed(10),
                of("batch normalization, masked", new Masked(batchNormalization()), shape(5, 4), shape(5, 4)).trained(8).fixed(8),
                of("batch normalization, masked, channels first", new Masked(batchNormalization().axis(1)), shape(4, 5), shape(4, 5)).trained(8).fixed(8));
    }

    private static List<LayerCase> others() {
        return List.of(
                of("layer normalization", layerNormalization(), shape(7), shape(7)).trained(14),
                of("layer normalization of steps", layerNormalization().epsilon(1e-2), shape(3, 5), shape(3, 5)).trained(10),
                of("layer normalization over two axes", layerNormalization().axis(2, 1), shape(3, 5), shape(3, 5)).trained(30),
                of("layer normalization over the first axis", layerNormalization().axis(1), shape(3, 5, 2), shape(3, 5, 2)).trained(6),
                of("layer normalization, neither, outer axes", layerNormalization().axis(1, -1).center(false).scale(false), shape(3, 5, 2), shape(3, 5, 2)),
                of("layer normalization, price", layerNormalization().gammaRegularizer(l2(0.1)).center(false), shape(5), shape(5)).trained(5),
                of("group normalization", groupNormalization(2), shape(3, 5, 4), shape(3, 5, 4)).trained(8),
                of("group normalization, channels first", groupNormalization(3).axis(1).epsilon(1e-2), shape(6, 2, 5), shape(6, 2, 5)).trained(12),
                of("instance normalization", groupNormalization(-1).scale(false), shape(5, 3), shape(5, 3)).trained(3),
                of("group normalization of a row, one group", groupNormalization(1), shape(6), shape(6)).trained(12),
                of("rms normalization", rmsNormalization(), shape(7), shape(7)).trained(7),
                of("rms normalization over two axes", rmsNormalization().axis(1, 2).epsilon(1e-2), shape(3, 5), shape(3, 5)).trained(15),
                of("unit normalization", unitNormalization(), shape(3, 5), shape(3, 5)),
                of("unit normalization over two axes", unitNormalization().axis(1, 3), shape(3, 5, 2), shape(3, 5, 2)),
                of("spectral normalization", spectralNormalization(dense(3)), shape(5), shape(3)).trained(18).fixed(3).straightThrough(),
                of("spectral normalization of a convolution", spectralNormalization(conv2d(3, 2).kernelRegularizer(l2(0.01)).kernelConstraint(maxNorm(5)))
                        .powerIterations(3), shape(3, 5, 2), shape(2, 4, 3)).trained(27).fixed(3).straightThrough());
    }

    private static List<LayerCase> noise() {
        return List.of(
                of("dropout", dropout(0.3), shape(31), shape(31)).drawsInTraining(),
                of("dropout of a picture", dropout(0.5), shape(5, 3, 2), shape(5, 3, 2)).drawsInTraining(),
                of("dropout of nothing", dropout(0), shape(7), shape(7)),
                of("dropout, one draw for all steps", dropout(0.3).noiseShape(-1, 1, -1), shape(5, 7), shape(5, 7)).drawsInTraining(),
                of("spatial dropout 1d", spatialDropout1d(0.3), shape(5, 7), shape(5, 7)).drawsInTraining(),
                of("spatial dropout 2d", spatialDropout2d(0.3), shape(3, 5, 7), shape(3, 5, 7)).drawsInTraining(),
                of("spatial dropout 2d, channels first", spatialDropout2d(0.3).dataFormat(CHANNELS_FIRST), shape(7, 3, 5), shape(7, 3, 5)).drawsInTraining(),
                of("spatial dropout 3d", spatialDropout3d(0.3), shape(2, 3, 2, 7), shape(2, 3, 2, 7)).drawsInTraining(),
                of("alpha dropout", alphaDropout(0.05), shape(31), shape(31)).drawsInTraining(),
                of("alpha dropout, one draw for all steps", alphaDropout(0.05).noiseShape(-1, 1, 7), shape(3, 7), shape(3, 7)).drawsInTraining(),
                of("gaussian dropout", gaussianDropout(0.1), shape(31), shape(31)).drawsInTraining(),
                of("gaussian noise", gaussianNoise(0.1), shape(31), shape(31)).drawsInTraining(),
                of("activity regularization", activityRegularization().l1(0.001).l2(0.002), shape(3, 5), shape(3, 5)),
                of("a dense layer, its activity regularized", dense(3).activityRegularizer(new L1L2(0.001, 0.002)), shape(5), shape(3)).trained(18),
                of("activity regularization of nothing", activityRegularization(), shape(5), shape(5)));
    }
}
