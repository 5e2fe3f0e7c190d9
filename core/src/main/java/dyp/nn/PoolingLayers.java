package dyp.nn;

/** Pooling: part of {@link Layers}, from which users take them. */
abstract class PoolingLayers extends ConvLayers {
    public static MaxPooling2D maxPooling2d(int poolSize) {
        return new MaxPooling2D(poolSize);
    }

    public static AveragePooling2D averagePooling2d(int poolSize) {
        return new AveragePooling2D(poolSize);
    }

    public static GlobalAveragePooling2D globalAveragePooling2d() {
        return new GlobalAveragePooling2D();
    }
}
