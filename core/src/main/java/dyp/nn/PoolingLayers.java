package dyp.nn;

/** Pooling: part of {@link Layers}, from which users take them. */
abstract class PoolingLayers extends ConvLayers {
    /** Windows side by side, of 2 unless said otherwise. */
    public static MaxPooling1D maxPooling1d(int... poolSize) {
        return new MaxPooling1D(Windows.pool(1, poolSize));
    }

    /** Windows side by side, of 2 unless said otherwise. One number for all axes, or one for each. */
    public static MaxPooling2D maxPooling2d(int... poolSize) {
        return new MaxPooling2D(Windows.pool(2, poolSize));
    }

    /** Windows side by side, of 2 unless said otherwise. One number for all axes, or one for each. */
    public static MaxPooling3D maxPooling3d(int... poolSize) {
        return new MaxPooling3D(Windows.pool(3, poolSize));
    }

    /** Windows side by side, of 2 unless said otherwise. */
    public static AveragePooling1D averagePooling1d(int... poolSize) {
        return new AveragePooling1D(Windows.pool(1, poolSize));
    }

    /** Windows side by side, of 2 unless said otherwise. One number for all axes, or one for each. */
    public static AveragePooling2D averagePooling2d(int... poolSize) {
        return new AveragePooling2D(Windows.pool(2, poolSize));
    }

    /** Windows side by side, of 2 unless said otherwise. One number for all axes, or one for each. */
    public static AveragePooling3D averagePooling3d(int... poolSize) {
        return new AveragePooling3D(Windows.pool(3, poolSize));
    }

    public static GlobalMaxPooling1D globalMaxPooling1d() {
        return new GlobalMaxPooling1D();
    }

    public static GlobalMaxPooling2D globalMaxPooling2d() {
        return new GlobalMaxPooling2D();
    }

    public static GlobalMaxPooling3D globalMaxPooling3d() {
        return new GlobalMaxPooling3D();
    }

    public static GlobalAveragePooling1D globalAveragePooling1d() {
        return new GlobalAveragePooling1D();
    }

    public static GlobalAveragePooling2D globalAveragePooling2d() {
        return new GlobalAveragePooling2D();
    }

    public static GlobalAveragePooling3D globalAveragePooling3d() {
        return new GlobalAveragePooling3D();
    }

    public static AdaptiveMaxPooling1D adaptiveMaxPooling1d(int outputSize) {
        return new AdaptiveMaxPooling1D(Windows.perAxis("outputSize", 1, outputSize), DataFormat.CHANNELS_LAST);
    }

    /** Places along each axis: one number for all axes, or one for each. */
    public static AdaptiveMaxPooling2D adaptiveMaxPooling2d(int... outputSize) {
        return new AdaptiveMaxPooling2D(Windows.perAxis("outputSize", 2, outputSize), DataFormat.CHANNELS_LAST);
    }

    /** Places along each axis: one number for all axes, or one for each. */
    public static AdaptiveMaxPooling3D adaptiveMaxPooling3d(int... outputSize) {
        return new AdaptiveMaxPooling3D(Windows.perAxis("outputSize", 3, outputSize), DataFormat.CHANNELS_LAST);
    }

    public static AdaptiveAveragePooling1D adaptiveAveragePooling1d(int outputSize) {
        return new AdaptiveAveragePooling1D(Windows.perAxis("outputSize", 1, outputSize), DataFormat.CHANNELS_LAST);
    }

    /** Places along each axis: one number for all axes, or one for each. */
    public static AdaptiveAveragePooling2D adaptiveAveragePooling2d(int... outputSize) {
        return new AdaptiveAveragePooling2D(Windows.perAxis("outputSize", 2, outputSize), DataFormat.CHANNELS_LAST);
    }

    /** Places along each axis: one number for all axes, or one for each. */
    public static AdaptiveAveragePooling3D adaptiveAveragePooling3d(int... outputSize) {
        return new AdaptiveAveragePooling3D(Windows.perAxis("outputSize", 3, outputSize), DataFormat.CHANNELS_LAST);
    }
}
