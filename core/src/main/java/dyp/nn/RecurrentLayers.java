package dyp.nn;

/** Sequences: part of {@link Layers}, from which users take them. */
abstract class RecurrentLayers extends AttentionLayers {
}
