package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.runtime.Blocks;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The input gradient of a depthwise convolution with strides, phase by phase of {@link ConvAxis}: nothing is multiplied by zeros
 * between the pixels of dy. Vectors lie along the channels; pixels at the border take the taps that fall inside.
 */
final class ConvDepthwiseStrided {
    /** Output pixels that are summed at a time. */
    private static final int PIXELS = 8;

    private final ConvGeometry g;
    private final List<ConvLine> d, h, w;
    private final float[] x, kernel, y;
    private final int xPos, kernelPos, yPos, channels;
    private final Epilogue epilogue;

    private ConvDepthwiseStrided(ConvGeometry g, float[] x, int xPos, float[] kernel, int kernelPos, float[] y, int yPos,
            Epilogue epilogue) {
        this.g = g;
        d = ConvLine.back(g.d(), g.od(), g.kd(), g.strideD(), g.padFront(), g.dilationD());
        h = ConvLine.back(g.h(), g.oh(), g.kh(), g.strideH(), g.padTop(), g.dilationH());
        w = ConvLine.back(g.w(), g.ow(), g.kw(), g.strideW(), g.padLeft(), g.dilationW());
        channels = g.cin();
        this.x = x;
        this.xPos = xPos;
        this.kernel = kernel;
        this.kernelPos = kernelPos;
        this.y = y;
        this.yPos = yPos;
        this.epilogue = epilogue;
    }

    /** From dy, which it calls x, to dx, which it calls y. A task is some rows of dx. */
    static Step[] bind(ConvGeometry g, float[] x, int xPos, float[] kernel, int kernelPos, float[] y, int yPos, Epilogue epilogue) {
        var c = new ConvDepthwiseStrided(g, x, xPos, kernel, kernelPos, y, yPos, epilogue);
        return new Step[] {Blocks.over(g.n() * g.d() * g.h(), g.w() * c.channels, c::rows)};
    }

    private void rows(int from, int end, int lane) {
        for (int row = from; row < end; row++) {
            row(row);
        }
        if (epilogue != null && from < end) {
            epilogue.apply(from * g.w() * channels, end * g.w() * channels, lane);
        }
    }

    private void row(int row) {
        int image = row / g.h() / g.d(), depth = row / g.h() % g.d(), height = row % g.h();
        ConvLine dLine = d.get(depth % d.size()), hLine = h.get(height % h.size());
        int i = depth / d.size(), j = height / h.size(), to = yPos + row * g.w() * channels;
        int dFrom = dLine.tapFrom(i), dEnd = dLine.tapEnd(i), hFrom = hLine.tapFrom(j), hEnd = hLine.tapEnd(j);
        int tap = ((dLine.firstTap() + dFrom * dLine.tapStep()) * g.kh() + hLine.firstTap() + hFrom * hLine.tapStep()) * g.kw();
        int plane = image * g.od() + dLine.at(i) + dFrom * dLine.dilation(), line = hLine.at(j) + hFrom * hLine.dilation();
        for (var wLine : w) {
            int inner = wLine.innerFrom(), innerEnd = wLine.innerEnd();
            for (int k = 0; k < wLine.count();) {
                boolean whole = k >= inner && k < innerEnd;
                int some = whole ? Math.min(PIXELS, innerEnd - k) : 1, wFrom = wLine.tapFrom(k);
                int first = tap + wLine.firstTap() + wFrom * wLine.tapStep();
                int column = wLine.at(k) + wFrom * wLine.dilation();
                pixels(some, xPos + ((plane * g.oh() + line) * g.ow() + column) * channels, channels,
                        to + (wLine.from() + k * wLine.step()) * channels, wLine.step() * channels, kernelPos + first * channels,
                        dEnd - dFrom, dLine.dilation() * g.oh() * g.ow() * channels, dLine.tapStep() * g.kh() * g.kw() * channels,
                        hEnd - hFrom, hLine.dilation() * g.ow() * channels, hLine.tapStep() * g.kw() * channels,
                        wLine.tapEnd(k) - wFrom, wLine.dilation() * channels, wLine.tapStep() * channels);
                k += some;
            }
        }
    }

