package dyp.metric;

/** A factory per metric, for a static import. */
public final class Metrics {
    private Metrics() {}

    /** Binary, categorical or sparse, as the shapes say. */
    public static Metric accuracy() {
        return new Accuracy(Accuracy.Kind.AUTO);
    }

    public static Metric binaryAccuracy() {
        return new Accuracy(Accuracy.Kind.BINARY);
    }

    public static Metric categoricalAccuracy() {
        return new Accuracy(Accuracy.Kind.CATEGORICAL);
    }

    public static Metric sparseCategoricalAccuracy() {
        return new Accuracy(Accuracy.Kind.SPARSE);
    }
}
