package dyp.nn;

/** Attention and embeddings: part of {@link Layers}, from which users take them. */
abstract class AttentionLayers extends ShapeLayers {
}
