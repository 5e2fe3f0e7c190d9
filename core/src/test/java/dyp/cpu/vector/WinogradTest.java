package dyp.cpu.vector;

import static dyp.cpu.vector.ConvKernelTest.geometry;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Winograd's kernels themselves, also on the sizes that {@link ConvKernel} leaves to the direct ones. */
class WinogradTest {
    @Test
    void commonLayers() {
        check(geometry(2, 8, 8, 16, 32, 3, 1, 1, 1, 1), 1);
        check(geometry(3, 12, 12, 32, 64, 3, 1, 0, 1, 1), 2);
        check(geometry(2, 26, 26, 32, 64, 3, 1, 0, 1, 1), 3);
        check(geometry(5, 7, 7, 64, 96, 3, 1, 1, 1, 1), 4);
        check(geometry(2, 1, 1, 16, 16, 3, 1, 1, 1, 1), 5);
        check(geometry(1, 40, 40, 130, 33, 3, 1, 1, 1, 1), 6);
        check(geometry(70, 4, 4, 24, 40, 3, 1, 1, 1, 1), 7);
        check(geometry(1, 5, 70, 17, 7, 3, 1, 2, 1, 1), 8);
    }

    /** Weights in blocks, and kernel gradients without kept sums. */
    @Test
    void manyChannels() {
        check(geometry(3, 5, 5, 390, 400, 3, 1, 1, 1, 1), 1);
        check(geometry(1, 9, 9, 150, 260, 3, 1, 1, 1, 1), 2);
        check(geometry(40, 6, 6, 180, 200, 3, 1, 0, 1, 1), 3);
        check(new ConvGeometry(1, 3, 6, 7, 270, 3, 6, 7, 140, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 4);
    }

    @Test
    void randomGeometries() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int cin = 1 + random.nextInt(random.nextBoolean() ? 5 : 40), cout = 1 + random.nextInt(random.nextBoolean() ? 12 : 70);
            int h = 3 + random.nextInt(12), w = 3 + random.nextInt(12), top = random.nextInt(4), left = random.nextInt(4);
            int oh = h + top + random.nextInt(3) - 2, ow = w + left + random.nextInt(3) - 2;
            check(new ConvGeometry(1 + random.nextInt(6), h, w, cin, oh, ow, cout, 3, 3, 1, 1, top, left, 1, 1, 1), seed);
        }
    }

    @Test
    void randomVolumes() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            int cin = 1 + random.nextInt(40), cout = 1 + random.nextInt(40), kd = 1 + random.nextInt(3), pad = random.nextInt(3);
            int d = kd + random.nextInt(4), h = 3 + random.nextInt(7), w = 3 + random.nextInt(7);
            check(new ConvGeometry(1 + random.nextInt(3), d, h, w, cin, d + 2 * pad - kd + 1, h, w, cout, kd, 3, 3, 1, 1, 1, pad, 1, 1, 1, 1, 1, 1), seed);
        }
    }

    /** Tasks of some pictures of a volume, of some rows of all its pictures, and of several volumes. */
    @Test
    void volumes() {
        check(volume(1, 40, 9, 37, 20, 3, 40, 3, 1, 1), 1);
        check(volume(2, 6, 45, 13, 16, 32, 6, 3, 1, 1), 2);
        check(volume(9, 4, 4, 5, 33, 17, 4, 3, 1, 1), 3);
        check(volume(3, 7, 30, 30, 40, 16, 6, 2, 1, 1), 4);
        check(volume(1, 9, 6, 6, 8, 40, 7, 5, 1, 1), 5);
        check(volume(2, 8, 12, 12, 24, 48, 6, 3, 1, 2), 6);
        check(volume(3, 2, 10, 10, 48, 16, 2, 3, 1, 1), 7);
    }

    /** Strides of the depth: the input gradient has another kernel. */
    @Test
    void stridedDepth() {
        for (int stride = 2; stride < 5; stride++) {
            ConvGeometry g = volume(2, 11, 9, 10, 20, 40, (11 + 1 - 2) / stride + 1, 3, stride, 1);
            var sums = new ConvSums(g, stride);
            forward(sums, g);
            kernelGradient(sums, g);
        }
    }

    private static ConvGeometry volume(int n, int d, int h, int w, int cin, int cout, int od, int kd, int stride, int dilation) {
        return new ConvGeometry(n, d, h, w, cin, od, h, w, cout, kd, 3, 3, stride, 1, 1, 1, 1, 1, dilation, 1, 1, 1);
    }

    private static void check(ConvGeometry g, int seed) {
        var sums = new ConvSums(g, seed);
        forward(sums, g);
        ConvGeometry back = g.inputGradient();
        sums.inputGradient(KernelCheck.tolerance(back.kernelRows()), lanes -> WinogradForward.scratchFloats(back, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> WinogradForward.bind(
                        back, true, sums.dy, sums.dyPos, sums.kernel, sums.kernelPos, c, cPos, scratch, scratchPos, epilogue));
        var constant = KernelCheck.constant(sums.kernel, sums.kernelPos);
        sums.inputGradient(KernelCheck.tolerance(back.kernelRows()), lanes -> WinogradForward.scratchFloats(back, true, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> WinogradForward.bind(
                        back, true, sums.dy, sums.dyPos, constant, c, cPos, scratch, scratchPos, epilogue));
        kernelGradient(sums, g);
    }

    private static void forward(ConvSums sums, ConvGeometry g) {
        sums.forward(KernelCheck.tolerance(g.kernelRows()), lanes -> WinogradForward.scratchFloats(g, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> WinogradForward.bind(
                        g, false, sums.x, sums.xPos, sums.kernel, sums.kernelPos, c, cPos, scratch, scratchPos, epilogue));
        var constant = KernelCheck.constant(sums.kernel, sums.kernelPos);
        sums.forward(KernelCheck.tolerance(g.kernelRows()), lanes -> WinogradForward.scratchFloats(g, true, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> WinogradForward.bind(
                        g, false, sums.x, sums.xPos, constant, c, cPos, scratch, scratchPos, epilogue));
    }

    private static void kernelGradient(ConvSums sums, ConvGeometry g) {
        sums.kernelGradient(KernelCheck.tolerance(g.outputPixels()), lanes -> WinogradKernelGradient.scratchFloats(g, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> WinogradKernelGradient.bind(
                        g, sums.x, sums.xPos, sums.dy, sums.dyPos, c, cPos, scratch, scratchPos, epilogue));
    }
}
