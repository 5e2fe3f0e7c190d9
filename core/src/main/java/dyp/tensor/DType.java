package dyp.tensor;

/** The type of a tensor's elements. */
public enum DType {
    /** IEEE 754 single precision. Truth values (masks) are 0 and 1 in this type. */
    FLOAT32,
    /** 32-bit signed integers: labels, indices, counters. */
    INT32;

    /** Bytes of one element. */
    public int bytes() {
        return Integer.BYTES;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
