package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Max and average pooling over one or two spatial axes, vectorised over the channels. One task is one image; gradients
 * clear the image's gradient and add each window's share in order, so overlapping windows need no second thought.
 */
final class PoolKernel {
    private final Pool op;
    private final int images;
    private final int inH;
    private final int inW;
    private final int outH;
    private final int outW;
    private final int channels;
    private final int sizeH;
    private final int sizeW;
    private final int strideH;
    private final int strideW;
    private final int top;
    private final int left;

    private PoolKernel(Pool op, Shape in, Shape out) {
        Window w = op.window();
        boolean two = w.rank() == 2;
        this.op = op;
        images = in.dim(0);
        channels = in.last();
        inH = two ? in.dim(1) : 1;
        inW = in.dim(-2);
        outH = two ? out.dim(1) : 1;
        outW = out.dim(-2);
        sizeH = two ? w.size().getFirst() : 1;
        sizeW = w.size().getLast();
        strideH = two ? w.stride().getFirst() : 1;
        strideW = w.stride().getLast();
        top = two ? w.before().getFirst() : 0;
        left = w.before().getLast();
    }

    static boolean supports(Pool op) {
        return !(op instanceof Pool.MaxPick) && op.window().rank() <= 2 && op.window().dilation().stream().allMatch(d -> d == 1);
    }

    static Step bind(Pool op, Tensor node, Slices s) {
        return switch (op) {
            case Pool.Max m -> new PoolKernel(op, node.input(0).shape(), node.shape()).step(s);
            case Pool.Average a -> new PoolKernel(op, node.input(0).shape(), node.shape()).step(s);
            case Pool.MaxScatter m -> new PoolKernel(op, node.shape(), node.input(1).shape()).step(s);
            case Pool.AverageScatter a -> new PoolKernel(op, node.shape(), node.input(0).shape()).step(s);
            case Pool.MaxPick m -> throw new IllegalArgumentException("not supported");
        };
    }

    private Step step(Slices s) {
        float[] x = s.input(0).floats();
        float[] y = s.output().floats();
        int inImage = inH * inW * channels;
        int outImage = outH * outW * channels;
        return Blocks.over(images, inImage, (from, to, lane) -> {
            for (int n = from; n < to; n++) {
                int xo = s.input(0).offset();
                int yo = s.output().offset();
                switch (op) {
                    case Pool.Max m -> windows(x, xo + n * inImage, null, 0, y, yo + n * outImage);
                    case Pool.Average a -> windows(x, xo + n * inImage, null, 0, y, yo + n * outImage);
                    case Pool.MaxScatter m -> {
                        Arrays.fill(y, yo + n * inImage, yo + (n + 1) * inImage, 0f);
                        windows(x, xo + n * inImage, s.input(1).floats(), s.input(1).offset() + n * outImage, y, yo + n * inImage);
                    }
                    default -> {
                        Arrays.fill(y, yo + n * inImage, yo + (n + 1) * inImage, 0f);
                        windows(null, 0, x, xo + n * outImage, y, yo + n * inImage);
                    }
                }
            }
        });
    }

    /** Walks one image's windows, each cut to what lies inside the image. */
    private void windows(float[] x, int xo, float[] dy, int dyo, float[] y, int yo) {
        for (int oh = 0; oh < outH; oh++) {
            int h0 = Math.max(0, oh * strideH - top);
            int h1 = Math.min(inH, oh * strideH - top + sizeH);
            for (int ow = 0; ow < outW; ow++) {
                int w0 = Math.max(0, ow * strideW - left);
                int w1 = Math.min(inW, ow * strideW - left + sizeW);
                int pixel = (oh * outW + ow) * channels;
                int first = (h0 * inW + w0) * channels;
                int rows = h1 - h0;
                int columns = w1 - w0;
                switch (op) {
                    case Pool.Max m -> max(x, xo + first, rows, columns, y, yo + pixel);
                    case Pool.Average a -> average(x, xo + first, rows, columns, y, yo + pixel);
                    case Pool.MaxScatter m -> maxScatter(x, xo + first, rows, columns, dy, dyo + pixel, y, yo + first);
                    default -> averageScatter(rows, columns, dy, dyo + pixel, y, yo + first);
                }
            }
        }
    }

    private void max(float[] x, int xo, int rows, int columns, float[] y, int yo) {
        int c = 0;
        for (; c <= channels - L; c += L) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, xo + c);
            for (int r = 0; r < rows; r++) {
                int at = xo + r * inW * channels + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    best = best.max(FloatVector.fromArray(SPECIES, x, at));
                }
            }
            best.intoArray(y, yo + c);
        }
        for (; c < channels; c++) {
            float best = x[xo + c];
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < columns; k++) {
                    best = Math.max(best, x[xo + (r * inW + k) * channels + c]);
                }
            }
            y[yo + c] = best;
        }
    }

    private void average(float[] x, int xo, int rows, int columns, float[] y, int yo) {
        float scale = 1f / (rows * columns);
        int c = 0;
        for (; c <= channels - L; c += L) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int r = 0; r < rows; r++) {
                int at = xo + r * inW * channels + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, at));
                }
            }
            sum.mul(scale).intoArray(y, yo + c);
        }
        for (; c < channels; c++) {
            float sum = 0;
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < columns; k++) {
                    sum += x[xo + (r * inW + k) * channels + c];
                }
            }
            y[yo + c] = sum * scale;
        }
    }

    /** The window's gradient goes to the first place that holds its largest number. */
    private void maxScatter(float[] x, int xo, int rows, int columns, float[] dy, int dyo, float[] dx, int dxo) {
        int c = 0;
        for (; c <= channels - L; c += L) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, xo + c);
            for (int r = 0; r < rows; r++) {
                int at = r * inW * channels + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    best = best.max(FloatVector.fromArray(SPECIES, x, xo + at));
                }
            }
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + c);
            VectorMask<Float> open = best.eq(best);
            for (int r = 0; r < rows; r++) {
                int at = r * inW * channels + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    VectorMask<Float> here = FloatVector.fromArray(SPECIES, x, xo + at).compare(VectorOperators.EQ, best).and(open);
                    FloatVector old = FloatVector.fromArray(SPECIES, dx, dxo + at);
                    old.blend(old.add(g), here).intoArray(dx, dxo + at);
                    open = open.andNot(here);
                }
            }
        }
        for (; c < channels; c++) {
            int best = c;
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < columns; k++) {
                    int at = (r * inW + k) * channels + c;
                    best = x[xo + at] > x[xo + best] ? at : best;
                }
            }
            dx[dxo + best] += dy[dyo + c];
        }
    }

    private void averageScatter(int rows, int columns, float[] dy, int dyo, float[] dx, int dxo) {
        float scale = 1f / (rows * columns);
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                int at = dxo + (r * inW + k) * channels;
                int c = 0;
                for (; c <= channels - L; c += L) {
                    FloatVector.fromArray(SPECIES, dx, at + c).add(FloatVector.fromArray(SPECIES, dy, dyo + c).mul(scale)).intoArray(dx, at + c);
                }
                for (; c < channels; c++) {
                    dx[at + c] += dy[dyo + c] * scale;
                }
            }
        }
    }
}
