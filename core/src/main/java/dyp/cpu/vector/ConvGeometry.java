package dyp.cpu.vector;

/**
 * The sizes of a 2-D convolution: x {@code [n, h, w, cin]}, kernel {@code [kh, kw, cin / groups, cout]},
 * y {@code [n, oh, ow, cout]}. The padding at the bottom and the right follows from the output's size.
 *
 * <p>Output channel {@code o} belongs to group {@code o / (cout / groups)} and sees only that group's input channels.
 */
public record ConvGeometry(int n, int h, int w, int cin, int oh, int ow, int cout, int kh, int kw, int strideH, int strideW,
        int padTop, int padLeft, int dilationH, int dilationW, int groups) {

    /** A 1x1 convolution of a column of pixels: a matrix product whose rows are pixels. */
    static ConvGeometry pointwise(int pixels, int cin, int cout) {
        return new ConvGeometry(1, pixels, 1, cin, pixels, 1, cout, 1, 1, 1, 1, 0, 0, 1, 1, 1);
    }

    int groupIn() {
        return cin / groups;
    }

    int groupOut() {
        return cout / groups;
    }

    /** Rows of the kernel as a matrix of {@code cout} columns: taps times input channels. */
    int kernelRows() {
        return kh * kw * groupIn();
    }

    /** Whether this is a matrix product: every output pixel sees one input pixel, the same one, and all its channels. */
    boolean isPointwise() {
        return kh == 1 && kw == 1 && strideH == 1 && strideW == 1 && padTop == 0 && padLeft == 0 && groups == 1
                && oh == h && ow == w;
    }

    /** Whether every channel is filtered on its own. */
    boolean isDepthwise() {
        return groups > 1 && groups == cin && cout == cin;
    }

    /** Whether a row of taps lies side by side in the image. */
    boolean isDense() {
        return dilationW == 1 && groups == 1;
    }

    /** Input rows that {@code rows} output rows see. */
    int rowsSeen(int rows) {
        return (rows - 1) * strideH + (kh - 1) * dilationH + 1;
    }

    /** Input columns that a row of outputs sees. */
    int columnsSeen() {
        return (ow - 1) * strideW + (kw - 1) * dilationW + 1;
    }

    /**
     * The convolution that takes dy to dx, with the kernel turned and its channels exchanged. Its input is dy with
     * {@code stride - 1} zeros between the pixels.
     */
    ConvGeometry inputGradient() {
        return new ConvGeometry(n, oh, ow, cout, h, w, cin, kh, kw, 1, 1, dilationH * (kh - 1) - padTop,
                dilationW * (kw - 1) - padLeft, dilationH, dilationW, groups);
    }
}
