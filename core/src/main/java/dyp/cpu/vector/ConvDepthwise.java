package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import jdk.incubator.vector.FloatVector;

/** Depthwise convolution: every channel has a filter of its own, so the vectors lie along the channels. Also dy to dx. */
final class ConvDepthwise implements Step {
    private final ConvGeometry g;
    private final ConvInput input;
    private final float[] kernel, y;
    private final int firstTap, tapStep, yPos;
    /** Whether output pixels side by side see input pixels side by side, by rows of three taps that lie so as well. */
    private final boolean three;
    private final Epilogue epilogue;

    private ConvDepthwise(ConvGeometry g, ConvInput input, float[] kernel, int firstTap, int tapStep, float[] y, int yPos,
            Epilogue epilogue) {
        this.g = g;
        this.input = input;
        this.kernel = kernel;
        this.firstTap = firstTap;
        this.tapStep = tapStep;
        this.y = y;
        this.yPos = yPos;
        this.epilogue = epilogue;
        three = g.kw() == 3 && g.strideW() == 1 && g.dilationW() == 1;
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        return lanes * ConvInput.laneFloats(g);
    }

    /** @param turned reads the kernel from its last tap to its first; see {@link ConvForward#bind} for the rest */
    static Step[] bind(ConvGeometry g, boolean turned, ConvInput.Gaps gaps, float[] x, int xPos, float[] kernel,
            int kernelPos, float[] y, int yPos, float[] scratch, int scratchPos, Epilogue epilogue) {
        var input = new ConvInput(g, gaps, x, xPos, scratch, scratchPos);
        int last = (g.taps() - 1) * g.cin();
        return new Step[] {new ConvDepthwise(g, input, kernel, turned ? kernelPos + last : kernelPos,
                turned ? -g.cin() : g.cin(), y, yPos, epilogue)};
    }

    @Override
    public int tasks() {
        return input.tasks;
    }

    @Override
    public void run(int task, int lane) {
        int origin = input.load(task, lane), channels = g.cin();
        int first = input.firstPixel(task), pixels = input.pixels(task);
        for (int p = 0; p < pixels; p += 4) {
            int last = Math.min(p + 3, pixels - 1), at = yPos + (first + p) * channels;
            int c;
            if (three && last == p + 3 && input.pixel[last] - input.pixel[p] == 3 * channels) {
                c = fourNeighbours(origin + input.pixel[p], at);
            } else {
                c = fourPixels(origin + input.pixel[p], origin + input.pixel[Math.min(p + 1, last)],
                        origin + input.pixel[Math.min(p + 2, last)], origin + input.pixel[last],
                        at, Math.min(1, last - p) * channels, Math.min(2, last - p) * channels, (last - p) * channels);
            }
            for (; c < channels; c++) {
                for (int q = p; q <= last; q++) {
                    y[yPos + (first + q) * channels + c] = onePixel(origin + input.pixel[q] + c, c);
                }
            }
        }
        if (epilogue != null && pixels > 0) {
            epilogue.apply(first * channels, (first + pixels) * channels, lane);
        }
    }

    /**
     * Four output pixels side by side, with rows of three taps: six pixels of the input serve all of them, and without a loop along
     * the row. The order of the sums is the other one's.
     *
     * @return the first channel that is left
     */
    private int fourNeighbours(int first, int at) {
        float[] x = input.data;
        int channels = g.cin(), end = channels / L * L;
        for (int c = 0; c < end; c += L) {
            FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0;
            int tap = firstTap + c;
            for (int row : input.tapRow) {
                int from = first + row + c;
                FloatVector x0 = FloatVector.fromArray(SPECIES, x, from);
                FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + channels);
                FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + 2 * channels);
                FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + 3 * channels);
                FloatVector x4 = FloatVector.fromArray(SPECIES, x, from + 4 * channels);
                FloatVector x5 = FloatVector.fromArray(SPECIES, x, from + 5 * channels);
                FloatVector w = FloatVector.fromArray(SPECIES, kernel, tap);
                s0 = w.fma(x0, s0);
                s1 = w.fma(x1, s1);
                s2 = w.fma(x2, s2);
                s3 = w.fma(x3, s3);
                w = FloatVector.fromArray(SPECIES, kernel, tap + tapStep);
                s0 = w.fma(x1, s0);
                s1 = w.fma(x2, s1);
                s2 = w.fma(x3, s2);
                s3 = w.fma(x4, s3);
                w = FloatVector.fromArray(SPECIES, kernel, tap + 2 * tapStep);
                s0 = w.fma(x2, s0);
                s1 = w.fma(x3, s1);
                s2 = w.fma(x4, s2);
                s3 = w.fma(x5, s3);
                tap += 3 * tapStep;
            }
            s0.intoArray(y, at + c);
            s1.intoArray(y, at + channels + c);
            s2.intoArray(y, at + 2 * channels + c);
            s3.intoArray(y, at + 3 * channels + c);
        }
        return end;
    }

    /**
     * Four output pixels (at the end, the last one again), over all whole vectors of channels.
     *
     * @return the first channel that is left
     */
    private int fourPixels(int x0, int x1, int x2, int x3, int at, int y1, int y2, int y3) {
        float[] x = input.data;
        int channels = g.cin(), end = channels / L * L, kw = g.kw();
        int[] tapRow = input.tapRow;
        int right = g.dilationW() * channels;
        for (int c = 0; c < end; c += L) {
            FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0;
            int tap = firstTap + c;
            for (int row : tapRow) {
                int from = row + c;
                for (int j = 0; j < kw; j++) {
                    FloatVector w = FloatVector.fromArray(SPECIES, kernel, tap);
                    s0 = w.fma(FloatVector.fromArray(SPECIES, x, x0 + from), s0);
                    s1 = w.fma(FloatVector.fromArray(SPECIES, x, x1 + from), s1);
                    s2 = w.fma(FloatVector.fromArray(SPECIES, x, x2 + from), s2);
                    s3 = w.fma(FloatVector.fromArray(SPECIES, x, x3 + from), s3);
                    tap += tapStep;
                    from += right;
                }
            }
            s0.intoArray(y, at + c);
            s1.intoArray(y, at + y1 + c);
            s2.intoArray(y, at + y2 + c);
            s3.intoArray(y, at + y3 + c);
        }
        return end;
    }

    private float onePixel(int from, int channel) {
        float sum = 0;
        int tap = firstTap + channel;
        for (int row : input.tapRow) {
            for (int j = 0; j < g.kw(); j++) {
                int at = from + row + j * g.dilationW() * g.cin();
                sum = Math.fma(kernel[tap], input.data[at], sum);
                tap += tapStep;
            }
        }
        return sum;
    }
}
