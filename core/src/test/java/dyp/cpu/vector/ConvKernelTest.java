package dyp.cpu.vector;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvKernelTest {
    @Test
    void commonLayers() {
        check(geometry(3, 28, 28, 1, 32, 3, 1, 0, 1, 1), 1);
        check(geometry(2, 12, 12, 32, 64, 3, 1, 1, 1, 1), 2);
        check(geometry(2, 23, 23, 3, 16, 7, 2, 3, 1, 1), 3);
        check(geometry(2, 14, 14, 24, 40, 1, 1, 0, 1, 1), 4);
        check(geometry(2, 14, 14, 24, 40, 1, 2, 0, 1, 1), 5);
        check(geometry(1, 40, 40, 16, 32, 3, 1, 1, 1, 1), 6);
        check(geometry(40, 4, 4, 64, 32, 3, 1, 1, 1, 1), 7);
        check(geometry(2, 15, 15, 48, 48, 3, 1, 1, 1, 48), 8);
        check(geometry(2, 15, 15, 37, 37, 3, 2, 1, 1, 37), 9);
        check(geometry(2, 16, 16, 12, 12, 3, 1, 2, 2, 3), 10);
        check(geometry(5, 9, 9, 128, 130, 3, 1, 1, 1, 1), 11);
        check(geometry(1, 70, 70, 7, 9, 3, 1, 1, 1, 1), 12);
    }

    @Test
    void strides() {
        check(geometry(1, 40, 40, 70, 40, 3, 2, 1, 1, 1), 1);
        check(geometry(20, 9, 9, 40, 70, 4, 2, 1, 1, 1), 2);
        check(geometry(2, 13, 13, 8, 20, 2, 3, 0, 1, 1), 3);
        check(geometry(3, 14, 14, 130, 300, 3, 2, 1, 1, 1), 4);
        check(geometry(2, 17, 16, 12, 24, 5, 3, 2, 2, 2), 5);
        check(geometry(2, 30, 30, 1, 40, 7, 2, 3, 1, 1), 6);
        check(geometry(3, 31, 30, 33, 33, 5, 2, 2, 1, 33), 7);
        check(geometry(1, 9, 40, 48, 48, 3, 1, 1, 3, 48), 8);
        check(geometry(2, 29, 28, 70, 135, 1, 2, 0, 1, 1), 9);
        check(geometry(2, 29, 28, 305, 35, 1, 3, 0, 1, 1), 10);
        check(geometry(1, 13, 15, 513, 650, 1, 2, 0, 1, 1), 11);
        check(geometry(3, 14, 15, 48, 70, 3, 2, 1, 1, 1), 12);
        check(geometry(37, 7, 7, 24, 65, 3, 2, 1, 1, 1), 13);
        check(new ConvGeometry(2, 5, 9, 8, 24, 3, 4, 4, 65, 2, 3, 3, 2, 2, 2, 1, 1, 1, 1, 2, 1, 1), 14);
    }

    /** So many that constant ones come from memory: also in parts of a row of taps, with panels that are not full, and over a depth. */
    @Test
    void manyWeights() {
        check(geometry(2, 7, 8, 150, 240, 3, 2, 1, 1, 1), 1);
        check(geometry(1, 5, 5, 150, 272, 3, 2, 1, 1, 1), 2);
        check(geometry(5, 4, 5, 70, 170, 5, 1, 2, 1, 1), 3);
        check(geometry(3, 9, 5, 40, 300, 5, 2, 0, 1, 1), 4);
        check(geometry(1, 40, 37, 160, 200, 3, 2, 1, 1, 1), 5);
        check(new ConvGeometry(2, 4, 5, 6, 90, 2, 3, 3, 130, 3, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1), 6);
    }

    @Test
    void manyParts() {
        check(geometry(64, 20, 20, 16, 32, 3, 1, 0, 1, 1), 1);
        check(geometry(64, 20, 20, 33, 33, 3, 1, 1, 1, 33), 2);
        check(geometry(64, 20, 20, 3, 10, 5, 2, 2, 1, 1), 3);
    }

    @Test
    void fewChannels() {
        check(geometry(33, 28, 28, 1, 6, 5, 1, 2, 1, 1), 1);
        check(geometry(33, 14, 14, 6, 16, 5, 1, 0, 1, 1), 2);
        check(geometry(2, 40, 48, 16, 1, 3, 1, 1, 1, 1), 3);
        check(geometry(20, 18, 18, 8, 8, 3, 1, 1, 1, 1), 4);
        check(geometry(3, 33, 33, 1, 40, 7, 2, 3, 1, 1), 5);
        check(geometry(2, 20, 20, 64, 16, 3, 1, 1, 2, 1), 6);
        check(geometry(1, 90, 91, 2, 3, 3, 1, 1, 1, 1), 7);
        check(geometry(1, 5, 5, 1, 2, 3, 1, 3, 3, 1), 11);
        check(geometry(1, 4, 3, 1, 1, 4, 1, 6, 3, 1), 12);
        check(new ConvGeometry(2, 12, 13, 14, 1, 12, 13, 14, 16, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 8);
        check(new ConvGeometry(1, 9, 12, 12, 24, 9, 12, 12, 8, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 9);
        check(new ConvGeometry(40, 1, 187, 1, 1, 183, 33, 1, 5, 1, 1, 0, 0, 1, 1, 1), 10);
    }

    /** Groups that share a vector: of a few to a few, several filters for each channel, and of more to fewer. */
    @Test
    void smallGroups() {
        check(geometry(2, 20, 20, 64, 64, 3, 1, 1, 1, 16), 1);
        check(geometry(3, 17, 19, 48, 48, 3, 2, 1, 1, 6), 2);
        check(geometry(2, 12, 13, 21, 63, 3, 1, 1, 1, 21), 3);
        check(geometry(1, 33, 30, 20, 40, 5, 1, 2, 1, 20), 4);
        check(geometry(2, 9, 9, 60, 15, 3, 1, 1, 2, 5), 5);
        check(geometry(20, 6, 6, 24, 36, 1, 1, 0, 1, 12), 6);
        check(geometry(1, 40, 41, 34, 34, 3, 1, 0, 1, 17), 7);
        check(new ConvGeometry(2, 5, 9, 8, 32, 5, 9, 8, 64, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 16), 8);
        check(new ConvGeometry(6, 1, 90, 36, 1, 88, 36, 1, 3, 1, 1, 0, 0, 1, 1, 9), 9);
    }

    @Test
    void randomGeometries() {
        for (int seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
            int in = 1 + random.nextInt(random.nextBoolean() ? 4 : 20), out = 1 + random.nextInt(random.nextBoolean() ? 12 : 50);
            int cin = groups * in, cout = groups * out;
            if (random.nextInt(5) == 0) {
                groups = cin = cout = 1 + random.nextInt(40);
            }
            int kh = 1 + random.nextInt(4), kw = 1 + random.nextInt(4);
            int strideH = 1 + random.nextInt(3), strideW = 1 + random.nextInt(3);
            int dilationH = 1 + random.nextInt(2), dilationW = 1 + random.nextInt(2);
            int h = (kh - 1) * dilationH + 1 + random.nextInt(9), w = (kw - 1) * dilationW + 1 + random.nextInt(9);
            int padTop = random.nextInt(kh + 1), padLeft = random.nextInt(kw + 1);
            int oh = (h + padTop + random.nextInt(kh) - (kh - 1) * dilationH - 1) / strideH + 1;
            int ow = (w + padLeft + random.nextInt(kw) - (kw - 1) * dilationW - 1) / strideW + 1;
            check(new ConvGeometry(1 + random.nextInt(4), h, w, cin, oh, ow, cout, kh, kw, strideH, strideW, padTop, padLeft,
                    dilationH, dilationW, groups), seed);
        }
    }

    @Test
    void randomVolumes() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
            int cin = groups * (1 + random.nextInt(9)), cout = groups * (1 + random.nextInt(random.nextBoolean() ? 9 : 40));
            if (random.nextInt(5) == 0) {
                groups = cin = cout = 1 + random.nextInt(40);
            }
            int[] size = new int[3], stride = new int[3], dilation = new int[3], in = new int[3], pad = new int[3], out = new int[3];
            for (int axis = 0; axis < 3; axis++) {
                size[axis] = 1 + random.nextInt(3);
                stride[axis] = 1 + random.nextInt(3);
                dilation[axis] = 1 + random.nextInt(2);
                int reach = (size[axis] - 1) * dilation[axis];
                in[axis] = reach + 1 + random.nextInt(5);
                boolean border = random.nextBoolean();
                pad[axis] = border ? random.nextInt(size[axis] + 3) : 0;
                out[axis] = (in[axis] + pad[axis] + (border ? random.nextInt(size[axis]) : 0) - reach - 1) / stride[axis] + 1;
            }
            check(new ConvGeometry(1 + random.nextInt(4), in[0], in[1], in[2], cin, out[0], out[1], out[2], cout, size[0], size[1], size[2],
                    stride[0], stride[1], stride[2], pad[0], pad[1], pad[2], dilation[0], dilation[1], dilation[2], groups), seed);
        }
    }

    /** A square geometry with the same padding on all sides. */
    static ConvGeometry geometry(
            int n, int h, int w, int cin, int cout, int k, int stride, int pad, int dilation, int groups) {
        int oh = (h + 2 * pad - dilation * (k - 1) - 1) / stride + 1, ow = (w + 2 * pad - dilation * (k - 1) - 1) / stride + 1;
        return new ConvGeometry(
                n, h, w, cin, oh, ow, cout, k, k, stride, stride, pad, pad, dilation, dilation, groups);
    }

    private static void check(ConvGeometry g, int seed) {
        var sums = new ConvSums(g, seed);
        sums.forward(KernelCheck.tolerance(g.kernelRows()), lanes -> ConvKernel.forwardScratchFloats(g, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> ConvKernel.forward(
                        g, sums.x, sums.xPos, sums.kernel, sums.kernelPos, c, cPos, scratch, scratchPos, lanes, epilogue));
        var constant = KernelCheck.constant(sums.kernel, sums.kernelPos);
        sums.forward(KernelCheck.tolerance(g.kernelRows()), lanes -> ConvKernel.forwardScratchFloats(g, true, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> ConvKernel.forward(
                        g, sums.x, sums.xPos, constant, c, cPos, scratch, scratchPos, lanes, epilogue));
        sums.inputGradient(KernelCheck.tolerance(g.taps() * g.groupOut()), lanes -> ConvKernel.inputGradientScratchFloats(g, true, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> ConvKernel.inputGradient(
                        g, sums.dy, sums.dyPos, constant, c, cPos, scratch, scratchPos, lanes, epilogue));
        sums.inputGradient(KernelCheck.tolerance(g.taps() * g.groupOut()), lanes -> ConvKernel.inputGradientScratchFloats(g, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> ConvKernel.inputGradient(
                        g, sums.dy, sums.dyPos, sums.kernel, sums.kernelPos, c, cPos, scratch, scratchPos, lanes, epilogue));
        sums.kernelGradient(KernelCheck.tolerance(g.outputPixels()), lanes -> ConvKernel.kernelGradientScratchFloats(g, lanes),
                (c, cPos, scratch, scratchPos, lanes, epilogue) -> ConvKernel.kernelGradient(
                        g, sums.x, sums.xPos, sums.dy, sums.dyPos, c, cPos, scratch, scratchPos, lanes, epilogue));
    }
}
