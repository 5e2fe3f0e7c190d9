package dyp.testkit;

import static dyp.nn.DataFormat.CHANNELS_FIRST;
import static dyp.nn.Layers.adaptiveAveragePooling1d;
import static dyp.nn.Layers.adaptiveAveragePooling2d;
import static dyp.nn.Layers.adaptiveAveragePooling3d;
import static dyp.nn.Layers.adaptiveMaxPooling1d;
import static dyp.nn.Layers.adaptiveMaxPooling2d;
import static dyp.nn.Layers.adaptiveMaxPooling3d;
import static dyp.nn.Layers.averagePooling1d;
import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.averagePooling3d;
import static dyp.nn.Layers.cropping1d;
import static dyp.nn.Layers.cropping2d;
import static dyp.nn.Layers.cropping3d;
import static dyp.nn.Layers.globalAveragePooling1d;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.globalAveragePooling3d;
import static dyp.nn.Layers.globalMaxPooling1d;
import static dyp.nn.Layers.globalMaxPooling2d;
import static dyp.nn.Layers.globalMaxPooling3d;
import static dyp.nn.Layers.maxPooling1d;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.maxPooling3d;
import static dyp.nn.Layers.upSampling1d;
import static dyp.nn.Layers.upSampling2d;
import static dyp.nn.Layers.upSampling3d;
import static dyp.nn.Layers.zeroPadding1d;
import static dyp.nn.Layers.zeroPadding2d;
import static dyp.nn.Layers.zeroPadding3d;
import static dyp.op.Padding.SAME;
import static dyp.op.Resize.Method.BICUBIC;
import static dyp.op.Resize.Method.BILINEAR;
import static dyp.op.Resize.Method.LANCZOS3;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import java.util.List;
import java.util.stream.Stream;

/** Pooling, padding, cropping and up-sampling. Sizes are odd on purpose. */
final class PoolLayerCases {
    private PoolLayerCases() {}

    static List<LayerCase> all() {
        return Stream.of(windows(), global(), adaptive(), borders(), upSampling()).flatMap(List::stream).toList();
    }

    private static List<LayerCase> windows() {
        return List.of(
                of("max pooling 1d", maxPooling1d(2), shape(7, 3), shape(3, 3)).distinct(),
                of("max pooling 1d same, stride 2", maxPooling1d(3).strides(2).padding(SAME), shape(7, 2), shape(4, 2)).distinct(),
                of("max pooling", maxPooling2d(), shape(6, 7, 3), shape(3, 3, 3)).distinct(),
                of("max pooling, stride 1", maxPooling2d(3).strides(1), shape(5, 4, 2), shape(3, 2, 2)).distinct(),
                of("max pooling same, strides 2 and 1", maxPooling2d(3).strides(2, 1).padding(SAME),
                        shape(5, 5, 2), shape(3, 5, 2)).distinct(),
                of("max pooling 3x2", maxPooling2d(3, 2).strides(2, 1).padding(SAME), shape(5, 4, 3), shape(3, 4, 3)).distinct(),
                of("max pooling, channels first", maxPooling2d(2).dataFormat(CHANNELS_FIRST), shape(3, 5, 6), shape(3, 2, 3)).distinct(),
                of("max pooling 3d", maxPooling3d(2), shape(5, 4, 6, 3), shape(2, 2, 3, 3)).distinct(),
                of("max pooling 3d same, overlapping", maxPooling3d(3, 2, 3).strides(1, 2, 2).padding(SAME),
                        shape(3, 4, 5, 2), shape(3, 2, 3, 2)).distinct(),
                of("average pooling 1d", averagePooling1d(3).strides(1), shape(7, 3), shape(5, 3)),
                of("average pooling", averagePooling2d(2), shape(6, 7, 3), shape(3, 3, 3)),
                of("average pooling, stride 1", averagePooling2d(3).strides(1), shape(5, 4, 2), shape(3, 2, 2)),
                of("average pooling same, strides 2 and 1", averagePooling2d(3).strides(2, 1).padding(SAME),
                        shape(5, 5, 2), shape(3, 5, 2)),
                of("average pooling 3x2", averagePooling2d(3, 2).strides(2, 1).padding(SAME), shape(5, 4, 3), shape(3, 4, 3)),
                of("average pooling 3d", averagePooling3d(), shape(5, 4, 3, 3), shape(2, 2, 1, 3)),
                of("average pooling 3d same, channels first", averagePooling3d(3).strides(2).padding(SAME).dataFormat(CHANNELS_FIRST),
                        shape(2, 4, 3, 5), shape(2, 2, 2, 3)));
    }

