package dyp.preprocessing;

import dyp.op.Tensor;

/** Pictures filtered along one axis and then the other, with zeros beyond the border: sums of pictures shifted pixel by pixel. */
final class Filter {
    private Filter() {}

    /** @param weights (n,) with n odd, the same for all channels */
    static Tensor along(Tensor images, int axis, Tensor weights) {
        int n = weights.shape().size();
        int[] border = new int[4];
        border[axis] = n / 2;
        Tensor padded = images.pad(border, border);
        Tensor sum = Tensor.scalar(0);
        for (int k = 0; k < n; k++) {
            sum = sum.add(padded.slice(axis, k, k + images.shape().dim(axis)).mul(weights.slice(0, k, k + 1)));
        }
        return sum;
    }
}
