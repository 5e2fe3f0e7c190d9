package dyp.nn;

/** Normalization, dropout and noise: part of {@link Layers}, from which users take them. */
abstract class NormalizationLayers extends BorderLayers {
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    public static BatchNormalization batchNormalization() {
        return new BatchNormalization(0.99, 1e-3, true, true);
    }
}
