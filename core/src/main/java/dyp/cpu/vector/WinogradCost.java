package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;
import static dyp.cpu.vector.WinogradTiles.POINTS;

/**
 * What a convolution costs directly and by Winograd's way: a sum over what each does, counted in multiply-adds of a vector at
 * the peak. The constants were fitted to one thread of a Xeon with AVX-512 on 18 shapes from 3 to 512 channels and from 4x4 to 64x64
 * pixels, where the estimated ratio is within a quarter of the measured one. Where the two are close it stays with the direct
 * kernel, which needs less memory and has the smaller rounding errors.
 */
final class WinogradCost {
    /** What a multiply-add costs: in the direct kernels (0.8 and 0.65 of the peak), and between transforms, where sums are short. */
    private static final double DIRECT = 1.25, DIRECT_GRADIENT = 1.55, PRODUCT = 1.4, GRADIENT_PRODUCT = 1.9;

    /** The start and the end of a register tile. */
    private static final double CALL = 150;

    /** A transform of one vector of channels, with its part of the misses in cache: of 6x6 pixels, to 4x4, and of x or dy. */
    private static final double TO_POINTS = 800, FROM_POINTS = 520, GRADIENT_TO_POINTS = 500;

    /** A vector of weights: packed; transformed beforehand, for each point, and read by a task, where they are more than L2 keeps. */
    private static final double PACK = 100, KEEP = 40, READ = 20, L2 = 1 << 18;

    /** A vector of weights transformed by a task; of a turned kernel, which is transposed. */
    private static final double TRANSFORM = 700, TURNED = 1100;

    /** A vector of the gradient's 36 sums: kept, and transformed at the end. */
    private static final double SUM = 20;

    /** How much quicker it must be; and what the direct way must cost, since there is little to gain below a tenth of a millisecond. */
    static final double GAIN = 1.15, SMALL = 1e6;

    private WinogradCost() {}

    /** @param constant the kernel is, and packed beforehand */
    static double directForward(ConvGeometry g, boolean constant) {
        double weights = (double) g.kernelRows() * out(g);
        return weights * (g.outputPixels() * DIRECT + (constant ? 0 : PACK));
    }

    /** @param turned as in {@link ConvForward#bind} */
    static double forward(ConvGeometry g, boolean turned, boolean constant) {
        var tiles = WinogradForward.tiles(g);
        boolean kept = WinogradForward.keepsWeights(g);
        double kernel = (double) g.kd() * g.cin() * out(g), weights = POINTS * kernel, registers = blocks(tiles.size(), MR);
        double once = kept && !constant ? KEEP * weights : 0, each = kept ? weights * L > L2 ? READ * weights : 0 : (turned ? TURNED : TRANSFORM) * kernel;
        double calls = (double) POINTS * g.kd() * WinogradForward.channelBlocks(g) * registers * blocks(g.cout(), NR);
        double product = registers * MR * PRODUCT * weights + CALL * calls;
        double transforms = WinogradForward.panelBlocks(g, tiles) * g.kd() * in(g) * TO_POINTS + out(g) * FROM_POINTS;
        return once + tiles.tasks() * (each + product) + tiles.all() * transforms;
    }

    static double directKernelGradient(ConvGeometry g) {
        return (double) g.outputPixels() * g.kernelRows() * out(g) * DIRECT_GRADIENT;
    }

    static double kernelGradient(ConvGeometry g) {
        double sums = (double) POINTS * g.kd() * g.cin() * out(g), tiles = WinogradTiles.of(g, 1, 1).all();
        int channels = WinogradKernelGradient.channels(g), inBlocks = blocks(g.cin(), channels), outBlocks = blocks(g.cout(), channels);
        double parts = WinogradKernelGradient.parts(g);
        return sums * (tiles * GRADIENT_PRODUCT + parts * SUM) + tiles * g.kd() * (in(g) * outBlocks + out(g) * inBlocks) * GRADIENT_TO_POINTS;
    }

    /** Vectors of input channels, and of output channels in whole panels. */
    private static double in(ConvGeometry g) {
        return blocks(g.cin(), L);
    }

    private static double out(ConvGeometry g) {
        return roundUp(g.cout(), NR) / (double) L;
    }
}
