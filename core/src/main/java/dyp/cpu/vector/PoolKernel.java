package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Padding;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Blocks;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Max and average pooling over one or two spatial axes, vectorised over the channels. One task is one image; gradients
 * clear the image's gradient and add each window's share in order, so overlapping windows need no second thought.
 *
 * <p>Until the JIT has compiled the vectors' loops for the largest numbers, those for what is left of the channels do their work: see
 * {@link WarmUp}.
 */
final class PoolKernel {
    /** What happens at each window. */
    private enum Work { MAX, AVERAGE, MAX_SCATTER, AVERAGE_SCATTER }

    private final Work work;
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
    private final int inImage;
    private final int outImage;
    /** Whether every input element lies in exactly one window: then a gradient is stored, not added to zeros. */
    private final boolean tiles;

    private PoolKernel(Work work, Window w, Shape in, Shape out) {
        boolean two = w.rank() == 2;
        this.work = work;
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
        inImage = inH * inW * channels;
        outImage = outH * outW * channels;
        tiles = sizeH == strideH && sizeW == strideW && outH * sizeH - top >= inH && outW * sizeW - left >= inW;
    }

    /** For {@link WarmUp}: one window of two by two, in its room; without channels nothing is done. */
    static Runnable warm(boolean scatter, int channels) {
        Shape in = Shape.of(1, 2, 2, channels), out = Shape.of(1, 1, 1, channels);
        var kernel = new PoolKernel(scatter ? Work.MAX_SCATTER : Work.MAX, Window.over(in, List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID), in, out);
        float[] room = WarmUp.ROOM;
        int y = 5 * L;
        return () -> kernel.windows(room, 0, room, y, room, y);
    }

    /** Whether the vectors' loops have to wait; but not for who warms them up. */
    private static boolean plain(float[] x) {
        return !WarmUp.pools && x != WarmUp.ROOM;
    }

    static boolean supports(Pool op) {
        return !(op instanceof Pool.MaxPick) && op.window().rank() <= 2 && op.window().dilation().stream().allMatch(d -> d == 1);
    }

    /**
     * @param in the op's inputs
     * @param epilogue called for each image, with flat indices of the output; or null
     */
    static Step bind(Pool op, List<Tensor> inputs, Shape out, List<Slice> in, Slice y, Epilogue epilogue) {
        Window w = op.window();
        Shape first = inputs.getFirst().shape();
        return switch (op) {
            case Pool.Max _ -> new PoolKernel(Work.MAX, w, first, out).pool(in.getFirst(), y, epilogue);
            case Pool.Average _ -> new PoolKernel(Work.AVERAGE, w, first, out).pool(in.getFirst(), y, epilogue);
            case Pool.MaxScatter _ -> new PoolKernel(Work.MAX_SCATTER, w, out, inputs.get(1).shape()).scatter(in.get(0), in.get(1), y, epilogue);
            case Pool.AverageScatter _ -> new PoolKernel(Work.AVERAGE_SCATTER, w, out, first).scatter(y, in.get(0), y, epilogue);
            case Pool.MaxPick _ -> throw new IllegalArgumentException("not supported");
        };
    }

    private Step pool(Slice x, Slice y, Epilogue epilogue) {
        return images(outImage, epilogue,
                n -> windows(x.floats(), x.offset() + n * inImage, null, 0, y.floats(), y.offset() + n * outImage));
    }

    private Step scatter(Slice x, Slice dy, Slice dx, Epilogue epilogue) {
        return images(inImage, epilogue, n -> {
            int to = dx.offset() + n * inImage;
            if (!tiles) {
                Arrays.fill(dx.floats(), to, to + inImage, 0f);
            }
            windows(x.floats(), x.offset() + n * inImage, dy.floats(), dy.offset() + n * outImage, dx.floats(), to);
        });
    }

