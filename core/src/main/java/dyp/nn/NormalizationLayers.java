package dyp.nn;

import java.util.List;

/** Normalization, dropout and noise: part of {@link Layers}, from which users take them. */
abstract class NormalizationLayers extends BorderLayers {
    public static BatchNormalization batchNormalization() {
        return new BatchNormalization();
    }

    public static LayerNormalization layerNormalization() {
        return new LayerNormalization();
    }

    /** With 32 groups. */
    public static GroupNormalization groupNormalization() {
        return new GroupNormalization();
    }

    /** @param groups -1 makes a group of each channel */
    public static GroupNormalization groupNormalization(int groups) {
        return new GroupNormalization().groups(groups);
    }

    public static RMSNormalization rmsNormalization() {
        return new RMSNormalization();
    }

    /** Along the last axis. */
    public static UnitNormalization unitNormalization() {
        return new UnitNormalization(List.of(-1));
    }

    /** With one power iteration per step. */
    public static SpectralNormalization spectralNormalization(Layer layer) {
        return new SpectralNormalization(layer, 1);
    }

    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    public static SpatialDropout1D spatialDropout1d(double rate) {
        return new SpatialDropout1D(rate);
    }

    public static SpatialDropout2D spatialDropout2d(double rate) {
        return new SpatialDropout2D(rate, DataFormat.CHANNELS_LAST);
    }

    public static SpatialDropout3D spatialDropout3d(double rate) {
        return new SpatialDropout3D(rate, DataFormat.CHANNELS_LAST);
    }

    public static AlphaDropout alphaDropout(double rate) {
        return new AlphaDropout(rate, List.of());
    }

    public static GaussianDropout gaussianDropout(double rate) {
        return new GaussianDropout(rate);
    }

    public static GaussianNoise gaussianNoise(double stddev) {
        return new GaussianNoise(stddev);
    }

    /** Without a price until l1 or l2 is set. */
    public static ActivityRegularization activityRegularization() {
        return new ActivityRegularization(0, 0);
    }
}
