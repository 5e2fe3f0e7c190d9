package dyp.nn;

/** Attention and embeddings: part of {@link Layers}, from which users take them. */
abstract class AttentionLayers extends ShapeLayers {
    public static Embedding embedding(int inputDim, int outputDim) {
        return new Embedding(inputDim, outputDim);
    }

    /** @param outputShape the result's axes without the batch; -1 for one that the input has */
    public static EinsumDense einsumDense(String equation, int... outputShape) {
        return new EinsumDense(equation, Checks.list(outputShape));
    }

    public static Attention attention() {
        return new Attention();
    }

    public static AdditiveAttention additiveAttention() {
        return new AdditiveAttention();
    }

    public static MultiHeadAttention multiHeadAttention(int numHeads, int keyDim) {
        return new MultiHeadAttention(numHeads, keyDim);
    }

    public static GroupQueryAttention groupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
        return new GroupQueryAttention(headDim, numQueryHeads, numKeyValueHeads);
    }
}
