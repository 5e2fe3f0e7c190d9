package dyp.nn;

/** Shapes and merges: part of {@link Layers}, from which users take them. */
abstract class ShapeLayers extends NormalizationLayers {
    public static Flatten flatten() {
        return new Flatten();
    }

    /** Each sample under another shape; one axis may be -1. */
    public static Reshape reshape(int... sample) {
        return new Reshape(Checks.list(sample));
    }
}