    /**
     * Up to 8 pixels of the output that all see the same taps. Of each axis: how many taps, from one to the next in x, and in the
     * kernel.
     */
    private void pixels(int count, int xAt, int xStep, int yAt, int yStep, int tapAt, int taps0, int x0, int k0, int taps1, int x1,
            int k1, int taps2, int x2, int k2) {
        int c = 0, rows = taps0 * taps1, nextX = x0 - (taps1 - 1) * x1, nextK = k0 - (taps1 - 1) * k1;
        if (count == PIXELS) {
            for (; c <= channels - L; c += L) {
                FloatVector a = FloatVector.zero(SPECIES);
                FloatVector b = a, d = a, e = a, f = a, g = a, h = a, i = a;
                for (int t = 0, row = 0, x3 = xAt + c, k3 = tapAt + c; t < rows; t++) {
                    for (int j = 0, from = x3, tap = k3; j < taps2; j++, from += x2, tap += k2) {
                        FloatVector weight = FloatVector.fromArray(SPECIES, kernel, tap);
                        a = FloatVector.fromArray(SPECIES, x, from).fma(weight, a);
                        b = FloatVector.fromArray(SPECIES, x, from + xStep).fma(weight, b);
                        d = FloatVector.fromArray(SPECIES, x, from + 2 * xStep).fma(weight, d);
                        e = FloatVector.fromArray(SPECIES, x, from + 3 * xStep).fma(weight, e);
                        f = FloatVector.fromArray(SPECIES, x, from + 4 * xStep).fma(weight, f);
                        g = FloatVector.fromArray(SPECIES, x, from + 5 * xStep).fma(weight, g);
                        h = FloatVector.fromArray(SPECIES, x, from + 6 * xStep).fma(weight, h);
                        i = FloatVector.fromArray(SPECIES, x, from + 7 * xStep).fma(weight, i);
                    }
                    boolean end = ++row == taps1;
                    row = end ? 0 : row;
                    x3 += end ? nextX : x1;
                    k3 += end ? nextK : k1;
                }
                a.intoArray(y, yAt + c);
                b.intoArray(y, yAt + c + yStep);
                d.intoArray(y, yAt + c + 2 * yStep);
                e.intoArray(y, yAt + c + 3 * yStep);
                f.intoArray(y, yAt + c + 4 * yStep);
                g.intoArray(y, yAt + c + 5 * yStep);
                h.intoArray(y, yAt + c + 6 * yStep);
                i.intoArray(y, yAt + c + 7 * yStep);
            }
        }
        for (int p = 0; p < count; p++) {
            pixel(c, xAt + p * xStep, yAt + p * yStep, tapAt, taps0, x0, k0, taps1, x1, k1, taps2, x2, k2);
        }
    }

    /** One pixel of the output, from channel {@code c} on. */
    private void pixel(int c, int xAt, int yAt, int tapAt, int taps0, int x0, int k0, int taps1, int x1, int k1, int taps2, int x2,
            int k2) {
        int rows = taps0 * taps1, nextX = x0 - (taps1 - 1) * x1, nextK = k0 - (taps1 - 1) * k1;
        for (; c <= channels - L; c += L) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int t = 0, row = 0, x3 = xAt + c, k3 = tapAt + c; t < rows; t++) {
                for (int j = 0, from = x3, tap = k3; j < taps2; j++, from += x2, tap += k2) {
                    sum = FloatVector.fromArray(SPECIES, x, from).fma(FloatVector.fromArray(SPECIES, kernel, tap), sum);
                }
                boolean end = ++row == taps1;
                row = end ? 0 : row;
                x3 += end ? nextX : x1;
                k3 += end ? nextK : k1;
            }
            sum.intoArray(y, yAt + c);
        }
        for (; c < channels; c++) {
            float sum = 0;
            for (int t = 0; t < rows; t++) {
                int from = xAt + c + t / taps1 * x0 + t % taps1 * x1, tap = tapAt + c + t / taps1 * k0 + t % taps1 * k1;
                for (int j = 0; j < taps2; j++, from += x2, tap += k2) {
                    sum = Math.fma(x[from], kernel[tap], sum);
                }
            }
            y[yAt + c] = sum;
        }
    }
}
