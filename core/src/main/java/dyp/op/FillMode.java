package dyp.op;

/** What lies beyond the border of a row {@code a b c d}, by Keras's names. */
public enum FillMode {
    /** One value everywhere: k k k | a b c d | k k k. */
    CONSTANT,
    /** The last element: a a a | a b c d | d d d. */
    NEAREST,
    /** The row again: b c d | a b c d | a b c. */
    WRAP,
    /** The row turned round at its border: c b a | a b c d | d c b. */
    REFLECT,
    /** The row turned round at its last element, which is not repeated: d c b | a b c d | c b a. */
    MIRROR;

    /** Which of n elements stands at place i; -1 for none of them. */
    public int fold(int i, int n) {
        if (i >= 0 && i < n) {
            return i;
        }
        return switch (this) {
            case CONSTANT -> -1;
            case NEAREST -> i < 0 ? 0 : n - 1;
            case WRAP -> Math.floorMod(i, n);
            case REFLECT -> {
                int m = Math.floorMod(i, 2 * n);
                yield m < n ? m : 2 * n - 1 - m;
            }
            case MIRROR -> {
                int m = n == 1 ? 0 : Math.floorMod(i, 2 * n - 2);
                yield m < n ? m : 2 * n - 2 - m;
            }
        };
    }
}
