package dyp.nn;

import dyp.op.Resize;
import dyp.op.Tensor;
import java.util.List;

/** What the up-sampling layers share. */
final class UpSampling {
    private UpSampling() {}

    /** 2 for each axis unless said otherwise: one number for all, or one for each. */
    static List<Integer> size(int rank, int... size) {
        return size.length == 0 ? Windows.all(rank, 2) : Windows.perAxis("size", rank, size);
    }

    static void check(int rank, List<Integer> size) {
        Checks.positive("size", size);
        Windows.perAxis("size", rank, size);
    }

    /** Each spatial axis of x so many times as long. */
    static Tensor by(List<Integer> size, Tensor x, DataFormat format, Resize.Method method) {
        format.check(x, size.size());
        Tensor y = x;
        for (int i = 0; i < size.size(); i++) {
            int axis = format.spatial() + i;
            y = Resize.resize(y, axis, y.shape().dim(axis) * size.get(i), method, false);
        }
        return y;
    }
}
