package dyp.data;

/** Makes a sample when it is needed, by decoding a picture for instance. Several threads call it at once. */
@FunctionalInterface
public interface SampleLoader {
    /**
     * Makes a sample; the same one for the same row at every call.
     *
     * @param row from 0
     * @param target takes the sample's numbers, row-major, from {@code offset} on
     * @throws dyp.tensor.DypException where there is none: it goes on to who asked for the batch
     */
    void load(int row, float[] target, int offset);
}
