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
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Max and average pooling over up to three spatial axes, vectorised over the channels. A unit of work is one picture of windows: those
 * of one place along the depth. Where windows overlap, a gradient's unit is a whole sample: it clears the sample's gradient and adds each
 * window's share in order, so overlapping windows need no second thought.
 *
 * <p>Until the JIT has compiled the vectors' loops for the largest numbers, those for what is left of the channels do their work: see
 * {@link WarmUp}.
 */
final class PoolKernel {
    /** What happens at each window. */
    private enum Work { MAX, AVERAGE, MAX_SCATTER, AVERAGE_SCATTER }

    /** The window along one axis, of {@code in} elements and {@code out} windows. */
    private record Axis(int in, int out, int size, int stride, int before) {
        /** @param i the spatial axis counted from the last; beyond the first an axis of one element */
        static Axis of(Window w, Shape in, Shape out, int i) {
            int at = w.rank() - 1 - i;
            return at < 0 ? new Axis(1, 1, 1, 1, 0)
                    : new Axis(in.dim(at + 1), out.dim(at + 1), w.size().get(at), w.stride().get(at), w.before().get(at));
        }

        int first(int window) {
            return Math.max(0, window * stride - before);
        }

        int end(int window) {
            return Math.min(in, window * stride - before + size);
        }

        /** Whether every element lies in exactly one window. */
        boolean tiles() {
            return size == stride && out * size - before >= in;
        }
    }

    private final Work work;
    private final int samples;
    private final int channels;
    private final Axis depth;
    private final Axis height;
    private final Axis width;
    private final int inPicture;
    private final int outPicture;
    /** Whether every input element lies in exactly one window: then a gradient is stored, not added to zeros. */
    private final boolean tiles;

    private PoolKernel(Work work, Window w, Shape in, Shape out) {
        this.work = work;
        samples = in.dim(0);
        channels = in.last();
        depth = Axis.of(w, in, out, 2);
        height = Axis.of(w, in, out, 1);
        width = Axis.of(w, in, out, 0);
        inPicture = height.in * width.in * channels;
        outPicture = height.out * width.out * channels;
        tiles = depth.tiles() && height.tiles() && width.tiles();
    }

    /** For {@link WarmUp}: one window of two by two, in its room; without channels nothing is done. */
    static Runnable warm(boolean scatter, int channels) {
        Shape in = Shape.of(1, 2, 2, channels), out = Shape.of(1, 1, 1, channels);
        var kernel = new PoolKernel(scatter ? Work.MAX_SCATTER : Work.MAX, Window.over(in, List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID), in, out);
        float[] room = WarmUp.ROOM;
        int y = 5 * L;
        return () -> kernel.picture(0, room, 0, room, y, room, y, 0, null, 0);
    }

    /** Whether the vectors' loops have to wait; but not for who warms them up. */
    private static boolean plain(float[] x) {
        return !WarmUp.pools && x != WarmUp.ROOM;
    }

    static boolean supports(Pool op) {
        return !(op instanceof Pool.MaxPick) && op.window().rank() <= 3 && op.window().dilation().stream().allMatch(d -> d == 1);
    }

    /** Whether the gradient may lie where x does: each window writes its own elements alone, after it has read them. */
    static boolean overwrites(Pool.MaxScatter op, Shape x, Shape dy) {
        return x.last() % L == 0 && new PoolKernel(Work.MAX_SCATTER, op.window(), x, dy).tiles;
    }