    private Step images(int size, Epilogue epilogue, IntConsumer image) {
        return Blocks.over(images, inImage, (from, to, lane) -> {
            for (int n = from; n < to; n++) {
                image.accept(n);
                if (epilogue != null) {
                    epilogue.apply(n * size, (n + 1) * size, lane);
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
                if (h0 >= h1 || w0 >= w1) {
                    inPadding(y, yo + pixel);
                    continue;
                }
                int first = (h0 * inW + w0) * channels;
                int rows = h1 - h0;
                int columns = w1 - w0;
                switch (work) {
                    case MAX -> max(x, xo + first, rows, columns, y, yo + pixel, yo + outImage);
                    case AVERAGE -> average(x, xo + first, rows, columns, y, yo + pixel, yo + outImage);
                    case MAX_SCATTER -> maxScatter(x, xo + first, rows, columns, dy, dyo + pixel, y, yo + first,
                            scatterEnd(w1, dy, dyo + pixel));
                    case AVERAGE_SCATTER -> averageScatter(rows, columns, dy, dyo + pixel, y, yo + first, scatterEnd(w1, dy, dyo + pixel));
                }
            }
        }
    }

    /** A window of nothing: see {@code PoolLoops}. Its gradient goes nowhere. */
    private void inPadding(float[] y, int yo) {
        if (work == Work.MAX || work == Work.AVERAGE) {
            Arrays.fill(y, yo, yo + channels, work == Work.MAX ? Float.NEGATIVE_INFINITY : 0);
        }
    }

    /**
     * The end of the channels that begin a vector: the last vector of a pixel may reach into the places of the next ones, whose
     * numbers come later, as long as it stays inside the task's image and inside x.
     *
     * @param last where x is read last
     */
    private int vectorEnd(float[] x, int last, int yo, int yEnd) {
        int c = Lanes.roundUp(channels, L);
        return yo + c <= yEnd && last + c <= x.length ? channels : channels - L + 1;
    }

    private void max(float[] x, int xo, int rows, int columns, float[] y, int yo, int yEnd) {
        int c = 0;
        for (int end = plain(x) ? 0 : vectorEnd(x, xo + ((rows - 1) * inW + columns - 1) * channels, yo, yEnd); c < end; c += L) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, xo + c);
            for (int r = 0; r < rows; r++) {
                int at = xo + r * inW * channels + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    best = best.max(FloatVector.fromArray(SPECIES, x, at));
                }
            }
            best.intoArray(y, yo + c);
        }
        maxFrom(c, x, xo, rows, columns, y, yo);
    }

    /** The channels from {@code c} on one by one; apart from the vectors, since the JIT's first tier so has it sooner. */
    private void maxFrom(int c, float[] x, int xo, int rows, int columns, float[] y, int yo) {
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

    private void average(float[] x, int xo, int rows, int columns, float[] y, int yo, int yEnd) {
        float scale = 1f / (rows * columns);
        int c = 0;
        for (int end = vectorEnd(x, xo + ((rows - 1) * inW + columns - 1) * channels, yo, yEnd); c < end; c += L) {
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

    /**
     * The same for a gradient that is stored, not added: a vector may reach into the next pixels of its row, but not into the next
     * row, part of which has been written.
     */
    private int scatterEnd(int column, float[] dy, int dyo) {
        int c = Lanes.roundUp(channels, L);
        return tiles && (column - 1) * channels + c <= inW * channels && dyo + c <= dy.length ? channels : channels - L + 1;
    }

    /** The window's gradient goes to the first place that holds its largest number. */
    private void maxScatter(float[] x, int xo, int rows, int columns, float[] dy, int dyo, float[] dx, int dxo, int end) {
        int vectors = plain(x) ? 0 : Math.max(0, Lanes.blocks(end, L)) * L;
        // From the last channels to the first, which take back what those have written over.
        for (int c = vectors - L; c >= 0; c -= L) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, xo + c);
            for (int r = 0; r < rows; r++) {
                int at = r * inW * channels + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    best = best.max(FloatVector.fromArray(SPECIES, x, xo + at));
                }
            }
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + c);
            for (int r = 0; r < rows; r++) {
                int at = r * inW * channels + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    // What is given away is gone from g: a second mask carried round the loops would be boxed.
                    VectorMask<Float> here = FloatVector.fromArray(SPECIES, x, xo + at).compare(VectorOperators.EQ, best);
                    FloatVector old = tiles ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, dx, dxo + at);
                    old.add(g, here).intoArray(dx, dxo + at);
                    g = g.blend(0f, here);
                }
            }
        }
        maxScatterFrom(vectors, x, xo, rows, columns, dy, dyo, dx, dxo);
    }

    private void maxScatterFrom(int c, float[] x, int xo, int rows, int columns, float[] dy, int dyo, float[] dx, int dxo) {
        for (; c < channels; c++) {
            float best = x[xo + c], g = dy[dyo + c];
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < columns; k++) {
                    best = Math.max(best, x[xo + (r * inW + k) * channels + c]);
                }
            }
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < columns; k++) {
                    int at = (r * inW + k) * channels + c;
                    float old = tiles ? 0f : dx[dxo + at];
                    boolean here = x[xo + at] == best;
                    dx[dxo + at] = here ? old + g : old;
                    g = here ? 0f : g;
                }
            }
        }
    }

    private void averageScatter(int rows, int columns, float[] dy, int dyo, float[] dx, int dxo, int end) {
        float scale = 1f / (rows * columns);
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                int at = dxo + (r * inW + k) * channels;
                int c = 0;
                for (; c < end; c += L) {
                    FloatVector old = tiles ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, dx, at + c);
                    old.add(FloatVector.fromArray(SPECIES, dy, dyo + c).mul(scale)).intoArray(dx, at + c);
                }
                for (; c < channels; c++) {
                    dx[at + c] = (tiles ? 0f : dx[at + c]) + dy[dyo + c] * scale;
                }
            }
        }
    }
}
