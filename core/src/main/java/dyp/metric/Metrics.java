package dyp.metric;

/** A factory per metric, for a static import. */
public final class Metrics {
    private Metrics() {}

    /** Binary, categorical or sparse, as the shapes say. */
    public static Metric accuracy() {
        return new Accuracy();
    }

    public static Metric binaryAccuracy() {
        return new BinaryAccuracy(0.5);
    }

    public static Metric categoricalAccuracy() {
        return new CategoricalAccuracy();
    }

    public static Metric sparseCategoricalAccuracy() {
        return new SparseCategoricalAccuracy();
    }
}
