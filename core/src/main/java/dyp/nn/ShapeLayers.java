package dyp.nn;

import java.util.List;

/** Shapes and merges: part of {@link Layers}, from which users take them. */
abstract class ShapeLayers extends NormalizationLayers {
    public static Flatten flatten() {
        return new Flatten();
    }

    /** Each sample under another shape; one axis may be -1. */
    public static Reshape reshape(int... sample) {
        return new Reshape(Checks.list(sample));
    }

    /** A sample's axes, counted from 1, in another order. */
    public static Permute permute(int... dims) {
        return new Permute(Checks.list(dims));
    }

    public static RepeatVector repeatVector(int n) {
        return new RepeatVector(n);
    }

    public static Identity identity() {
        return new Identity();
    }

    /** Steps of zeros do not count. */
    public static Masking masking() {
        return new Masking(0);
    }

    /** Steps of this value do not count. */
    public static Masking masking(double maskValue) {
        return new Masking(maskValue);
    }

    public static Merge.Add add() {
        return new Merge.Add();
    }

    public static Merge.Subtract subtract() {
        return new Merge.Subtract();
    }

    public static Merge.Multiply multiply() {
        return new Merge.Multiply();
    }

    public static Merge.Average average() {
        return new Merge.Average();
    }

    public static Merge.Maximum maximum() {
        return new Merge.Maximum();
    }

    public static Merge.Minimum minimum() {
        return new Merge.Minimum();
    }

    /** Along the last axis. */
    public static Concatenate concatenate() {
        return new Concatenate(-1);
    }

    public static Concatenate concatenate(int axis) {
        return new Concatenate(axis);
    }

    /** Along the same axis of both inputs. */
    public static Dot dot(int axis) {
        return dot(axis, axis);
    }

    public static Dot dot(int first, int second) {
        return new Dot(List.of(first, second), false);
    }
}