    /**
     * @param in the op's inputs
     * @param epilogue called for each stretch that is finished, with flat indices of the output; or null
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
        return Blocks.over(samples * depth.out, (long) outPicture * depth.size * height.size * width.size, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                int sample = i / depth.out;
                picture(i % depth.out, x.floats(), x.offset() + sample * depth.in * inPicture, null, 0, y.floats(), y.offset() + i * outPicture,
                        -1, null, lane);
                if (epilogue != null) {
                    epilogue.apply(i * outPicture, (i + 1) * outPicture, lane);
                }
            }
        });
    }

    private Step scatter(Slice x, Slice dy, Slice dx, Epilogue epilogue) {
        int inSample = depth.in * inPicture, units = tiles ? depth.out : 1;
        return Blocks.over(samples * units, inSample / units, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                int first = i / units * inSample, place = dx.offset() + first;
                if (!tiles) {
                    Arrays.fill(dx.floats(), place, place + inSample, 0f);
                }
                for (int od = tiles ? i % units : 0; od < (tiles ? i % units + 1 : depth.out); od++) {
                    picture(od, x.floats(), x.offset() + first, dy.floats(), dy.offset() + (i / units * depth.out + od) * outPicture,
                            dx.floats(), place, first, tiles ? epilogue : null, lane);
                }
                if (!tiles && epilogue != null) {
                    epilogue.apply(first, first + inSample, lane);
                }
            }
        });
    }

    /**
     * Walks one picture of windows, each cut to what lies inside the input.
     *
     * @param xo where the sample begins in x, and in y if that is a gradient; otherwise {@code yo} is where the picture begins
     * @param sample the flat index of the sample's first number
     * @param epilogue called for each row of windows, with what they have written; or null
     */
    private void picture(int od, float[] x, int xo, float[] dy, int dyo, float[] y, int yo, int sample, Epilogue epilogue, int lane) {
        int d0 = depth.first(od), planes = depth.end(od) - d0;
        for (int oh = 0; oh < height.out; oh++) {
            int h0 = height.first(oh), rows = height.end(oh) - h0;
            for (int ow = 0; ow < width.out; ow++) {
                int w0 = width.first(ow), w1 = width.end(ow), columns = w1 - w0, pixel = (oh * width.out + ow) * channels;
                if (planes <= 0 || rows <= 0 || columns <= 0) {
                    inPadding(y, yo + pixel);
                    continue;
                }
                int first = ((d0 * height.in + h0) * width.in + w0) * channels, lines = planes * rows;
                switch (work) {
                    case MAX -> max(x, xo + first, lines, rows, columns, y, yo + pixel, yo + outPicture);
                    case AVERAGE -> average(x, xo + first, lines, rows, columns, y, yo + pixel, yo + outPicture);
                    case MAX_SCATTER -> maxScatter(x, xo + first, lines, rows, columns, dy, dyo + pixel, y, yo + first,
                            scatterEnd(w1, dy, dyo + pixel));
                    case AVERAGE_SCATTER -> averageScatter(lines, rows, columns, dy, dyo + pixel, y, yo + first, scatterEnd(w1, dy, dyo + pixel));
                }
            }
            for (int d = d0; epilogue != null && rows > 0 && d < d0 + planes; d++) {
                int row = sample + (d * height.in + h0) * width.in * channels;
                epilogue.apply(row, row + rows * width.in * channels, lane);
            }
        }
    }

    /** Where a line of a window begins: the lines of a picture follow each other row by row, those of the next one after them. */
    private int line(int line, int rows) {
        int plane = rows == 1 ? line : line < rows ? 0 : line / rows;
        return (plane * height.in + line - plane * rows) * width.in * channels;
    }

    /** A window of nothing: see {@code PoolLoops}. Its gradient goes nowhere. */
    private void inPadding(float[] y, int yo) {
        if (work == Work.MAX || work == Work.AVERAGE) {
            Arrays.fill(y, yo, yo + channels, work == Work.MAX ? Float.NEGATIVE_INFINITY : 0);
        }
    }

    /**
     * The end of the channels that begin a vector: the last vector of a pixel may reach into the places of the next ones, whose
     * numbers come later, as long as it stays inside the unit's picture and inside x.
     *
     * @param last where x is read last
     */
    private int vectorEnd(float[] x, int last, int yo, int yEnd) {
        int c = Lanes.roundUp(channels, L);
        return yo + c <= yEnd && last + c <= x.length ? channels : channels - L + 1;
    }

