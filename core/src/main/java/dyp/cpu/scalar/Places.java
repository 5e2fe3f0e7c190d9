package dyp.cpu.scalar;

import dyp.op.Window;
import dyp.tensor.Shape;

/** A window's geometry lifted to three spatial axes, so that one loop nest serves one, two and three. */
final class Places {
    final int batch;
    final int[] in = {1, 1, 1};
    final int[] out = {1, 1, 1};
    final int[] size = {1, 1, 1};
    private final int[] stride = {1, 1, 1};
    private final int[] dilation = {1, 1, 1};
    private final int[] before = {0, 0, 0};

    Places(Window w, Shape input, Shape output) {
        batch = input.dim(0);
        int lift = 3 - w.rank();
        for (int i = 0; i < w.rank(); i++) {
            in[lift + i] = input.dim(i + 1);
            out[lift + i] = output.dim(i + 1);
            size[lift + i] = w.size().get(i);
            stride[lift + i] = w.stride().get(i);
            dilation[lift + i] = w.dilation().get(i);
            before[lift + i] = w.before().get(i);
        }
    }

    int outputs() {
        return batch * out[0] * out[1] * out[2];
    }

    int inputs() {
        return batch * in[0] * in[1] * in[2];
    }

    int taps() {
        return size[0] * size[1] * size[2];
    }

    /** The input pixel that a tap of the window at an output pixel meets, both flat over (batch, spatial...); -1 in the padding. */
    int input(int output, int tap) {
        int index = 0;
        int step = 1;
        for (int i = 2; i >= 0; i--) {
            int at = output % out[i] * stride[i] + tap % size[i] * dilation[i] - before[i];
            if (at < 0 || at >= in[i]) {
                return -1;
            }
            index += at * step;
            step *= in[i];
            output /= out[i];
            tap /= size[i];
        }
        return index + output * step;
    }

    /** The output pixel whose window meets an input pixel with a tap; -1 where there is none. */
    int output(int input, int tap) {
        int index = 0;
        int step = 1;
        for (int i = 2; i >= 0; i--) {
            int at = input % in[i] + before[i] - tap % size[i] * dilation[i];
            if (at < 0 || at % stride[i] != 0 || at / stride[i] >= out[i]) {
                return -1;
            }
            index += at / stride[i] * step;
            step *= out[i];
            input /= in[i];
            tap /= size[i];
        }
        return index + input * step;
    }
}
