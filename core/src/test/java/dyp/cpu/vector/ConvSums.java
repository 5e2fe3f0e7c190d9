package dyp.cpu.vector;

import java.util.Random;

/** Random inputs of a convolution, and its output and both its gradients summed in double from the definition. */
final class ConvSums {
    final int xPos, kernelPos, dyPos;
    final float[] x, kernel, dy;
    private final ConvGeometry g;
    private final Random random;
    private final String name;
    private final double[] y, dx, dKernel;

    ConvSums(ConvGeometry g, int seed) {
        this.g = g;
        random = new Random(seed);
        name = g + ", seed " + seed;
        xPos = random.nextInt(20);
        kernelPos = random.nextInt(20);
        dyPos = random.nextInt(20);
        x = KernelCheck.random(random, xPos, g.inputPixels() * g.cin());
        kernel = KernelCheck.random(random, kernelPos, g.kernelRows() * g.cout());
        dy = KernelCheck.random(random, dyPos, g.outputPixels() * g.cout());
        y = new double[dy.length - dyPos];
        dx = new double[x.length - xPos];
        dKernel = new double[kernel.length - kernelPos];
        sum();
    }

    /** Every product of a pixel and a tap appears once in each of the three sums. */
    private void sum() {
        int in = g.groupIn(), out = g.groupOut();
        for (int pixel = 0; pixel < g.outputPixels(); pixel++) {
            int image = pixel / (g.od() * g.oh() * g.ow()), plane = pixel / (g.oh() * g.ow()) % g.od();
            int row = pixel / g.ow() % g.oh(), column = pixel % g.ow();
            for (int tap = 0; tap < g.taps(); tap++) {
                int id = plane * g.strideD() - g.padFront() + tap / (g.kh() * g.kw()) * g.dilationD();
                int ih = row * g.strideH() - g.padTop() + tap / g.kw() % g.kh() * g.dilationH();
                int iw = column * g.strideW() - g.padLeft() + tap % g.kw() * g.dilationW();
                if (id < 0 || id >= g.d() || ih < 0 || ih >= g.h() || iw < 0 || iw >= g.w()) {
                    continue;
                }
                for (int c = 0; c < g.cin(); c++) {
                    int xAt = (((image * g.d() + id) * g.h() + ih) * g.w() + iw) * g.cin() + c;
                    int kAt = (tap * in + c % in) * g.cout() + c / in * out;
                    int yAt = pixel * g.cout() + c / in * out;
                    for (int o = 0; o < out; o++) {
                        double w = kernel[kernelPos + kAt + o], d = dy[dyPos + yAt + o], v = x[xPos + xAt];
                        y[yAt + o] += v * w;
                        dx[xAt] += d * w;
                        dKernel[kAt + o] += v * d;
                    }
                }
            }
        }
    }

    void forward(double tolerance, KernelCheck.Scratch size, KernelCheck.Bind bind) {
        KernelCheck.check("forward " + name, random, y, g.cout(), tolerance, size, bind);
    }

    void inputGradient(double tolerance, KernelCheck.Scratch size, KernelCheck.Bind bind) {
        KernelCheck.check("input gradient " + name, random, dx, g.cin(), tolerance, size, bind);
    }

    void kernelGradient(double tolerance, KernelCheck.Scratch size, KernelCheck.Bind bind) {
        KernelCheck.check("kernel gradient " + name, random, dKernel, g.cout(), tolerance, size, bind);
    }
}