    private void max(float[] x, int xo, int lines, int rows, int columns, float[] y, int yo, int yEnd) {
        int c = 0;
        for (int end = plain(x) ? 0 : vectorEnd(x, xo + line(lines - 1, rows) + (columns - 1) * channels, yo, yEnd); c < end; c += L) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, xo + c);
            for (int r = 0; r < lines; r++) {
                int at = xo + line(r, rows) + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    best = best.max(FloatVector.fromArray(SPECIES, x, at));
                }
            }
            best.intoArray(y, yo + c);
        }
        maxFrom(c, x, xo, lines, rows, columns, y, yo);
    }

    /** The channels from {@code c} on one by one; apart from the vectors, since the JIT's first tier so has it sooner. */
    private void maxFrom(int c, float[] x, int xo, int lines, int rows, int columns, float[] y, int yo) {
        for (; c < channels; c++) {
            float best = x[xo + c];
            for (int r = 0; r < lines; r++) {
                for (int k = 0; k < columns; k++) {
                    best = Math.max(best, x[xo + line(r, rows) + k * channels + c]);
                }
            }
            y[yo + c] = best;
        }
    }

    private void average(float[] x, int xo, int lines, int rows, int columns, float[] y, int yo, int yEnd) {
        float scale = 1f / (lines * columns);
        int c = 0;
        for (int end = vectorEnd(x, xo + line(lines - 1, rows) + (columns - 1) * channels, yo, yEnd); c < end; c += L) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int r = 0; r < lines; r++) {
                int at = xo + line(r, rows) + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, at));
                }
            }
            sum.mul(scale).intoArray(y, yo + c);
        }
        for (; c < channels; c++) {
            float sum = 0;
            for (int r = 0; r < lines; r++) {
                for (int k = 0; k < columns; k++) {
                    sum += x[xo + line(r, rows) + k * channels + c];
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
        return tiles && (column - 1) * channels + c <= width.in * channels && dyo + c <= dy.length ? channels : channels - L + 1;
    }

    /** The window's gradient goes to the first place that holds its largest number. */
    private void maxScatter(float[] x, int xo, int lines, int rows, int columns, float[] dy, int dyo, float[] dx, int dxo, int end) {
        int vectors = plain(x) ? 0 : Math.max(0, Lanes.blocks(end, L)) * L;
        // From the last channels to the first, which take back what those have written over.
        for (int c = vectors - L; c >= 0; c -= L) {
            FloatVector best = FloatVector.fromArray(SPECIES, x, xo + c);
            for (int r = 0; r < lines; r++) {
                int at = line(r, rows) + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    best = best.max(FloatVector.fromArray(SPECIES, x, xo + at));
                }
            }
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + c);
            for (int r = 0; r < lines; r++) {
                int at = line(r, rows) + c;
                for (int k = 0; k < columns; k++, at += channels) {
                    // What is given away is gone from g: a second mask carried round the loops would be boxed.
                    VectorMask<Float> here = FloatVector.fromArray(SPECIES, x, xo + at).compare(VectorOperators.EQ, best);
                    FloatVector old = tiles ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, dx, dxo + at);
                    old.add(g, here).intoArray(dx, dxo + at);
                    g = g.blend(0f, here);
                }
            }
        }
        maxScatterFrom(vectors, x, xo, lines, rows, columns, dy, dyo, dx, dxo);
    }

    private void maxScatterFrom(int c, float[] x, int xo, int lines, int rows, int columns, float[] dy, int dyo, float[] dx, int dxo) {
        for (; c < channels; c++) {
            float best = x[xo + c], g = dy[dyo + c];
            for (int r = 0; r < lines; r++) {
                for (int k = 0; k < columns; k++) {
                    best = Math.max(best, x[xo + line(r, rows) + k * channels + c]);
                }
            }
            for (int r = 0; r < lines; r++) {
                for (int k = 0; k < columns; k++) {
                    int at = line(r, rows) + k * channels + c;
                    float old = tiles ? 0f : dx[dxo + at];
                    boolean here = x[xo + at] == best;
                    dx[dxo + at] = here ? old + g : old;
                    g = here ? 0f : g;
                }
            }
        }
    }

    private void averageScatter(int lines, int rows, int columns, float[] dy, int dyo, float[] dx, int dxo, int end) {
        float scale = 1f / (lines * columns);
        for (int r = 0; r < lines; r++) {
            for (int k = 0; k < columns; k++) {
                int at = dxo + line(r, rows) + k * channels;
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
