package dyp.formats.onnx.write;

/** The length of an axis in a file whose batch is open: {@code times * batch + plus}. */
record Dim(int times, int plus) {
    static Dim of(int length) {
        return new Dim(0, length);
    }

    /** Whether it hangs on the batch. */
    boolean open() {
        return times != 0;
    }

    boolean is(int length) {
        return !open() && plus == length;
    }
}
