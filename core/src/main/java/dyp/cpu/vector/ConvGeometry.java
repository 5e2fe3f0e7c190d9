package dyp.cpu.vector;

/**
 * The sizes of a convolution: x {@code [n, d, h, w, cin]}, kernel {@code [kd, kh, kw, cin / groups, cout]},
 * y {@code [n, od, oh, ow, cout]}; of pictures d, od and kd are 1. The padding at the back, the bottom and the right follows from
 * the output's size.
 *
 * <p>Output channel {@code o} belongs to group {@code o / (cout / groups)} and sees only that group's input channels.
 */
public record ConvGeometry(int n, int d, int h, int w, int cin, int od, int oh, int ow, int cout, int kd, int kh, int kw,
        int strideD, int strideH, int strideW, int padFront, int padTop, int padLeft, int dilationD, int dilationH, int dilationW, int groups) {

    /** Of pictures. */
    public ConvGeometry(int n, int h, int w, int cin, int oh, int ow, int cout, int kh, int kw, int strideH, int strideW,
            int padTop, int padLeft, int dilationH, int dilationW, int groups) {
        this(n, 1, h, w, cin, 1, oh, ow, cout, 1, kh, kw, 1, strideH, strideW, 0, padTop, padLeft, 1, dilationH, dilationW, groups);
    }

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

    int taps() {
        return kd * kh * kw;
    }

    /** Rows of the kernel as a matrix of {@code cout} columns: taps times input channels. */
    int kernelRows() {
        return taps() * groupIn();
    }

    /** Pictures of output: each sees {@code kd} pictures of input. */
    int planes() {
        return n * od;
    }

    /** Pixels of input, and of output. */
    int inputPixels() {
        return n * d * h * w;
    }

    int outputPixels() {
        return planes() * oh * ow;
    }

    /** Whether this is a matrix product: every output pixel sees one input pixel, the same one, and all its channels. */
    boolean isPointwise() {
        return taps() == 1 && isFlat() && strideH == 1 && strideW == 1 && padTop == 0 && padLeft == 0 && groups == 1
                && oh == h && ow == w;
    }

    /** Whether every output pixel sees one input pixel and all its channels: {@link #isPointwise} with strides. */
    boolean picksPixels() {
        return taps() == 1 && groups == 1 && padFront == 0 && padTop == 0 && padLeft == 0
                && planesSeen() <= d && rowsSeen(oh) <= h && columnsSeen() <= w;
    }

    /** Where, in floats, those input pixels begin. */
    int[] pickedPixels() {
        int[] at = new int[outputPixels()];
        for (int i = 0; i < at.length; i++) {
            int column = i % ow * strideW, row = i / ow % oh * strideH, plane = i / ow / oh % od * strideD;
            at[i] = (((i / ow / oh / od * d + plane) * h + row) * w + column) * cin;
        }
        return at;
    }

    /** Whether every picture of output sees the picture of input of the same number, as those of a batch do. */
    boolean isFlat() {
        return kd == 1 && strideD == 1 && padFront == 0 && od == d;
    }

    boolean isStrided() {
        return strideD > 1 || strideH > 1 || strideW > 1;
    }

    /** Whether every channel is filtered on its own. */
    boolean isDepthwise() {
        return groups > 1 && groups == cin && cout == cin;
    }

    /** Whether a row of taps lies side by side in the image. */
    boolean isDense() {
        return dilationW == 1 && groups == 1;
    }

    /** Input pictures that the outputs of one sample see. */
    int planesSeen() {
        return (od - 1) * strideD + (kd - 1) * dilationD + 1;
    }

    /** The picture of input that a picture of output sees with a tap of the depth; -1 for zeros beyond the volume. */
    int planeSeen(int plane, int tap) {
        int at = plane % od * strideD + tap * dilationD - padFront;
        return at < 0 || at >= d ? -1 : plane / od * d + at;
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
        return new ConvGeometry(n, od, oh, ow, cout, d, h, w, cin, kd, kh, kw, 1, 1, 1, dilationD * (kd - 1) - padFront,
                dilationH * (kh - 1) - padTop, dilationW * (kw - 1) - padLeft, dilationD, dilationH, dilationW, groups);
    }
}