    private static List<LayerCase> global() {
        return List.of(
                of("global average pooling 1d", globalAveragePooling1d(), shape(5, 7), shape(7)),
                of("global average pooling", globalAveragePooling2d(), shape(5, 3, 7), shape(7)),
                of("global average pooling, keepdims, channels first", globalAveragePooling2d().keepdims(true).dataFormat(CHANNELS_FIRST),
                        shape(7, 5, 3), shape(7, 1, 1)),
                of("global average pooling 3d", globalAveragePooling3d(), shape(2, 3, 2, 5), shape(5)),
                of("global max pooling 1d", globalMaxPooling1d().dataFormat(CHANNELS_FIRST), shape(5, 7), shape(5)).distinct(),
                of("global max pooling", globalMaxPooling2d().keepdims(true), shape(5, 3, 7), shape(1, 1, 7)).distinct(),
                of("global max pooling 3d", globalMaxPooling3d(), shape(2, 3, 2, 5), shape(5)).distinct());
    }

    private static List<LayerCase> adaptive() {
        return List.of(
                of("adaptive average pooling 1d", adaptiveAveragePooling1d(3), shape(7, 2), shape(3, 2)),
                of("adaptive average pooling, windows alike", adaptiveAveragePooling2d(3, 2), shape(6, 4, 3), shape(3, 2, 3)),
                of("adaptive average pooling", adaptiveAveragePooling2d(3), shape(7, 5, 2), shape(3, 3, 2)),
                of("adaptive average pooling, larger than the input", adaptiveAveragePooling2d(5, 3), shape(3, 3, 2), shape(5, 3, 2)),
                of("adaptive average pooling 3d, channels first", adaptiveAveragePooling3d(2, 3, 1).dataFormat(CHANNELS_FIRST),
                        shape(2, 3, 4, 3), shape(2, 2, 3, 1)),
                of("adaptive max pooling 1d", adaptiveMaxPooling1d(3), shape(7, 2), shape(3, 2)).distinct(),
                of("adaptive max pooling, windows alike", adaptiveMaxPooling2d(3, 2), shape(6, 4, 3), shape(3, 2, 3)).distinct(),
                of("adaptive max pooling", adaptiveMaxPooling2d(3, 4), shape(7, 5, 2), shape(3, 4, 2)).distinct(),
                of("adaptive max pooling 3d", adaptiveMaxPooling3d(2), shape(3, 4, 5, 2), shape(2, 2, 2, 2)).distinct());
    }

    private static List<LayerCase> borders() {
        return List.of(
                of("zero padding 1d", zeroPadding1d(2, 1), shape(3, 2), shape(6, 2)),
                of("zero padding", zeroPadding2d(1), shape(3, 4, 2), shape(5, 6, 2)),
                of("zero padding, each side another", zeroPadding2d(0, 1, 2, 3).dataFormat(CHANNELS_FIRST), shape(2, 3, 4), shape(2, 4, 9)),
                of("zero padding 3d", zeroPadding3d(1, 2, 0), shape(2, 3, 2, 2), shape(4, 7, 2, 2)),
                of("cropping 1d", cropping1d(1), shape(5, 2), shape(3, 2)),
                of("cropping", cropping2d(1, 2), shape(4, 6, 2), shape(2, 2, 2)),
                of("cropping, each side another", cropping2d(0, 1, 2, 1).dataFormat(CHANNELS_FIRST), shape(2, 3, 5), shape(2, 2, 2)),
                of("cropping 3d", cropping3d(1, 0, 0, 0, 0, 2), shape(3, 2, 4, 2), shape(2, 2, 2, 2)));
    }

    private static List<LayerCase> upSampling() {
        return List.of(
                of("up-sampling 1d", upSampling1d(3), shape(3, 2), shape(9, 2)),
                of("up-sampling", upSampling2d(), shape(3, 4, 2), shape(6, 8, 2)),
                of("up-sampling bilinear", upSampling2d(2, 3).interpolation(BILINEAR), shape(3, 4, 2), shape(6, 12, 2)),
                of("up-sampling bicubic, channels first", upSampling2d(2).interpolation(BICUBIC).dataFormat(CHANNELS_FIRST),
                        shape(2, 3, 4), shape(2, 6, 8)),
                of("up-sampling by Lanczos", upSampling2d(3, 1).interpolation(LANCZOS3), shape(4, 3, 2), shape(12, 3, 2)),
                of("up-sampling 3d", upSampling3d(2, 1, 3), shape(2, 3, 2, 2), shape(4, 3, 6, 2)));
    }
}
