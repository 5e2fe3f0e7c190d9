package dyp.zoo;

/**
 * Whose way of building a network is followed. Both name the same paper, but differ in small things: how a border is filled, what is added to a
 * variance, whether a convolution before a normalization has a bias. Weights that were trained the one way give other answers the other way.
 */
public enum Style {
    /** As keras.applications has it. */
    KERAS,
    /** As torchvision and timm have it. */
    TORCH
}
