package dyp.op;

/** How a window meets the border of its input. */
public enum Padding {
    /** Windows lie wholly inside: the output shrinks. */
    VALID,
    /** The border is filled so that the output has ceil(length / stride) places; the smaller half goes before. */
    SAME,
    /** As {@link #SAME}, but the whole border goes before: no place sees what comes later. For sequences. */
    CAUSAL
}
